using Artel.Messaging;
using Artel.Security;

namespace Artel.Runtime;

/// <content>
/// Upgrade in place (statements 98 to 103): the process goes on as another definition, or as the same one anew. The pid, links, monitors,
/// names, context, options and all that was not received stay; what belonged to the old code goes.
/// </content>
internal sealed partial class Cell
{
    /// <summary>
    /// Counts the upgrades. What was begun before one (an await, an exec, a request) does not go on after it.
    /// </summary>
    internal int Epoch => _rarities?.Epoch ?? 0;

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
        var definition = id is null ? Definition : Runtime.FindDefinition("upgrade", id);
        Host.VerifyTakes("upgrade", definition.Id);
        var behavior = Runtime.CreateBehavior(Host, definition, arguments);
        Rarities.Upgrade?.Behavior.Stop();
        Rarities.Upgrade = (definition, behavior);
        Set(CellFlags.Upgrading);
    }

    /// <summary>Takes back a message that was handed to code which the begun upgrade keeps from running.</summary>
    internal void GiveBack(Message message)
    {
        TakeBackNoteOf(message);
        (Rarities.GivenBack ??= new()).Enqueue(message);
    }

    /// <inheritdoc cref="GiveBack(Message)"/>
    internal void GiveBack(ProcessEvent processEvent) => (Rarities.GivenBack ??= new()).Enqueue(new DeferredEvent(processEvent));

    /// <summary>The switch: from here on the old code never runs again.</summary>
    private void Switch(ProcessDefinition definition, IProcessBehavior behavior)
    {
        var rarities = Rarities;
        rarities.Upgrade = null;
        StopBehavior();
        rarities.Epoch++;
        rarities.Timers.StopAll();
        StopWaiting();
        CancelExecuted(ExecGrace);
        rarities.Executed = null;
        rarities.Asks.AbandonAll();
        FailRequests(ErrorKind.Unavailable, "was upgraded");
        _own.Flags &= CellFlags.ExitRequested | CellFlags.WasCancelled;
        TakeBackUnreceived(rarities);

        _own.Kind = ProcessKind.Of(Host, definition, Authority.Identity);
        Pid.Upgrade(_own.Kind);
        AdmitWaitingSends();
        _own.Behavior = behavior;
        _turnContext = definition.IsSynchronous ? null : new TurnContext(this);
        SynchronizationContext.SetSynchronizationContext(_turnContext);
        RunStep(StepCause.Start, null);
    }

    /// <summary>What the old code had not received stands in front of what is still in the mailbox.</summary>
    private void TakeBackUnreceived(CellRarities rarities)
    {
        Set(CellFlags.HasDeferred, rarities.Deferred is { Count: > 0 });
        if (rarities.Router is not { } router)
            return;
        var (messages, events) = router.TakeUnreceived();
        rarities.Router = null;
        var waiting = rarities.GivenBack ?? new();
        rarities.GivenBack = null;
        foreach (var message in messages)
            waiting.Enqueue(message);
        foreach (var processEvent in events)
            waiting.Enqueue(new DeferredEvent(processEvent));
        while (rarities.Deferred is not null && rarities.Deferred.TryDequeue(out var envelope))
            waiting.Enqueue(envelope);
        rarities.Deferred = waiting;
        Set(CellFlags.HasDeferred, waiting.Count > 0);
    }
}
