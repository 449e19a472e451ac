using Artel.Lua.Engine;
using Artel.Runtime;

namespace Artel.Lua.Tests.Hostile;

/// <summary>
/// Runs turns on the thread pool and keeps what the longest of them took, of the processes that were to be metered. It counts the time in
/// which the thread had a processor: what else the machine does is not in it, what the turn made the collector do on its thread is.
/// </summary>
internal sealed class TurnMeter : ProcessScheduler
{
    private readonly Lock _gate = new();
    private readonly CountdownEvent _running = new(1);

    /// <summary>What the longest turn took, or the longest that was noted.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>How many turns there were.</summary>
    public int Turns { get; private set; }

    public override void Schedule(Cell cell)
    {
        _running.AddCount();
        ThreadPool.UnsafeQueueUserWorkItem(new Turn(this, cell), preferLocal: false);
    }

    /// <summary>Waits for the last turns, when nothing makes new ones any more: who waits for a process knows of its end within its turn.</summary>
    public void Settle()
    {
        _running.Signal();
        _running.Wait();
    }

    /// <summary>Does something on this thread that counts like a turn.</summary>
    public T Note<T>(Func<T> work)
    {
        var from = ThreadTime.Now;
        var result = work();
        Note(ThreadTime.Now - from);
        return result;
    }

    private void Note(long ticks)
    {
        var time = System.Diagnostics.Stopwatch.GetElapsedTime(0, ticks);
        lock (_gate)
        {
            Turns++;
            if (time > Longest)
                Longest = time;
        }
    }

    private sealed class Turn(TurnMeter meter, Cell cell) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            // Afterwards the cell may run on another thread.
            var isMetered = cell.Id.StartsWith(HostileRun.Metered, StringComparison.Ordinal);
            var from = ThreadTime.Now;
            cell.Execute();
            if (isMetered)
                meter.Note(ThreadTime.Now - from);
            meter._running.Signal();
        }
    }
}
