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
        if (slot.Reading is { } known && known.Holds(surface))
            return known.Value;

        var sources = new ReadSources();
        var value = read(sources);
        slot.Reading = isKept(value) ? new(surface.Outline, sources.ToDigests(cancelled), value) : null;
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

    private sealed class Reading(Digest outline, ImmutableArray<Digest> sources, T value)
    {
        public T Value => value;

        public bool Holds(CompilationSurface surface)
        {
            if (surface.Outline != outline)
                return false;
            foreach (var source in sources)
            {
                if (!surface.Has(source))
                    return false;
            }

            return true;
        }
    }
}
