using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Artel.Runtime;

/// <summary>
/// The turns have threads of their own: workers, each with a queue, who steal from one another. They come when there is work and end when
/// there was none for a while, or the runtime has stopped. One that nobody needs is parked and costs nothing; at most one at a time is
/// woken to look for work, and it wakes the next when it has found some and there is more.
/// </summary>
internal sealed class WorkerScheduler : ProcessScheduler
{
    /// <summary>How many workers may stand in for those that block their thread.</summary>
    private const int MostReplacements = 512;

    /// <summary>How long a worker, or the watch, waits for work before it ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static int s_schedulers;

    /// <summary>Guards the parked workers, the list of workers, and the watch.</summary>
    private readonly object _gate = new();

    /// <summary>What threads have scheduled that are none of its workers.</summary>
    private readonly ConcurrentQueue<Cell> _injected = new();

    /// <summary>Workers that wait; the last one to come is the first to go on. Under the gate.</summary>
    private readonly List<Worker> _parked = [];

    /// <summary>All workers. Replaced under the gate, never changed.</summary>
    private volatile Worker[] _workers = [];

    /// <summary>How many workers are parked. Written under the gate.</summary>
    private int _parkedCount;

    /// <summary>How many workers look for work, or are woken to do so.</summary>
    private int _searching;

    /// <summary>How many workers there may be: more than the count while some block their threads.</summary>
    private volatile int _allowed;

    /// <summary>How many workers are too many: those that stood in, when the others are back.</summary>
    private int _excess;

    private int _started;
    private WorkerWatch? _watch;
    private volatile bool _stopped;

    /// <param name="count">How many workers run at a time, those not counted that block their thread.</param>
    public WorkerScheduler(int count)
    {
        Count = count;
        _allowed = count;
    }

    /// <summary>Tells its threads from those of other runtimes.</summary>
    public int Number { get; } = Interlocked.Increment(ref s_schedulers);

    /// <summary>All workers. Any thread.</summary>
    public Worker[] Workers => _workers;

    /// <summary>How many wait for work. Any thread.</summary>
    public int ParkedCount => Volatile.Read(ref _parkedCount);

    /// <summary>Whether there are more workers than there should be.</summary>
    public bool MustRetire => Volatile.Read(ref _excess) > 0;

    /// <summary>How many workers run at a time.</summary>
    public int Count { get; }

    /// <summary>The worker whose thread this is; null on threads that are none of its workers.</summary>
    private Worker? Own => Worker.Current is { } worker && ReferenceEquals(worker.Scheduler, this) ? worker : null;

    public override void Schedule(Cell cell)
    {
        if (Own is not { } worker)
            Inject(cell);
        else if (worker.RunNext(cell))
            WakeForWork();
    }

    public override void ScheduleNew(Cell cell)
    {
        if (Own is not { } worker)
            Inject(cell);
        else if (worker.RunNew(cell))
            WakeForWork();
    }

    public override void ScheduleLast(Cell cell)
    {
        if (Own is not { } worker)
        {
            Inject(cell);
            return;
        }

        var alone = !worker.HasWaiting;
        worker.RunLast(cell);
        if (!alone)
            WakeForWork();
    }

    /// <summary>Schedules a cell that belongs to no worker. Any thread.</summary>
    public void Inject(Cell cell)
    {
        _injected.Enqueue(cell);
        WakeForWork();
    }

    public bool TryTakeInjected([NotNullWhen(true)] out Cell? cell) => _injected.TryDequeue(out cell);

    /// <summary>The next turn for a worker, who waits for it; null when the worker has to end.</summary>
    /// <param name="worker">The worker, on its thread.</param>
    /// <param name="isSearching">Whether it counts as searching.</param>
    public Cell? WaitForWork(Worker worker, bool isSearching)
    {
        while (true)
        {
            if (MustRetire && TryRetire(worker, isSearching))
                return null;
            isSearching = isSearching || TryBeginSearch();
            if ((isSearching ? worker.SearchForAMoment() : worker.Search()) is { } found)
            {
                if (isSearching)
                    EndSearch();
                return found;
            }

            // No process of the last turn stays in memory for it.
            SynchronizationContext.SetSynchronizationContext(null);
            worker.Queue.Trim();
            worker.Newcomers.Trim();
            lock (_gate)
            {
                _parked.Add(worker);
                Volatile.Write(ref _parkedCount, _parked.Count);
                if (isSearching)
                    Interlocked.Decrement(ref _searching);
            }

            // Who has put something in before it could see this worker parked is seen here; who does so later sees it.
            Interlocked.MemoryBarrier();
            if (HasWork() && TryUnpark(worker))
            {
                Interlocked.Increment(ref _searching);
            }
            else if (!worker.Park(_stopped ? TimeSpan.Zero : Patience))
            {
                if (TryEnd(worker))
                    return null;

                // Somebody has just chosen this worker, and is about to tell it.
                worker.Park(Timeout.InfiniteTimeSpan);
            }

            isSearching = true;
        }
    }

