namespace Artel.Runtime;

/// <summary>When a process is terminated that was asked to end.</summary>
internal sealed class CancelDeadline(Cell cell, DateTimeOffset at) : TimerEntry
{
    /// <summary>The time, UTC.</summary>
    public DateTimeOffset At => at;

    internal override void Fire(int arming) => cell.Kill(new TerminatedException(
        ErrorKind.Timeout, "process terminated: it was alive at the deadline of its cancel"));
}
