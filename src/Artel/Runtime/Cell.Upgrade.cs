using Artel.Messaging;
using Artel.Security;

namespace Artel.Runtime;

/// <content>
/// Upgrade in place (statements 98 to 103): the process goes on as another definition, or as the same one anew. The pid, links, monitors,
/// names, context, options and all that was not received stay; what belonged to the old code goes.
/// </content>
internal sealed partial class Cell
{
    /// <summary>What the process becomes when the running code gives the turn back.</summary>
    private (ProcessDefinition Definition, IProcessBehavior Behavior)? _upgrade;

    /// <summary>What the old code has been handed and did not get to see; null for nothing.</summary>
    private Queue<Envelope>? _givenBack;

    /// <summary>
    /// Counts the upgrades. What was begun before one (an await, an exec, a request) does not go on after it.
    /// </summary>
    internal int Epoch { get; private set; }

    /// <summary>
    /// Makes the new behaviour; the switch comes when the running code gives the turn back. A failure leaves everything as it is.
    /// </summary>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED, NOT_FOUND (definition), or the definition's own error.</exception>
    internal void BeginUpgrade(string? id, SpawnArguments arguments)
    {
        if (id is not null)
            ArtelRuntime.VerifyId("upgrade", "definition", id);
        if (id is not null && id != Id && FindDenial("upgrade", PermissionTable.Upgrade.Checks[0], id) is { } denied)
            throw denied;
        var definition = id is null ? _definition : Runtime.FindDefinition("upgrade", id);
        Host.VerifyTakes("upgrade", definition.Id);
        var behavior = Runtime.CreateBehavior(_host, definition, arguments);
        _upgrade?.Behavior.Stop();
        _upgrade = (definition, behavior);
    }

    /// <summary>Takes back a message that was handed to code which the begun upgrade keeps from running.</summary>
    internal void GiveBack(Message message)
    {
        TakeBackNoteOf(message);
        (_givenBack ??= new()).Enqueue(message);
    }

    /// <inheritdoc cref="GiveBack(Message)"/>
    internal void GiveBack(ProcessEvent processEvent) => (_givenBack ??= new()).Enqueue(new DeferredEvent(processEvent));

    /// <summary>The switch: from here on the old code never runs again.</summary>
    private void Switch(ProcessDefinition definition, IProcessBehavior behavior)
    {
        _upgrade = null;
        StopBehavior();
        Epoch++;
        Timers.StopAll();
        StopWaiting();
        CancelExecuted(ExecGrace);
        _executed = null;
        _asks.AbandonAll();
        FailRequests(ErrorKind.Unavailable, "was upgraded");
        _pendingStep = null;
        _stepCompleted = false;
        _main = null;
        _continueRequested = false;
        _unhandledReported = false;
        TakeBackUnreceived();

        _definition = definition;
        Authority = Runtime.AuthorityOf(Authority.Identity, definition);
        ApplyMailboxLimit();
        _behavior = behavior;
        _turnContext = definition.IsSynchronous ? null : new TurnContext(this);
        SynchronizationContext.SetSynchronizationContext(_turnContext);
        RunStep(StepCause.Start, null);
    }

    /// <summary>What the old code had not received stands in front of what is still in the mailbox.</summary>
    private void TakeBackUnreceived()
    {
        if (_router is null)
            return;
        var (messages, events) = _router.TakeUnreceived();
        _router = null;
        var waiting = _givenBack ?? new();
        _givenBack = null;
        foreach (var message in messages)
            waiting.Enqueue(message);
        foreach (var processEvent in events)
            waiting.Enqueue(new DeferredEvent(processEvent));
        while (_deferred is not null && _deferred.TryDequeue(out var envelope))
            waiting.Enqueue(envelope);
        _deferred = waiting;
    }
}
