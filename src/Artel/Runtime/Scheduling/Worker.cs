using System.Runtime.CompilerServices;
using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// A thread that runs turns. What a turn wakes runs next on the same thread, while its data is in the cache; but only some times in a row,
/// so that two processes that talk to each other do not keep the thread from the others.
/// </summary>
internal sealed class Worker
{
    /// <summary>How many turns in a row are given to what the turn before woke.</summary>
    private const int MostHandedOn = 4;

    /// <summary>Of so many newcomers the oldest is taken once, and else the newest.</summary>
    private const uint NewestInARow = 64;

    /// <summary>After so many turns a look is taken at what other threads have scheduled: a prime, so that it keeps time with nothing.</summary>
    private const uint TurnsBetweenLooks = 61;

    /// <summary>How many are taken over at a time of what other threads have scheduled.</summary>
    private const int MostTakenOver = 16;

    /// <summary>How often a worker without work looks again before it parks.</summary>
    private const int Looks = 40;

    /// <summary>How long it waits between two looks, in the units of <see cref="Thread.SpinWait"/>.</summary>
    private const int SpinsBetweenLooks = 30;

    [ThreadStatic]
    private static Worker? t_current;

    private readonly WorkerScheduler _scheduler;
    private readonly Thread _thread;

    /// <summary>What the running turn woke; taken by the worker, or by the watch if the turn lasts.</summary>
    private Cell? _next;

    /// <summary>How many turns in a row it was handed on.</summary>
    private int _handedOn;

    /// <summary>Whether it counts as searching since its turn put its process to sleep.</summary>
    private bool _isSearching;

    private uint _turns;
    private uint _newcomers;

    /// <summary>Whether the last one that waited was a newcomer: they and the others take turns.</summary>
    private bool _newcomerNext;

    private uint _random;

    /// <summary>Whether the last turn took all it could: many such take long, so that what others have scheduled is looked at after each.</summary>
    private bool _hasUsedSlice;

    /// <summary>What it does now; null before its thread runs.</summary>
    private volatile ProcessTurn? _turn;

    private readonly object _gate = new();

    /// <summary>Whether somebody wants it to go on. Under the gate.</summary>
    private bool _mayGoOn;

#pragma warning disable CS0169, IDE0051 // Only its size matters.
    private readonly CacheLine _end;
#pragma warning restore CS0169, IDE0051

    public Worker(WorkerScheduler scheduler, int number)
    {
        _scheduler = scheduler;
        _random = (uint)number * 2654435769u | 1;
        _thread = new Thread(Run) { IsBackground = true, Name = $"Artel {scheduler.Number}.{number}" };
    }

    /// <summary>The worker whose thread this is; null on other threads.</summary>
    public static Worker? Current => t_current;

    public WorkerScheduler Scheduler => _scheduler;

    /// <summary>What waits for it, but for what has not run at all.</summary>
    public RunQueue Queue { get; } = new();

    /// <summary>What waits for its first turn.</summary>
    public NewcomerStack Newcomers { get; } = new();

    /// <summary>Whether something waits that other workers may take. Any thread.</summary>
    public bool HasWaiting => !Queue.IsEmpty || !Newcomers.IsEmpty;

    /// <summary>What the watch remembers of its last look. The watch only.</summary>
    public WatchedTurn Watched { get; } = new();

    /// <summary>The turn that it runs, or ran last; null before its first. Any thread.</summary>
    public ProcessTurn? Turn => _turn;

    /// <summary>Whether its thread waits for something in the middle of a turn. Any thread.</summary>
    public bool IsWaiting => (_thread.ThreadState & ThreadState.WaitSleepJoin) != 0;

    /// <summary>Whether it has nothing to do after its turn but to look for work. Its own thread only.</summary>
    public bool IsOutOfWork => _next is null && !HasWaiting;

    public void Start() => _thread.UnsafeStart();

    /// <summary>It is about to look for work: others need not be woken for what comes from now on. Its own thread only.</summary>
    public bool TryBeginSearch() => _isSearching = _scheduler.TryBeginSearch();

    /// <summary>There is more to do in the turn.</summary>
    public void CancelSearch()
    {
        _isSearching = false;
        _scheduler.EndSearch();
    }

    /// <summary>Runs a cell next; on the worker's own thread. True when there is something for others to do, too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool RunNext(Cell cell)
    {
        if (TryPutNext(cell) || Interlocked.Exchange(ref _next, cell) is not { } before)
            return false;
        Queue.Add(before);
        return true;
    }

    /// <summary>Runs a cell for the first time, soon; on the worker's own thread. True when there is something for others to do, too.</summary>
    public bool RunNew(Cell cell)
    {
        if (TryPutNext(cell))
            return false;
        Newcomers.Add(cell);
        return true;
    }

