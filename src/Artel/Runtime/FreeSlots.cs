namespace Artel.Runtime;

/// <summary>
/// The slots of a <see cref="ProcessTable"/> that no process has. Each thread takes them from and gives them to a magazine of its own; full and
/// empty magazines go through a depot, so that where one thread spawns what another one ends, the two meet once for many processes, and
/// neither touches what the other has written. Any thread.
/// </summary>
internal sealed class FreeSlots
{
    /// <summary>How many slots a magazine holds. New ones come in as many, which must not cross the end of a chunk of the table.</summary>
    public const int MagazineSize = 64;

    private readonly Stripe[] _stripes = new Stripe[ThreadStripe.Count];

    /// <summary>Makes so many new slots; gives the number of the first, or throws.</summary>
    private readonly Func<int> _makeMore;

    private readonly Lock _depot = new();
    private readonly Stack<ulong[]> _full = new();
    private readonly Stack<ulong[]> _empty = new();

    public FreeSlots(Func<int> makeMore)
    {
        _makeMore = makeMore;
        for (var i = 0; i < _stripes.Length; i++)
            _stripes[i] = new Stripe();
    }

    /// <summary>How many were taken and not given back; a rough figure while others take and give.</summary>
    public long TakenCount
    {
        get
        {
            var sum = 0L;
            foreach (var stripe in _stripes)
                sum += Volatile.Read(ref stripe.Taken);
            return sum;
        }
    }

    /// <summary>Takes a slot: its number in the low half, and how many had it before in the high half.</summary>
    /// <exception cref="ProcessException">RATE_LIMITED: there is none, and there can't be more.</exception>
    public ulong Take()
    {
        var stripe = Enter();
        try
        {
            if (stripe.Count == 0 && !stripe.TrySwap(full: true))
                Refill(stripe);
            stripe.Taken++;
            return stripe.Loaded[--stripe.Count];
        }
        finally
        {
            stripe.Lock.Exit();
        }
    }

    /// <summary>Gives a slot back, as it is to be taken the next time.</summary>
    public void Give(ulong slot)
    {
        var stripe = Enter();
        try
        {
            if (stripe.Count == MagazineSize && !stripe.TrySwap(full: false))
                Store(stripe);
            stripe.Taken--;
            stripe.Loaded[stripe.Count++] = slot;
        }
        finally
        {
            stripe.Lock.Exit();
        }
    }

    /// <summary>The stripe of this thread; another one where somebody who shares it is at it.</summary>
    private Stripe Enter()
    {
        var mine = ThreadStripe.Mine;
        for (var i = 0; ; i++)
        {
            var stripe = _stripes[(mine + i) & (_stripes.Length - 1)];
            if (stripe.Lock.TryEnter())
                return stripe;
            if (i >= _stripes.Length)
                Thread.Yield();
        }
    }

    private void Refill(Stripe stripe)
    {
        lock (_depot)
        {
            if (_full.TryPop(out var full))
            {
                _empty.Push(stripe.Loaded);
                stripe.Loaded = full;
                stripe.Count = MagazineSize;
                return;
            }
        }

        // The first on top.
        var first = _makeMore();
        for (var i = 0; i < MagazineSize; i++)
            stripe.Loaded[i] = (1UL << 32) + (uint)(first + MagazineSize - 1 - i);
        stripe.Count = MagazineSize;
    }

    private void Store(Stripe stripe)
    {
        lock (_depot)
        {
            _full.Push(stripe.Loaded);
            stripe.Loaded = _empty.TryPop(out var empty) ? empty : new ulong[MagazineSize];
            stripe.Count = 0;
        }
    }

    /// <summary>What one thread uses, or several in turn: two magazines, so that a thread at the edge of one is not at the depot each time.</summary>
    private sealed class Stripe
    {
        public ulong[] Loaded = new ulong[MagazineSize];
        private ulong[] _other = new ulong[MagazineSize];

        /// <summary>How many the loaded one holds.</summary>
        public int Count;

        private int _otherCount;

        /// <summary>What was taken here, less what was given back here.</summary>
        public long Taken;

        /// <summary>Of all that is here.</summary>
        public BriefLock Lock;

        /// <summary>Loads the other magazine if it is full, or empty; false when it is not.</summary>
        public bool TrySwap(bool full)
        {
            if (_otherCount != (full ? MagazineSize : 0))
                return false;
            (Loaded, _other) = (_other, Loaded);
            (Count, _otherCount) = (_otherCount, Count);
            return true;
        }
    }
}
