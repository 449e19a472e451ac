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

    public bool HasReady => _ready.Count > 0;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (ReferenceEquals(Messaging.ProcessTurn.Current, cell))
            _ready.Enqueue((d, state));
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
        var (callback, state) = _ready.Dequeue();
        callback(state);
    }
}
