namespace Artel.Runtime;

/// <summary>Where processes get their turns: the one seam between a cell that has something to do and a thread that does it.</summary>
internal abstract class ProcessScheduler
{
    /// <summary>Runs a cell's turn soon, on some thread; it never runs one cell on two threads, since a cell schedules itself once.</summary>
    public abstract void Schedule(Cell cell);

    /// <summary>Runs a turn of a cell whose slice is over and that has more to do, after what waits already.</summary>
    public virtual void ScheduleLast(Cell cell) => Schedule(cell);

    /// <summary>Runs work of the runtime that is no process's soon, on some thread that may block.</summary>
    public virtual void Run(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);

    /// <summary>The runtime has stopped. What is scheduled still runs; threads that the scheduler has for it end.</summary>
    public virtual void Stop() { }
}

/// <summary>The turns share the program's thread pool.</summary>
internal sealed class ThreadPoolScheduler : ProcessScheduler
{
    public static ThreadPoolScheduler Instance { get; } = new();

    public override void Schedule(Cell cell) => ThreadPool.UnsafeQueueUserWorkItem(cell, preferLocal: true);

    public override void ScheduleLast(Cell cell) => ThreadPool.UnsafeQueueUserWorkItem(cell, preferLocal: false);
}
