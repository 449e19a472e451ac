namespace Artel.Runtime;

/// <summary>
/// Brings the continuations of a process's awaits back into its turn: what is awaited in a process goes on as a part of it, never
/// beside it. Each upgrade of the process has a context of its own; the continuations of the ones before go nowhere.
/// </summary>
internal sealed class TurnContext(Cell cell) : SynchronizationContext
{
    private readonly int _epoch = cell.Epoch;

    /// <summary>Continuations that became ready in the process's own turn; the turn runs them before it goes on.</summary>
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();

    /// <summary>
    /// Continuations that were given what the mailbox delivered. They run before all else: between the delivery and the code that gets it,
    /// no other code of the process may run that unmonitors, unlinks or upgrades, and that it would then come too late for.
    /// </summary>
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _given = new();

    public bool HasReady => _ready.Count > 0 || _given.Count > 0;

    public bool HasGiven => _given.Count > 0;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (ReferenceEquals(Messaging.ProcessTurn.Current, cell))
            (cell.IsDelivering ? _given : _ready).Enqueue((d, state));
        else
            cell.Post(new ContinuationSignal(_epoch, d, state));
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!ReferenceEquals(Messaging.ProcessTurn.Current, cell))
            throw new NotSupportedException("A process can't be entered from outside and waited for; post to it or send it a message.");
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs one continuation that is ready.</summary>
    public void RunNext()
    {
        var (callback, state) = (_given.Count > 0 ? _given : _ready).Dequeue();
        callback(state);
    }
}
