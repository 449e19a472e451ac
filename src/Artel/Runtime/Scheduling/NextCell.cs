namespace Artel.Runtime;

/// <summary>
/// What a worker runs next: put there and mostly taken by the worker itself, which pays no atomic operation for it, as that would be a tenth
/// of what a message between two processes takes. If the worker's turn lasts, one other thread, the watch, takes it away.
/// </summary>
/// <remarks>
/// The watch says what it is about to do, makes a fence for all threads, and only then looks. A worker that began to take before the fence
/// is seen by it, and is left alone; one that begins after the fence sees the watch, and takes as it does, by an exchange.
/// </remarks>
internal struct NextCell
{
    private Cell? _cell;

    /// <summary>The worker is in the middle of taking. Written by it.</summary>
    private bool _isTaking;

    /// <summary>The watch wants to take. Written by it.</summary>
    private bool _isWanted;

    /// <summary>Whether there is nothing. Any thread.</summary>
    public readonly bool IsEmpty => Volatile.Read(in _cell) is null;

    /// <summary>Puts a cell where none is; false when one is. The worker only.</summary>
    public bool TryPut(Cell cell)
    {
        if (Volatile.Read(ref _cell) is not null)
            return false;
        Volatile.Write(ref _cell, cell);
        return true;
    }

    /// <summary>Puts a cell, and gives the one that was there. The worker only.</summary>
    public Cell? Replace(Cell cell) => Interlocked.Exchange(ref _cell, cell);

    /// <summary>Takes what is there. The worker only.</summary>
    public Cell? Take()
    {
        if (Volatile.Read(ref _cell) is null)
            return null;
        Volatile.Write(ref _isTaking, true);
        if (Volatile.Read(ref _isWanted))
        {
            Volatile.Write(ref _isTaking, false);
            return Interlocked.Exchange(ref _cell, null);
        }

        var cell = Volatile.Read(ref _cell);
        _cell = null;
        Volatile.Write(ref _isTaking, false);
        return cell;
    }

    /// <summary>Takes what is there, unless the worker is about to. The watch only, and one at a time.</summary>
    public Cell? TakeAway()
    {
        if (IsEmpty)
            return null;
        Volatile.Write(ref _isWanted, true);
        Interlocked.MemoryBarrierProcessWide();
        var cell = Volatile.Read(ref _isTaking) ? null : Interlocked.Exchange(ref _cell, null);
        Volatile.Write(ref _isWanted, false);
        return cell;
    }
}
