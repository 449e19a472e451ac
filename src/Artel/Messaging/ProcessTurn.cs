namespace Artel.Messaging;

/// <summary>What a thread that runs processes is doing: one for each such thread.</summary>
internal sealed class ProcessTurn
{
    [ThreadStatic]
    private static ProcessTurn? t_mine;

    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<ProcessTurn>> All = [];

    /// <summary>The process whose turn it is on this thread; null outside of any.</summary>
    private object? _current;

    /// <summary>Counts the turns, so that one that lasts can be told from one after the other. Read by other threads.</summary>
    private int _number;

    /// <summary>Somebody saw that the turn lasts. Written by other threads.</summary>
    private volatile bool _lasts;

#pragma warning disable CS0169, IDE0051 // Only its size matters.
    private readonly CacheLine _end;
#pragma warning restore CS0169, IDE0051

    private ProcessTurn() { }

    /// <summary>What the thread belongs to, if it has nothing to do but to run turns; else null. Set once, on the thread.</summary>
    public object? Runner { get; set; }

    /// <summary>How many messages code that asks for them may take out of the mailbox before its step is over. This thread only.</summary>
    public int Pulls { get; set; }

    /// <summary>How many signals may be handled beside what a slice handles. This thread only.</summary>
    public int ExtraSignals { get; set; }

    /// <summary>The process whose turn it is on this thread; null outside of any.</summary>
    public static object? Current => t_mine?._current;

    /// <summary>The process whose turn it is on the thread; null outside of any. Any thread.</summary>
    public object? Process => Volatile.Read(ref _current);

    /// <summary>Counts the beginnings and the ends of turns. Any thread.</summary>
    public int Number => Volatile.Read(ref _number);

    /// <summary>Whether the turn has lasted so long that it should give way to others. It is told so from outside, and so costs nothing.</summary>
    public bool Lasts => _lasts;

    /// <summary>The turns of this thread.</summary>
    public static ProcessTurn OfThread() => t_mine ?? Register();

    /// <summary>Begins a turn, on this thread; gives what to <see cref="End"/> it with.</summary>
    public object? Begin(object process)
    {
        var outer = _current;
        _number++;
        if (_lasts)
            _lasts = false;
        Volatile.Write(ref _current, process);
        return outer;
    }

    /// <summary>Ends it: this thread goes on with what it did before.</summary>
    public void End(object? outer)
    {
        _number++;
        Volatile.Write(ref _current, outer);
    }

    /// <summary>The turn lasts: it should give way after the message that it handles. Any thread; the next turn may be told by mistake.</summary>
    public void GiveWay() => _lasts = true;

    /// <summary>The turns that are running now, each with its number; other threads', seen from outside.</summary>
    public static List<(ProcessTurn Turn, object Process, int Number)> Running()
    {
        var running = new List<(ProcessTurn, object, int)>();
        lock (Gate)
        {
            All.RemoveAll(static turn => !turn.TryGetTarget(out _));
            foreach (var reference in All)
            {
                if (reference.TryGetTarget(out var turn) && turn.Process is { } process)
                    running.Add((turn, process, turn.Number));
            }
        }

        return running;
    }

    private static ProcessTurn Register()
    {
        var mine = new ProcessTurn();
        lock (Gate)
            All.Add(new WeakReference<ProcessTurn>(mine));
        return t_mine = mine;
    }
}
