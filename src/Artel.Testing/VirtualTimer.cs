namespace Artel.Testing;

/// <summary>A timer of a <see cref="VirtualTime"/>; its state is under that one's gate.</summary>
internal sealed class VirtualTimer(VirtualTime time, long number, TimerCallback callback, object? state) : ITimer
{
    /// <summary>What the timers of the system take; a runtime that asks for more has to fail here as there.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(0xfffffffe);

    public TimerCallback Callback => callback;

    public object? State => state;

    public DateTimeOffset Due { get; set; }

    public TimeSpan Period { get; set; }

    public bool IsDisposed { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Verify(dueTime);
        Verify(period);
        return time.Arm(this, dueTime, period);
    }

    public void Dispose() => time.Disarm(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    /// <summary>The earlier one first; of two that are due together the older one.</summary>
    public int CompareTo(VirtualTimer other)
    {
        var byTime = Due.CompareTo(other.Due);
        return byTime != 0 ? byTime : Number.CompareTo(other.Number);
    }

    private long Number => number;

    private static void Verify(TimeSpan span)
    {
        if (span == Timeout.InfiniteTimeSpan)
            return;
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span, Longest);
    }
}
