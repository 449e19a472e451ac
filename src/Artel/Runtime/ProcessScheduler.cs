namespace Artel.Runtime;

/// <summary>Where processes get their turns: the one seam between a cell that has something to do and a thread that does it.</summary>
internal abstract class ProcessScheduler
{
    /// <summary>Runs a cell's turn soon, on some thread; it never runs one cell on two threads, since a cell schedules itself once.</summary>
    public abstract void Schedule(IThreadPoolWorkItem turn);
}

/// <summary>The turns share the program's thread pool.</summary>
internal sealed class ThreadPoolScheduler : ProcessScheduler
{
    public static ThreadPoolScheduler Instance { get; } = new();

    public override void Schedule(IThreadPoolWorkItem turn) => ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: true);
}
