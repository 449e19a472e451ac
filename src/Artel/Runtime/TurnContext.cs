using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// Brings the continuations of a process's awaits back into its turn: what is awaited in a process goes on as a part of it, never
/// beside it; and holds what the process awaits as a whole. Each upgrade of the process has a context of its own; the continuations of the
/// ones before go nowhere.
/// </summary>
internal sealed class TurnContext(Cell cell) : SynchronizationContext
{
    private readonly int _epoch = cell.Epoch;

    /// <summary>Continuations that became ready in the process's own turn; the turn runs them before it goes on. Null until one does.</summary>
    private Queue<(SendOrPostCallback Callback, object? State)>? _ready;

    /// <summary>
    /// Continuations that were given what the mailbox delivered. They run before all else: between the delivery and the code that gets it,
    /// no other code of the process may run that unmonitors, unlinks or upgrades, and that it would then come too late for. Null until there
    /// is one.
    /// </summary>
    private Queue<(SendOrPostCallback Callback, object? State)>? _given;

    /// <summary>The first of them, if there is any: there is seldom another one.</summary>
    private (SendOrPostCallback? Callback, object? State) _firstGiven;

    public bool HasReady => HasGiven || _ready is { Count: > 0 };

    public bool HasGiven => _firstGiven.Callback is not null;

    /// <summary>The handler that is awaited; further messages and events wait. Null when none is.</summary>
    public Task? PendingStep { get; set; }

    /// <summary>The message whose handler is awaited; answered with the error if that fails.</summary>
    public Message? PendingMessage { get; set; }

    /// <summary>Main, of a process in the channel style.</summary>
    public MainRun? Main { get; set; }

    /// <summary>Notes that what was awaited is done; made once.</summary>
    public Action? StepCompleted { get; set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!ReferenceEquals(ProcessTurn.Current, cell))
        {
            cell.Post(new ContinuationSignal(_epoch, d, state));
            return;
        }

        if (!cell.IsDelivering)
            (_ready ??= new()).Enqueue((d, state));
        else if (HasGiven)
            (_given ??= new()).Enqueue((d, state));
        else
            _firstGiven = (d, state);
        cell.NoteReady();
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!ReferenceEquals(ProcessTurn.Current, cell))
            throw new NotSupportedException("A process can't be entered from outside and waited for; post to it or send it a message.");
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs one continuation that is ready.</summary>
    public void RunNext()
    {
        var (callback, state) = _firstGiven;
        if (callback is null)
            (callback, state) = _ready!.Dequeue();
        else
            _firstGiven = _given is { Count: > 0 } ? _given.Dequeue() : default;
        callback(state);
    }
}
