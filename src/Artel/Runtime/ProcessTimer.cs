namespace Artel.Runtime;

/// <summary>A timer of one process: it fires in the process's turn, and never after the process has ended.</summary>
internal sealed class ProcessTimer : TimerEntry, IDisposable
{
    private readonly Cell _cell;
    private readonly Action<ProcessTimer> _fired;
    private readonly bool _repeats;

    /// <summary>The arming that counts: tells a firing that belongs to it from one of an earlier arming.</summary>
    private int _arming;

    private ProcessTimer(Cell cell, bool repeats, Action<ProcessTimer> fired)
    {
        _cell = cell;
        _repeats = repeats;
        _fired = fired;
    }

    /// <summary>Whether it will still fire.</summary>
    public bool IsArmed { get; private set; }

    /// <summary>Neighbours in the process's set of armed timers.</summary>
    internal ProcessTimer? Previous { get; set; }

    /// <inheritdoc cref="Previous"/>
    internal ProcessTimer? Next { get; set; }

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
    public void Run(int arming)
    {
        if (!IsArmed || arming != _arming)
            return;
        if (!_repeats)
            Disarm();
        _fired(this);
    }

    /// <summary>Stops it: it does not fire any more, also not if it is on its way. In the process's turn.</summary>
    public void Dispose()
    {
        if (!IsArmed)
            return;
        _cell.Runtime.Timers.Remove(this);
        Disarm();
    }

    internal override void Fire(int arming) => _cell.Post(new TimerSignal(this, arming));

    private void Arm(TimeSpan due)
    {
        var queue = _cell.Runtime.Timers;
        if (_repeats)
            Period = queue.Rounded(due);
        _cell.Timers.Add(this);
        IsArmed = true;
        _arming = queue.Add(this, queue.DueIn(due));
    }

    private void Disarm()
    {
        IsArmed = false;
        _cell.Timers.Remove(this);
    }
}
