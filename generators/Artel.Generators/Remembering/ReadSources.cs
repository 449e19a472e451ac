using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>What a reading was made from: the files whose members it has, and names that it asked for and no file has to mention.</summary>
/// <param name="tree">The file of the declaration that is read; it counts also where nothing comes of it.</param>
internal sealed class ReadSources(SyntaxTree tree)
{
    private readonly HashSet<SyntaxTree> _trees = [tree];
    private readonly HashSet<int> _names = [];

    /// <summary>Whether there is a type of a name that is made up; the reading depends on it.</summary>
    public bool HasType(INamespaceSymbol space, string name)
    {
        _names.Add(Words.HashOf(name));
        return !space.GetTypeMembers(name).IsEmpty;
    }

    /// <summary>Notes that the members of a type are looked at, which are also those of its base classes; a name in it may be of a type around it.</summary>
    public void Add(ITypeSymbol type)
    {
        for (var current = type as INamedTypeSymbol; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            for (var outer = current; outer is not null; outer = outer.ContainingType)
            {
                foreach (var reference in outer.DeclaringSyntaxReferences)
                    _trees.Add(reference.SyntaxTree);
            }
        }
    }

    public ImmutableArray<int> Names => _names.ToImmutableArray();

    public ImmutableArray<Digest> ToDigests(CancellationToken cancelled) => _trees.Select(tree => TreeSurface.Of(tree, cancelled).All).ToImmutableArray();
}
