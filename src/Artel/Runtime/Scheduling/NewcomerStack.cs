namespace Artel.Runtime;

/// <summary>
/// The cells of one worker that wait for their first turn. The worker takes the newest first, so that a process that spawns others, who spawn
/// others, is done with one branch before it begins the next: few live at a time, and what they work on is in the cache. Other workers steal
/// the oldest, which have most before them.
/// </summary>
/// <remarks>Guarded by a lock of its own, which is held for a few instructions: the owner waits for it, a thief goes elsewhere.</remarks>
internal sealed class NewcomerStack
{
    private const int Smallest = 256;

    /// <summary>A longer ring than that is given back when it is empty.</summary>
    private const int LongestToKeep = 4096;

    /// <summary>How many are stolen at a time.</summary>
    private const int MostStolen = 64;

    /// <summary>Those that were stolen, on their way. The owner only, as a thief.</summary>
    private readonly Cell?[] _loot = new Cell?[MostStolen];

    // What follows is under the lock.
    private Cell?[] _ring = new Cell?[Smallest];

    /// <summary>Where the oldest is. Read by any thread.</summary>
    private long _oldest;

    /// <summary>Where the next one comes. Read by any thread.</summary>
    private long _end;

    private BriefLock _lock;

    /// <summary>Whether nobody waits. Any thread.</summary>
    public bool IsEmpty => Volatile.Read(ref _oldest) >= Volatile.Read(ref _end);

    /// <summary>How many there is room for now. The owner only.</summary>
    public int Capacity => _ring.Length;

    /// <summary>Puts a cell on top. The owner only.</summary>
    public void Add(Cell cell)
    {
        _lock.Enter();
        try
        {
            Put(cell);
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>Takes the one on top; null when there is none. The owner only.</summary>
    public Cell? TakeNewest()
    {
        if (IsEmpty)
            return null;
        _lock.Enter();
        Cell? cell = null;
        if (_oldest < _end)
        {
            ref var place = ref PlaceOf(_end - 1);
            (cell, place) = (place, null);
            Volatile.Write(ref _end, _end - 1);
        }

        _lock.Exit();
        return cell;
    }

    /// <summary>Takes the one at the bottom; null when there is none. The owner only.</summary>
    public Cell? TakeOldest()
    {
        if (IsEmpty)
            return null;
        _lock.Enter();
        var cell = _oldest < _end ? TakeFirst() : null;
        _lock.Exit();
        return cell;
    }

    /// <summary>
    /// Takes the older half; gives the oldest and puts the rest on top of the thief's. Null when there is none, or somebody else is at it. The
    /// thief's owner, who is not this one's, only.
    /// </summary>
    public Cell? StealInto(NewcomerStack thief)
    {
        if (IsEmpty || !_lock.TryEnter())
            return null;
        var waiting = _end - _oldest;
        var taken = (int)Math.Min(waiting - (waiting / 2), MostStolen);
        for (var i = 0; i < taken; i++)
            thief._loot[i] = TakeFirst();
        _lock.Exit();
        if (taken == 0)
            return null;

        var first = thief._loot[0];
        thief._loot[0] = null;
        if (taken == 1)
            return first;

        // The oldest on top.
        thief._lock.Enter();
        try
        {
            for (var i = taken - 1; i > 0; i--)
            {
                thief.Put(thief._loot[i]!);
                thief._loot[i] = null;
            }
        }
        finally
        {
            thief._lock.Exit();
        }

        return first;
    }

    /// <summary>Gives back what a burst made it grow to. The owner only.</summary>
    public void Trim()
    {
        if (_ring.Length <= LongestToKeep)
            return;
        _lock.Enter();
        if (_oldest >= _end)
            _ring = new Cell?[Smallest];
        _lock.Exit();
    }

    private Cell TakeFirst()
    {
        ref var place = ref PlaceOf(_oldest);
        var cell = place!;
        place = null;
        Volatile.Write(ref _oldest, _oldest + 1);
        return cell;
    }

    private void Put(Cell cell)
    {
        if (_end - _oldest == _ring.Length)
            Grow();
        PlaceOf(_end) = cell;
        Volatile.Write(ref _end, _end + 1);
    }

    private void Grow()
    {
        var larger = new Cell?[_ring.Length * 2];
        for (var i = _oldest; i < _end; i++)
            larger[i & (larger.Length - 1)] = PlaceOf(i);
        _ring = larger;
    }

    private ref Cell? PlaceOf(long index) => ref _ring[index & (_ring.Length - 1)];
}