    /// <summary>Workers that have nothing to do end at once from now on.</summary>
    public override void Stop()
    {
        _stopped = true;
        Worker[] parked;
        lock (_gate)
        {
            parked = [.. _parked];
            _parked.Clear();
            Volatile.Write(ref _parkedCount, 0);
            Interlocked.Add(ref _searching, parked.Length);
            _watch?.Wake();
        }

        foreach (var worker in parked)
            worker.Unpark();
    }

    /// <summary>Whether something waits that no worker has taken. Any thread.</summary>
    public bool HasWork()
    {
        if (!_injected.IsEmpty)
            return true;
        foreach (var worker in _workers)
        {
            if (worker.HasWaiting)
                return true;
        }

        return false;
    }

    /// <summary>So many workers block their threads that others stand in for them; so many are there that should not be any more.</summary>
    public void Allow(int blocked, int excess)
    {
        _allowed = Count + Math.Min(blocked, MostReplacements);
        Volatile.Write(ref _excess, excess);
    }

    /// <summary>Something was put where a worker can find it: has one look for it, unless one does so already. Any thread.</summary>
    public void WakeForWork()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _searching) == 0 && (Volatile.Read(ref _parkedCount) > 0 || _workers.Length < _allowed))
            WakeOne();
    }

    private void WakeOne()
    {
        Worker? parked = null;
        Worker? started = null;
        lock (_gate)
        {
            if (Volatile.Read(ref _searching) != 0)
                return;
            if (_parked.Count > 0)
            {
                parked = _parked[^1];
                _parked.RemoveAt(_parked.Count - 1);
                Volatile.Write(ref _parkedCount, _parked.Count);
            }
            else if (_workers.Length < _allowed)
            {
                started = new Worker(this, ++_started);
                _workers = [.. _workers, started];
            }
            else
            {
                return;
            }

            Interlocked.Increment(ref _searching);
            (_watch ??= new WorkerWatch(this, _gate, Patience)).Wake();
        }

        parked?.Unpark();
        started?.Start();
    }

    /// <summary>Half of the workers may look for work at a time: more would only be in each other's way.</summary>
    public bool TryBeginSearch()
    {
        if (2 * Volatile.Read(ref _searching) >= _workers.Length)
            return false;
        Interlocked.Increment(ref _searching);
        return true;
    }

    /// <summary>A worker looks no more; if no other one does and there is work, one is woken.</summary>
    public void EndSearch()
    {
        if (Interlocked.Decrement(ref _searching) == 0 && HasWork())
            WakeForWork();
    }

    /// <summary>Takes a worker out of the parked ones; false when somebody else has, who will tell it.</summary>
    private bool TryUnpark(Worker worker)
    {
        lock (_gate)
        {
            if (!_parked.Remove(worker))
                return false;
            Volatile.Write(ref _parkedCount, _parked.Count);
            return true;
        }
    }

    /// <summary>A parked worker ends; false when somebody has chosen it to go on.</summary>
    private bool TryEnd(Worker worker)
    {
        lock (_gate)
        {
            if (!_parked.Remove(worker))
                return false;
            Volatile.Write(ref _parkedCount, _parked.Count);
            _workers = Array.FindAll(_workers, other => !ReferenceEquals(other, worker));
        }

        // What was scheduled in between counted on this worker.
        Interlocked.MemoryBarrier();
        if (HasWork())
            WakeForWork();
        return true;
    }

    /// <summary>A worker too many ends; what waits for it goes to the others.</summary>
    private bool TryRetire(Worker worker, bool isSearching)
    {
        lock (_gate)
        {
            if (_excess <= 0 || _workers.Length <= Count)
                return false;
            _excess--;
            _workers = Array.FindAll(_workers, other => !ReferenceEquals(other, worker));
        }

        if (isSearching)
            Interlocked.Decrement(ref _searching);
        while (worker.TakeAny() is { } cell)
            Inject(cell);
        SynchronizationContext.SetSynchronizationContext(null);
        Interlocked.MemoryBarrier();
        if (HasWork())
            WakeForWork();
        return true;
    }
}
