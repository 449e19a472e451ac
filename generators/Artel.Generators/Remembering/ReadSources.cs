using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>The files whose members a reading was made from.</summary>
internal sealed class ReadSources
{
    private readonly HashSet<SyntaxTree> _trees = [];

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

    public ImmutableArray<Digest> ToDigests(CancellationToken cancelled) => _trees.Select(tree => TreeSurface.Of(tree, cancelled).All).ToImmutableArray();
}
