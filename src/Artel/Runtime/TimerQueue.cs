namespace Artel.Runtime;

/// <summary>
/// All timers of a runtime, the earliest first, on one timer of its <see cref="TimeProvider"/>. That one is set for the earliest alone, and
/// for none when there is none: what waits wakes nobody. Any thread.
/// </summary>
/// <remarks>
/// A heap of four children to a node, whose entries know their place, so that what is stopped leaves at once. An entry may also say when it is
/// looked at that it is due later: what is nearly always over before it is due is not moved for each use.
/// </remarks>
internal sealed class TimerQueue : IDisposable
{
    private const int Children = 4;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    /// <summary>Whether the clock is the system's, which timers go by in whole milliseconds.</summary>
    private readonly bool _isSystem;

    /// <summary>The clock's stamp at the start; times are counted from it.</summary>
    private readonly long _origin;

    /// <summary>A heap by due time, and by order for those of one time. Under the gate.</summary>
    private Node[] _heap = new Node[16];

    private int _count;
    private long _order;

    /// <summary>What the timer is set for; <see cref="long.MaxValue"/> for nothing. Under the gate.</summary>
    private long _setFor = long.MaxValue;

    public TimerQueue(TimeProvider time)
    {
        _time = time;
        _isSystem = ReferenceEquals(time, TimeProvider.System);
        _origin = time.GetTimestamp();

        // It belongs to nobody: what flows with whoever arms the first timer is no business of the others.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static queue => ((TimerQueue)queue!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many entries stand in it, wanted or not.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many timers something will come of.</summary>
    public int CountWanted()
    {
        lock (_gate)
        {
            var wanted = 0;
            for (var i = 0; i < _count; i++)
                wanted += _heap[i].Entry.IsWanted ? 1 : 0;
            return wanted;
        }
    }

    /// <summary>When something is due that comes after a time, in the queue's own count of ticks.</summary>
    public long DueIn(TimeSpan time) => Now() + Rounded(time);

    /// <summary>A time as the clock's timers can keep it.</summary>
    public long Rounded(TimeSpan time) => _isSystem
        ? (time.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond
        : time.Ticks;

    /// <summary>Puts an entry in, or moves one that is in.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="due">When it is due.</param>
    /// <returns>The arming's number.</returns>
    public int Add(TimerEntry entry, long due)
    {
        lock (_gate)
        {
            var arming = ++entry.Arming;
            if (entry.Place >= 0)
                TakeOut(entry.Place);
            if (_count == _heap.Length)
                Array.Resize(ref _heap, _count * 2);
            entry.LookAt = due;
            MoveUp(_count++, new Node(due, ++_order, entry));
            SetTimer();
            return arming;
        }
    }

    /// <summary>Takes an entry out. A firing that is on its way comes still, with the number of an arming that is over.</summary>
    public void Remove(TimerEntry entry)
    {
        lock (_gate)
        {
            entry.Arming++;
            if (entry.Place >= 0)
                TakeOut(entry.Place);
        }
    }

    public void Dispose() => _timer.Dispose();

    private long Now() => _isSystem ? Environment.TickCount64 * TimeSpan.TicksPerMillisecond : _time.GetElapsedTime(_origin).Ticks;

    /// <summary>Fires what is due.</summary>
    private void Run()
    {
        var now = Now();
        while (TryTakeDue(now) is (var entry, var arming))
            entry.Fire(arming);
    }

    private (TimerEntry Entry, int Arming)? TryTakeDue(long now)
    {
        lock (_gate)
        {
            while (_count > 0 && _heap[0].Due <= now)
            {
                var entry = _heap[0].Entry;
                var due = entry.DueAt();
                if (due > now)
                {
                    if (due == long.MaxValue)
                        TakeOut(0);
                    else
                        Move(entry, due);
                    continue;
                }

                var arming = entry.Arming;
                if (entry.Period > 0)
                    Move(entry, due + (((now - due) / entry.Period) + 1) * entry.Period);
                else
                    TakeOut(0);
                return (entry, arming);
            }

            _setFor = long.MaxValue;
            SetTimer();
            return null;
        }
    }

    /// <summary>Has the clock's timer fire for the earliest; the last thing that is done under the gate, since a clock may fire at once.</summary>
    private void SetTimer()
    {
        if (_count == 0 || _heap[0].Due >= _setFor)
            return;
        _setFor = _heap[0].Due;
        _timer.Change(TimeSpan.FromTicks(Math.Max(0, _setFor - Now())), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gives the first entry another time.</summary>
    private void Move(TimerEntry first, long due)
    {
        first.LookAt = due;
        MoveDown(0, new Node(due, ++_order, first));
    }

    private void TakeOut(int place)
    {
        var entry = _heap[place].Entry;
        entry.Place = -1;
        entry.LookAt = long.MaxValue;
        var last = _heap[--_count];
        _heap[_count] = default;
        if (place == _count)
            return;
        if (place > 0 && last.IsBefore(_heap[(place - 1) / Children]))
            MoveUp(place, last);
        else
            MoveDown(place, last);
    }

    private void MoveUp(int place, Node node)
    {
        while (place > 0)
        {
            var parent = (place - 1) / Children;
            if (!node.IsBefore(_heap[parent]))
                break;
            Put(place, _heap[parent]);
            place = parent;
        }

        Put(place, node);
    }

    private void MoveDown(int place, Node node)
    {
        while (true)
        {
            var first = (place * Children) + 1;
            if (first >= _count)
                break;
            var least = first;
            for (var child = first + 1; child < Math.Min(first + Children, _count); child++)
            {
                if (_heap[child].IsBefore(_heap[least]))
                    least = child;
            }

            if (!_heap[least].IsBefore(node))
                break;
            Put(place, _heap[least]);
            place = least;
        }

        Put(place, node);
    }

    private void Put(int place, Node node)
    {
        _heap[place] = node;
        node.Entry.Place = place;
    }

    private readonly record struct Node(long Due, long Order, TimerEntry Entry)
    {
        public bool IsBefore(in Node other) => Due != other.Due ? Due < other.Due : Order < other.Order;
    }
}
