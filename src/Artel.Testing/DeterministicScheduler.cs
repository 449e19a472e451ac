using Artel.Runtime;

namespace Artel.Testing;

/// <summary>
/// Runs turns one at a time on the thread that made it, the next one chosen by a seeded generator. What another thread would do in the
/// middle of a turn is played by turns that run inside it: at each <see cref="Interleave"/> the generator may let others run first.
/// </summary>
internal sealed class DeterministicScheduler(int seed) : ProcessScheduler
{
    /// <summary>How many turns may stand inside one another: two races need a third party at most.</summary>
    private const int MaxDepth = 4;

    /// <summary>At one of so many interleaving points another turn is let in.</summary>
    private const int InterleavingOdds = 3;

    private readonly Random _random = new(seed);
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Lock _gate = new();

    /// <summary>Cells that have something to do, and work of the runtime. Under the gate, since what a process awaits may complete on other threads.</summary>
    private readonly List<IThreadPoolWorkItem> _runnable = [];

    private readonly ManualResetEventSlim _scheduled = new();
    private int _depth;
    private Exception? _escaped;

    /// <summary>How many turns were run.</summary>
    public long Turns { get; private set; }

    /// <summary>Whether there is a turn to run.</summary>
    public bool HasTurn
    {
        get
        {
            lock (_gate)
                return _runnable.Count > 0;
        }
    }

    public override void Schedule(Cell cell) => Run(cell);

    public override void Run(IThreadPoolWorkItem work)
    {
        lock (_gate)
            _runnable.Add(work);
        _scheduled.Set();
        Interleave();
    }

    /// <summary>A point at which another thread could come in between: other turns may run here. Nothing on other threads.</summary>
    public void Interleave()
    {
        if (Environment.CurrentManagedThreadId != _thread)
            return;
        while (_depth < MaxDepth && HasTurn && _random.Next(InterleavingOdds) == 0)
            RunTurn();
    }

    /// <summary>Runs one turn; false when there is none.</summary>
    /// <exception cref="InvalidOperationException">An exception escaped from a turn: in production it would end the program.</exception>
    public bool RunOne()
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("Turns run on the thread that made the test host; do not await between making and using it.");
        var ran = RunTurn();
        return _escaped is null ? ran : throw new InvalidOperationException("An exception escaped from a turn.", _escaped);
    }

    /// <summary>Waits until another thread has scheduled a turn, or the time is over.</summary>
    public bool WaitForTurn(TimeSpan patience)
    {
        _scheduled.Reset();
        return HasTurn || _scheduled.Wait(patience);
    }

    private bool RunTurn()
    {
        IThreadPoolWorkItem turn;
        lock (_gate)
        {
            if (_runnable.Count == 0)
                return false;
            var index = _random.Next(_runnable.Count);
            turn = _runnable[index];
            _runnable[index] = _runnable[^1];
            _runnable.RemoveAt(_runnable.Count - 1);
        }

        // A pool thread would know nothing of what this one is doing.
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        _depth++;
        Turns++;
        try
        {
            turn.Execute();
        }
        catch (Exception escaped)
        {
            // Kept, since turns that run inside another one would end that process with it and hide it.
            _escaped ??= escaped;
        }
        finally
        {
            _depth--;
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        return true;
    }
}
