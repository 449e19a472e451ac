using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Artel.Generators;

/// <summary>
/// The outlines of all files of a compilation, and what else decides what a name means in it. Holds no file itself, so that those who
/// compare a later one with it keep none alive.
/// </summary>
/// <param name="frame">What counts in all files: references, options, global usings.</param>
/// <param name="whole">The digest of all.</param>
/// <param name="files">The surfaces of the files, in their order.</param>
internal sealed class ProjectOutline(Digest frame, Digest whole, TreeSurface[] files)
{
    private readonly Digest _frame = frame;
    private readonly TreeSurface[] _files = files;
    private readonly ConditionalWeakTable<ProjectOutline, ChangedNames> _changes = new();

    /// <summary>As long as it is the same, every name means the same.</summary>
    public Digest Whole => whole;

    /// <summary>The names that may mean something else than in an earlier compilation.</summary>
    public ChangedNames Since(ProjectOutline earlier) => _changes.GetValue(earlier, FindChanges);

    private ChangedNames FindChanges(ProjectOutline earlier)
    {
        if (earlier._frame != _frame)
            return ChangedNames.All;
        TreeSurface[] before = earlier._files, after = _files;
        var same = 0;
        while (same < Math.Min(before.Length, after.Length) && before[same].Outline == after[same].Outline)
            same++;
        int endBefore = before.Length, endAfter = after.Length;
        while (endBefore > same && endAfter > same && before[endBefore - 1].Outline == after[endAfter - 1].Outline)
        {
            endBefore--;
            endAfter--;
        }

        var names = new ChangedNames(name => after.Take(same).Concat(after.Skip(endAfter)).Any(file => file.Declared.Contains(name)));
        if (endBefore == endAfter)
        {
            for (var i = same; i < endAfter; i++)
                names.AddDifference(before[i].Declared, after[i].Declared);
        }
        else
        {
            // Files came or went; those between the first and the last of them count as others.
            for (var i = same; i < endBefore; i++)
                names.AddDifference(before[i].Declared, ImmutableArray<Declared>.Empty);
            for (var i = same; i < endAfter; i++)
                names.AddDifference(ImmutableArray<Declared>.Empty, after[i].Declared);
        }

        names.AddUsers(after);
        return names;
    }
}
