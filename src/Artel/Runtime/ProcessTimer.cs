namespace Artel.Runtime;

/// <summary>A timer of one process: it fires in the process's turn, and never after the process has ended.</summary>
internal sealed class ProcessTimer : IDisposable
{
    private readonly Cell _cell;
    private readonly Action<ProcessTimer> _fired;
    private readonly bool _repeats;
    /// <summary>The arming that counts; null when the timer is stopped or has fired.</summary>
    private Arming? _arming;

    private ProcessTimer(Cell cell, bool repeats, Action<ProcessTimer> fired)
    {
        _cell = cell;
        _repeats = repeats;
        _fired = fired;
    }

    /// <summary>Whether it will still fire.</summary>
    public bool IsArmed => _arming is not null;

    /// <summary>Arms a timer; in the process's turn. <paramref name="fired"/> runs in its turn.</summary>
    public static ProcessTimer Start(Cell cell, TimeSpan due, bool repeats, Action<ProcessTimer> fired)
    {
        var timer = new ProcessTimer(cell, repeats, fired);
        timer.Arm(due);
        return timer;
    }

    /// <summary>Arms it anew; in the process's turn.</summary>
    public void Reset(TimeSpan due)
    {
        Dispose();
        Arm(due);
    }

    /// <summary>Runs what the timer is for, unless it was stopped meanwhile; in the process's turn.</summary>
    public void Fire(object arming)
    {
        if (!ReferenceEquals(arming, _arming))
            return;
        if (!_repeats)
            Dispose();
        _fired(this);
    }

    /// <summary>Stops it: it does not fire any more, also not if it is on its way. In the process's turn.</summary>
    public void Dispose()
    {
        if (_arming is null)
            return;
        _arming.Handle?.Dispose();
        _arming = null;
        _cell.Timers.Remove(this);
        _cell.Runtime.CountTimers(-1);
    }

    private void Arm(TimeSpan due)
    {
        var arming = new Arming(this);
        _arming = arming;
        _cell.Timers.Add(this);
        _cell.Runtime.CountTimers(+1);
        arming.Handle = _cell.Time.CreateTimer(
            static state => ((Arming)state!).Post(), arming, due, _repeats ? due : Timeout.InfiniteTimeSpan);
    }

    /// <summary>One arming of the timer: tells a firing that belongs to it from one of an earlier arming.</summary>
    private sealed class Arming(ProcessTimer owner)
    {
        public ITimer? Handle { get; set; }

        public void Post() => owner._cell.Post(new TimerSignal(owner, this));
    }
}
