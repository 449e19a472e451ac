using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>
/// What was read of a declaration, for as long as nothing changes that it was read from. The compiler calls the transform of every
/// marked declaration again after each key stroke, whatever the stroke changed, and hands out new symbols each time: asking those for
/// members and types is what costs. Threads may use it at once.
/// </summary>
internal sealed class Remembered<T>
    where T : class
{
    private readonly ConditionalWeakTable<SyntaxNode, Slot> _slots = new();

    /// <param name="node">The declaration; a changed file has new ones.</param>
    /// <param name="surface">What the compilation that it is in declares.</param>
    /// <param name="read">Reads it, and notes whose members it looked at.</param>
    /// <param name="isKept">Whether the reading holds for the next compilation; what says where something is does not.</param>
    /// <param name="cancelled">Stops it.</param>
    public T Get(SyntaxNode node, CompilationSurface surface, Func<ReadSources, T> read, Func<T, bool> isKept, CancellationToken cancelled)
    {
        var slot = _slots.GetOrCreateValue(node);
        if (slot.Reading is { } known && known.Holds(surface, cancelled))
            return known.Value;

        var sources = new ReadSources(node.SyntaxTree);
        var value = read(sources);
        slot.Reading = isKept(value) ? new(surface.Outline, sources.ToDigests(cancelled), sources.Names, value) : null;
        return value;
    }

    private sealed class Slot
    {
        private volatile Reading? _reading;

        public Reading? Reading
        {
            get => _reading;
            set => _reading = value;
        }
    }

    private sealed class Reading(ProjectOutline outline, ImmutableArray<Digest> sources, ImmutableArray<int> names, T value)
    {
        private volatile ProjectOutline _outline = outline;

        public T Value => value;

        public bool Holds(CompilationSurface surface, CancellationToken cancelled)
        {
            var changed = surface.Outline.Whole == _outline.Whole ? null : surface.Outline.Since(_outline);
            foreach (var source in sources)
            {
                if (surface.Find(source) is not { } file || (changed is not null && changed.AreIn(Words.Of(file, cancelled))))
                    return false;
            }

            if (changed is not null)
            {
                foreach (var name in names)
                {
                    if (changed.Have(name))
                        return false;
                }
            }

            _outline = surface.Outline;
            return true;
        }
    }
}
