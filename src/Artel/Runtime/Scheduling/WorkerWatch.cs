using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// Looks at the workers some times a second while they run: a turn that lasts is told to give way, what it woke is given to others, and for
/// a worker whose thread is blocked another one stands in, so that processes that wait for each other by blocking do not stop the rest.
/// It sleeps while no worker runs.
/// </summary>
/// <param name="scheduler">Whose workers.</param>
/// <param name="gate">The scheduler's gate.</param>
/// <param name="patience">How long it sleeps before it ends, when all workers have ended.</param>
internal sealed class WorkerWatch(WorkerScheduler scheduler, object gate, TimeSpan patience)
{
    /// <summary>How long between two looks. A turn that is seen twice has lasted as long.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>After so many looks a turn whose thread waits is taken for blocked.</summary>
    private const int LooksWhileWaiting = 2;

    /// <summary>After so many looks any turn is: its thread may be in a call of the system, which can't be told from here.</summary>
    private const int LooksAtLongest = 20;

    /// <summary>It sleeps after so many looks at which no worker ran.</summary>
    private const int LooksBeforeSleep = 20;

    /// <summary>Workers have to be too many for so many looks before some end.</summary>
    private const int LooksBeforeExcess = 20;

    /// <summary>Whether its thread runs. Under the gate.</summary>
    private bool _runs;

    /// <summary>Whether its thread sleeps. Under the gate.</summary>
    private bool _sleeps;

    private int _looksWithExcess;

    /// <summary>A worker runs. Under the gate.</summary>
    public void Wake()
    {
        if (!_runs)
        {
            _runs = true;
            new Thread(Run) { IsBackground = true, Name = $"Artel {scheduler.Number} watch" }.UnsafeStart();
        }
        else if (_sleeps)
        {
            _sleeps = false;
            Monitor.PulseAll(gate);
        }
    }

    private void Run()
    {
        var idle = 0;
        while (true)
        {
            Thread.Sleep(Interval);
            if (Look())
                idle = 0;
            else if (++idle >= LooksBeforeSleep && !Sleep())
                return;
        }
    }

    /// <summary>Sleeps until a worker runs; false when there is none any more.</summary>
    private bool Sleep()
    {
        lock (gate)
        {
            if (scheduler.ParkedCount < scheduler.Workers.Length)
                return true;
            _sleeps = true;
            while (_sleeps)
            {
                if (scheduler.Workers.Length == 0)
                {
                    _sleeps = false;
                    _runs = false;
                    return false;
                }

                Monitor.Wait(gate, patience);
            }

            return true;
        }
    }

    /// <summary>Looks at all workers; whether one of them runs.</summary>
    private bool Look()
    {
        var workers = scheduler.Workers;
        var blocked = 0;
        foreach (var worker in workers)
        {
            if (worker.Turn is not { Process: not null } turn)
                continue;
            var looks = worker.Watched.Look(turn.Number);
            if (looks == 0)
                continue;
            turn.GiveWay();
            if (worker.TakeNext() is { } woken)
                scheduler.Inject(woken);
            if (looks >= LooksAtLongest || (looks >= LooksWhileWaiting && worker.IsWaiting))
                blocked++;
        }

        var parked = scheduler.ParkedCount;
        var tooMany = workers.Length - parked - blocked - scheduler.Count;
        _looksWithExcess = tooMany > 0 ? _looksWithExcess + 1 : 0;
        scheduler.Allow(blocked, _looksWithExcess >= LooksBeforeExcess ? tooMany : 0);
        if (blocked > 0 && scheduler.HasWork())
            scheduler.WakeForWork();
        return parked < workers.Length;
    }
}

/// <summary>What the watch remembers of a worker.</summary>
internal sealed class WatchedTurn
{
    private int _number;
    private int _looks;

    /// <summary>How often the same turn was seen before.</summary>
    public int Look(int number)
    {
        _looks = number == _number ? _looks + 1 : 0;
        _number = number;
        return _looks;
    }
}
