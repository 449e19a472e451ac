using System.Diagnostics.CodeAnalysis;
using Artel.Messaging;

namespace Artel.Lua.Processes;

/// <summary>
/// The requests that a script was given and may answer. Its messages have their numbers, so that nothing is to be let go of when a message is
/// collected: a request goes when it is answered, or some time after nobody waits for it any more. In the process's turn only.
/// </summary>
internal sealed class LuaRequests
{
    private const int Few = 16;

    private readonly List<Entry> _entries = [];

    /// <summary>The number of the next one; none comes twice, and they are in order.</summary>
    private long _next = 1;
    private int _mostBeforeCleaning = Few;

    /// <summary>Keeps a request; gives its number.</summary>
    public long Add(ReplySlot slot, ushort version)
    {
        if (_entries.Count >= _mostBeforeCleaning)
        {
            _entries.RemoveAll(static entry => entry.Slot.IsClosed(entry.Version));
            _mostBeforeCleaning = Math.Max(Few, _entries.Count * 2);
        }

        _entries.Add(new Entry(_next, slot, version));
        return _next++;
    }

    /// <summary>The request of a number; false when it was answered. One that is found may be closed.</summary>
    public bool TryFind(long number, [NotNullWhen(true)] out ReplySlot? slot, out ushort version)
    {
        var place = PlaceOf(number);
        (slot, version) = place < 0 ? (null, default) : (_entries[place].Slot, _entries[place].Version);
        return slot is not null;
    }

    /// <summary>A request was answered. The last one goes at once, as most are answered before the next one comes; others with the next cleaning.</summary>
    public void Forget(long number)
    {
        var last = _entries.Count - 1;
        if (last >= 0 && _entries[last].Number == number)
            _entries.RemoveAt(last);
    }

    private int PlaceOf(long number)
    {
        var (low, high) = (0, _entries.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = _entries[middle].Number;
            if (found == number)
                return middle;
            if (found < number)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    private readonly record struct Entry(long Number, ReplySlot Slot, ushort Version);
}