    /// <summary>Puts a cell where nothing is to run next. Others can take what is there, but only this thread puts something there.</summary>
    private bool TryPutNext(Cell cell)
    {
        if (Volatile.Read(ref _next) is not null)
            return false;
        Volatile.Write(ref _next, cell);
        return true;
    }

    /// <summary>Runs a cell, whose slice is over, after those that wait; on the worker's own thread.</summary>
    public void RunLast(Cell cell)
    {
        _hasUsedSlice = true;
        Queue.Add(cell);
    }

    /// <summary>Takes what the running turn woke, to run it elsewhere. Any thread.</summary>
    public Cell? TakeNext() => Volatile.Read(ref _next) is null ? null : Interlocked.Exchange(ref _next, null);

    /// <summary>Takes what waits, in no order. Its own thread only.</summary>
    public Cell? TakeAny() => TakeNext() ?? Queue.Take() ?? Newcomers.TakeOldest();

    /// <summary>Has it look for work. Any thread.</summary>
    public void Unpark()
    {
        lock (_gate)
        {
            _mayGoOn = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits until it is unparked; false when that did not come in time.</summary>
    public bool Park(TimeSpan patience)
    {
        lock (_gate)
        {
            if (!_mayGoOn)
                Monitor.Wait(_gate, patience);
            var unparked = _mayGoOn;
            _mayGoOn = false;
            return unparked;
        }
    }

    private void Run()
    {
        t_current = this;
        var turn = ProcessTurn.OfThread();
        turn.Runner = this;
        _turn = turn;

        // Where the thread is between two turns; what a turn changes of it does not go on to the next.
        var clean = ExecutionContext.Capture()!;
        _isSearching = true;
        while (RunTurn(turn, clean))
        {
        }

        t_current = null;
    }

    /// <summary>
    /// Waits for work and does it; false when the worker has to end. A method of its own, so that nothing of the stack keeps the process of
    /// the last turn in memory while the worker is parked.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RunTurn(ProcessTurn turn, ExecutionContext clean)
    {
        Cell? found;
        if (_isSearching)
        {
            _isSearching = false;
            found = _scheduler.WaitForWork(this, isSearching: true);
        }
        else
        {
            found = FindLocal() ?? _scheduler.WaitForWork(this, isSearching: false);
        }

        if (found is null)
            return false;
        found.Run(turn);
        if (!ReferenceEquals(ExecutionContext.Capture(), clean))
            ExecutionContext.Restore(clean);
        return true;
    }

    /// <summary>What this worker knows of to run next; null for nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Cell? FindLocal()
    {
        if (++_turns % TurnsBetweenLooks == 0 || _hasUsedSlice)
        {
            _hasUsedSlice = false;
            if (_scheduler.MustRetire)
                return null;
            if (_scheduler.TryTakeInjected(out var injected))
                return injected;
        }

        if (_next is not null && Interlocked.Exchange(ref _next, null) is { } next)
        {
            // Where nobody else waits nothing is gained by a place in the queue, from which an idle worker would take it to another processor.
            if (_handedOn++ < MostHandedOn || !HasWaiting)
                return next;
            Queue.Add(next);
        }

        _handedOn = 0;
        _newcomerNext = !_newcomerNext;
        return _newcomerNext ? TakeNewcomer() ?? Queue.Take() : Queue.Take() ?? TakeNewcomer();
    }

    /// <summary>Now and then the oldest, so that each has its turn however many come.</summary>
    private Cell? TakeNewcomer() => ++_newcomers % NewestInARow == 0 ? Newcomers.TakeOldest() : Newcomers.TakeNewest();

    /// <summary>Looks everywhere: at what other threads have scheduled, then at what other workers have.</summary>
    public Cell? Search()
    {
        if (FindLocal() is { } own)
            return own;
        if (_scheduler.TryTakeInjected(out var injected))
        {
            for (var i = 1; i < MostTakenOver && _scheduler.TryTakeInjected(out var more); i++)
                Queue.Add(more);
            return injected;
        }

        // Not always the same one first.
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        var workers = _scheduler.Workers;
        for (var i = 0; i < workers.Length; i++)
        {
            var victim = workers[(int)((_random + (uint)i) % (uint)workers.Length)];
            if (!ReferenceEquals(victim, this) && (victim.Queue.StealInto(Queue) ?? victim.Newcomers.StealInto(Newcomers)) is { } stolen)
                return stolen;
        }

        return null;
    }

    /// <summary>Looks again and again, for a moment.</summary>
    public Cell? SearchForAMoment()
    {
        var found = Search();
        for (var look = 0; found is null && look < Looks; look++)
        {
            Thread.SpinWait(SpinsBetweenLooks);
            found = Search();
        }

        return found;
    }
}
