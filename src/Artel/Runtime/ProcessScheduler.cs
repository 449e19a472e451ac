namespace Artel.Runtime;

/// <summary>Where processes get their turns: the one seam between a cell that has something to do and a thread that does it.</summary>
internal abstract class ProcessScheduler
{
    /// <summary>Runs a cell's turn soon, on some thread; it never runs one cell on two threads, since a cell schedules itself once.</summary>
    public abstract void Schedule(IThreadPoolWorkItem turn);

    /// <summary>The same for a cell whose turn is over before its work is: it comes behind all others that are to run.</summary>
    public virtual void ScheduleBehind(IThreadPoolWorkItem turn) => Schedule(turn);
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

    public sealed override void Schedule(IThreadPoolWorkItem turn) => Queue(turn, preferLocal: ++t_wakes % WakesPerSharedOne != 0);

    public sealed override void ScheduleBehind(IThreadPoolWorkItem turn) => Queue(turn, preferLocal: false);

    private protected virtual void Queue(IThreadPoolWorkItem turn, bool preferLocal) => ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal);
}
