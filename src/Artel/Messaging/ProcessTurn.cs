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

    private ProcessTurn() { }

    /// <summary>The process whose turn it is on this thread; null outside of any.</summary>
    public static object? Current => t_mine?._current;

    /// <summary>Begins a turn on this thread; gives what to <see cref="End"/> it with.</summary>
    public static ProcessTurn Begin(object process, out object? outer)
    {
        var mine = t_mine ?? Register();
        outer = mine._current;
        mine._number++;
        Volatile.Write(ref mine._current, process);
        return mine;
    }

    /// <summary>Ends it: this thread goes on with what it did before.</summary>
    public void End(object? outer)
    {
        _number++;
        Volatile.Write(ref _current, outer);
    }

    /// <summary>The turns that are running now, each with its number; other threads', seen from outside.</summary>
    public static List<(ProcessTurn Turn, object Process, int Number)> Running()
    {
        var running = new List<(ProcessTurn, object, int)>();
        lock (Gate)
        {
            All.RemoveAll(static turn => !turn.TryGetTarget(out _));
            foreach (var reference in All)
            {
                if (reference.TryGetTarget(out var turn) && Volatile.Read(ref turn._current) is { } process)
                    running.Add((turn, process, Volatile.Read(ref turn._number)));
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
