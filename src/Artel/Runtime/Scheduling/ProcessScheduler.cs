namespace Artel.Runtime;

/// <summary>Where processes get their turns: the one seam between a cell that has something to do and a thread that does it.</summary>
internal abstract class ProcessScheduler
{
    /// <summary>Runs a cell's turn soon, on some thread; it never runs one cell on two threads, since a cell schedules itself once.</summary>
    public abstract void Schedule(Cell cell);

    /// <summary>Runs the first turn of a cell.</summary>
    public virtual void ScheduleNew(Cell cell) => Schedule(cell);

    /// <summary>Runs a turn of a cell whose slice is over and that has more to do, after what waits already.</summary>
    public virtual void ScheduleLast(Cell cell) => Schedule(cell);

    /// <summary>Runs work of the runtime that is no process's soon, on some thread that may block.</summary>
    public virtual void Run(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);

    /// <summary>The runtime has stopped. What is scheduled still runs; threads that the scheduler has for it end.</summary>
    public virtual void Stop() { }
}

/// <summary>The turns share the program's thread pool.</summary>
/// <remarks>
/// A thread of the pool takes what it queued itself first, the newest before all others, and looks at the queue that all share only when
/// nothing of its own is left. A process that is woken runs best where the message was written. But one that always goes on, or two that
/// always wake each other, would keep a thread for themselves: with as many of them as threads, nothing else would ever run, and the pool
/// adds no threads, since it sees its own at work. So a process that goes on takes its place in the shared queue, and so does now and then
/// one that is woken.
/// </remarks>
internal class ThreadPoolScheduler : ProcessScheduler
{
    /// <summary>One of so many wakes by a thread goes to the shared queue.</summary>
    internal const int WakesPerSharedOne = 64;

    [ThreadStatic]
    private static int t_wakes;

    public static ThreadPoolScheduler Instance { get; } = new();

    public sealed override void Schedule(Cell cell) => Queue(cell, preferLocal: ++t_wakes % WakesPerSharedOne != 0);

    public sealed override void ScheduleLast(Cell cell) => Queue(cell, preferLocal: false);

    private protected virtual void Queue(Cell cell, bool preferLocal) => ThreadPool.UnsafeQueueUserWorkItem(cell, preferLocal);
}
