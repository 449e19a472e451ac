using Artel.Runtime;

namespace Artel;

/// <content>Which threads run the processes.</content>
public sealed partial class ArtelBuilder
{
    /// <summary>More workers than that are a mistake: each is a thread that is always ready to run.</summary>
    private const int MostWorkers = 1024;

    private int? _workers;
    private bool _sharesThreadPool;

    /// <summary>
    /// How many threads of its own the runtime has for processes: workers. It has one for each processor if nothing is said. They start when
    /// there is work and end when there was none for some seconds. For a process that blocks its thread another one stands in.
    /// </summary>
    /// <param name="count">How many; 1 to 1,024.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1, or more than 1,024.</exception>
    /// <exception cref="InvalidOperationException"><see cref="UseThreadPool"/> was called.</exception>
    public ArtelBuilder UseWorkers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostWorkers);
        if (_sharesThreadPool)
            throw new InvalidOperationException("UseThreadPool was called; the runtime has either workers or the thread pool.");
        _workers = count;
        return this;
    }

    /// <summary>
    /// Has processes run on the program's thread pool, together with all else there. Messages between processes take longer then than with
    /// workers; use it in a program whose threads are counted, or that does little with processes.
    /// </summary>
    /// <exception cref="InvalidOperationException"><see cref="UseWorkers"/> was called.</exception>
    public ArtelBuilder UseThreadPool()
    {
        if (_workers is not null)
            throw new InvalidOperationException("UseWorkers was called; the runtime has either workers or the thread pool.");
        _sharesThreadPool = true;
        return this;
    }

    /// <summary>What runs the turns of one runtime.</summary>
    internal ProcessScheduler CreateScheduler() =>
        _sharesThreadPool ? ThreadPoolScheduler.Instance : new WorkerScheduler(_workers ?? Environment.ProcessorCount);
}
