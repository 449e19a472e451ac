using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>
/// What a file declares, without the bodies and the values of its members: all of it, and the part that decides what a name means in
/// other files. A key stroke in a body changes neither.
/// </summary>
/// <param name="Outline">Usings, namespaces, types with their attributes and bases, and constants, whose values attributes may use.</param>
/// <param name="All">The outline with all members.</param>
/// <param name="ForAll">What of the outline counts in all files, whatever they mention: global usings, attributes of the assembly; null if there is nothing.</param>
/// <param name="Declared">The names that the outline declares.</param>
/// <param name="Mentioned">The words of the outline.</param>
internal sealed record TreeSurface(Digest Outline, Digest All, Digest? ForAll, ImmutableArray<Declared> Declared, Words Mentioned)
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeSurface> PerTree = new();

    public static TreeSurface Of(SyntaxTree tree, CancellationToken cancelled) =>
        PerTree.TryGetValue(tree, out var known) ? known : PerTree.GetValue(tree, tree => SurfaceReader.Read(tree, cancelled));
}
