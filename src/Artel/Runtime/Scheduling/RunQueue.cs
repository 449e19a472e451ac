using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// The cells that wait for one worker, first come first served. The worker puts in and takes out, others steal: whoever moves the head on
/// has what was before it. It grows as it has to; a cell stands in one queue at a time, so it is bounded by the processes that there are.
/// </summary>
internal sealed class RunQueue
{
    private const int Smallest = 256;

    /// <summary>A longer ring than that is given back when it is empty.</summary>
    private const int LongestToKeep = 4096;

    /// <summary>How many are stolen at a time.</summary>
    private const int MostStolen = 64;

    /// <summary>Replaced by its owner when it is full. What stands between head and tail is in the old one too, which nobody writes to.</summary>
    private Cell?[] _ring = new Cell?[Smallest];

    /// <summary>The next place to fill. Written by the owner.</summary>
    private long _tail;

    /// <summary>The next place to take from. Written by all.</summary>
    private LoneNumber _head;

    /// <summary>Whether nothing waits. Any thread.</summary>
    public bool IsEmpty => Volatile.Read(ref _head.Value) >= Volatile.Read(ref _tail);

    /// <summary>Puts a cell at the end. The owner only.</summary>
    public void Add(Cell cell)
    {
        var tail = _tail;
        var ring = RingWithRoom(1);
        ring[tail & (ring.Length - 1)] = cell;
        Volatile.Write(ref _tail, tail + 1);
    }

    /// <summary>Takes the first; null when there is none. The owner only.</summary>
    public Cell? Take()
    {
        while (true)
        {
            var head = Volatile.Read(ref _head.Value);
            if (head >= _tail)
                return null;
            ref var place = ref _ring[head & (_ring.Length - 1)];
            var cell = place;
            if (Interlocked.CompareExchange(ref _head.Value, head + 1, head) != head)
                continue;
            place = null;
            return cell;
        }
    }

    /// <summary>Takes the first half; gives the first of it and puts the rest into the thief's queue. Its owner, who is not this one's, only.</summary>
    public Cell? StealInto(RunQueue thief)
    {
        while (true)
        {
            // The head first: if it is still the same afterwards, nobody has written to the places in between.
            var head = Volatile.Read(ref _head.Value);
            var count = Volatile.Read(ref _tail) - head;
            if (count <= 0)
                return null;
            var taken = (int)Math.Min(count - (count / 2), MostStolen);
            var from = Volatile.Read(ref _ring);
            var first = from[head & (from.Length - 1)];
            var into = thief.RingWithRoom(taken);
            var tail = thief._tail;
            for (var i = 1; i < taken; i++)
                into[(tail + i - 1) & (into.Length - 1)] = from[(head + i) & (from.Length - 1)];
            if (Interlocked.CompareExchange(ref _head.Value, head + taken, head) != head)
                continue;
            Volatile.Write(ref thief._tail, tail + taken - 1);
            return first;
        }
    }

    /// <summary>
    /// Gives back what a burst made it grow to, and forgets what was stolen: who steals leaves the places as they are, since the owner may
    /// have filled them again. The owner only.
    /// </summary>
    public void Trim()
    {
        if (!IsEmpty)
            return;
        if (_ring.Length > LongestToKeep)
            Volatile.Write(ref _ring, new Cell?[Smallest]);
        else
            Array.Clear(_ring);
    }

    private Cell?[] RingWithRoom(int count)
    {
        var ring = _ring;
        var head = Volatile.Read(ref _head.Value);
        if (_tail - head + count <= ring.Length)
            return ring;
        var larger = new Cell?[ring.Length * 2];
        for (var i = head; i < _tail; i++)
            larger[i & (larger.Length - 1)] = ring[i & (ring.Length - 1)];
        Volatile.Write(ref _ring, larger);
        return larger;
    }
}
