using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>What a compilation declares, by which a reading of an earlier one is known to be still right.</summary>
internal sealed class CompilationSurface
{
    private static readonly ConditionalWeakTable<Compilation, CompilationSurface> PerCompilation = new();

    private readonly HashSet<Digest> _files = [];

    private CompilationSurface(Compilation compilation, CancellationToken cancelled)
    {
        var outline = new DigestText();
        outline.Add(compilation.AssemblyName ?? "");
        outline.Add(Identities.Of(compilation.Options));
        foreach (var reference in compilation.References)
            outline.Add(Identities.Of(reference));
        foreach (var tree in compilation.SyntaxTrees)
        {
            var surface = TreeSurface.Of(tree, cancelled);
            outline.Add(surface.Outline);
            _files.Add(surface.All);
        }

        Outline = outline.ToDigest();
    }

    /// <summary>References, options, and the outlines of all files: as long as it is the same, a name means the same everywhere.</summary>
    public Digest Outline { get; }

    public static CompilationSurface Of(Compilation compilation, CancellationToken cancelled) => PerCompilation.TryGetValue(compilation, out var known)
        ? known
        : PerCompilation.GetValue(compilation, compilation => new(compilation, cancelled));

    /// <summary>Whether a file that declares the same is there.</summary>
    public bool Has(Digest file) => _files.Contains(file);
}
