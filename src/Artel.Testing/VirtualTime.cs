using Artel.Runtime;

namespace Artel.Testing;

/// <summary>A clock that stands still until a test moves it. Timers fire in the order in which they are due. Thread-safe.</summary>
public sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();

    /// <summary>Armed timers, the earliest first. Under the gate.</summary>
    private readonly SortedSet<VirtualTimer> _armed = new(Comparer<VirtualTimer>.Create(static (left, right) => left.CompareTo(right)));

    /// <summary>Timers that the runtime armed at its start. Under the gate.</summary>
    private readonly HashSet<VirtualTimer> _standing = [];

    /// <summary>The timers of the runtimes that go by this clock, each on one timer of it. Under the gate.</summary>
    private readonly List<TimerQueue> _queues = [];

    private DateTimeOffset _now = Epoch;
    private long _timers;

    /// <summary>How many timers will still fire, but for those that the runtime has for itself as long as it runs.</summary>
    public int ArmedTimers
    {
        get
        {
            TimerQueue[] queues;
            int others;
            lock (_gate)
            {
                queues = [.. _queues];
                others = _armed.Count(timer => timer.State is not TimerQueue && !_standing.Contains(timer));
            }

            // Outside of the gate, since a queue sets its timer under its own.
            return others + queues.Sum(static queue => queue.CountWanted());
        }
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Called when somebody looks at the clock: a point at which other threads could come in between.</summary>
    internal Action? Looked { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        Looked?.Invoke();
        lock (_gate)
            return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
            return _now.Ticks;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        VirtualTimer timer;
        lock (_gate)
        {
            timer = new VirtualTimer(this, ++_timers, callback, state);
            if (state is TimerQueue queue)
                _queues.Add(queue);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward. Each timer that is due meanwhile fires on this thread, with the clock at its time.</summary>
    /// <param name="by">How far; zero fires what is due now.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset until;
        lock (_gate)
            until = _now + by;
        while (FireNext(until)) { }
        lock (_gate)
        {
            if (_now < until)
                _now = until;
        }
    }

    /// <summary>The timers that are armed now belong to the runtime itself.</summary>
    internal void LeaveOutArmed()
    {
        lock (_gate)
            _standing.UnionWith(_armed);
    }

    /// <summary>Fires the earliest timer if it is due by then, with the clock at its time; false when none is.</summary>
    internal bool FireNext(DateTimeOffset until)
    {
        VirtualTimer? next;
        lock (_gate)
        {
            next = _armed.Min;
            if (next is null || next.Due > until)
                return false;
            if (_now < next.Due)
                _now = next.Due;
            _armed.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                next.Due += next.Period;
                _armed.Add(next);
            }
        }

        next.Callback(next.State);
        return true;
    }

    internal bool Arm(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            if (timer.IsDisposed)
                return false;
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            timer.Due = _now + dueTime;
            timer.Period = period;
            _armed.Add(timer);
            return true;
        }
    }

    internal void Disarm(VirtualTimer timer)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            timer.IsDisposed = true;
        }
    }
}
