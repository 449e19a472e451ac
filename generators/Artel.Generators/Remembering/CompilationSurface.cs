using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>What a compilation declares, by which a reading of an earlier one is known to be still right.</summary>
internal sealed class CompilationSurface
{
    private static readonly ConditionalWeakTable<Compilation, CompilationSurface> PerCompilation = new();

    private readonly Dictionary<Digest, SyntaxTree> _files = [];

    private CompilationSurface(Compilation compilation, CancellationToken cancelled)
    {
        DigestText frame = new(), whole = new();
        frame.Add(compilation.AssemblyName ?? "");
        frame.Add(Identities.Of(compilation.Options));
        foreach (var reference in compilation.References)
            frame.Add(Identities.Of(reference));
        var files = new List<TreeSurface>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var surface = TreeSurface.Of(tree, cancelled);
            files.Add(surface);
            _files[surface.All] = tree;
            whole.Add(surface.Outline);
            if (surface.ForAll is { } forAll)
                frame.Add(forAll);
        }

        var framed = frame.ToDigest();
        whole.Add(framed);
        Outline = new(framed, whole.ToDigest(), [.. files]);
    }

    /// <summary>What decides what a name means.</summary>
    public ProjectOutline Outline { get; }

    public static CompilationSurface Of(Compilation compilation, CancellationToken cancelled) => PerCompilation.TryGetValue(compilation, out var known)
        ? known
        : PerCompilation.GetValue(compilation, compilation => new(compilation, cancelled));

    /// <summary>The file that declares the same; null if there is none.</summary>
    public SyntaxTree? Find(Digest file) => _files.TryGetValue(file, out var tree) ? tree : null;
}
