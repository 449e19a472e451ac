using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Artel.Messaging;
using Artel.Payloads;
using Artel.Security;

namespace Artel.Runtime;

/// <content>The operations of a process. Each checks its arguments first, then finds its target, then acts.</content>
internal sealed partial class Cell
{
    private static readonly ProcessOptions DefaultOptions = new();

    public override ProcessOptions Options
    {
        get => _rarities?.Options ?? DefaultOptions;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Rarities.Options = value;
        }
    }

    public override CancellationToken Cancelled
    {
        get
        {
            if (Rarities.Cancelled is not { } cancelled)
            {
                Rarities.Cancelled = cancelled = new CancellationTokenSource();
                if (Is(CellFlags.WasCancelled))
                    cancelled.Cancel();
            }

            return cancelled.Token;
        }
    }

    public override TimeProvider Time => Runtime.Time;

    public override IReadOnlyDictionary<string, object?> Context => ContextValues;

    public override ProcessRegistry Registry => Rarities.Registry ??= new CellRegistry(this);

    public override QueueClient Queues => Rarities.Queues ??= Runtime.QueueClients(this);

    /// <summary>The message of a queue that the process handles, or its caller; null for none. Set before its first turn.</summary>
    internal QueueMessageContext? QueueMessage
    {
        get => _rarities?.QueueMessage;
        set => Rarities.QueueMessage = value;
    }

    public override ProcessChannel<Message> Inbox => Router.Inbox;

    public override ProcessChannel<ProcessEvent> Events => Router.Events;

    internal override ProcessException? TerminateCore(Destination destination)
    {
        if (!TryFindTarget("terminate", PermissionTable.Terminate, destination, out var target, out var error))
            return error;
        ArtelRuntime.Terminate(target);
        return null;
    }

    internal override ProcessException? CancelCore(Destination destination, TimeSpan? deadline) =>
        ArtelRuntime.RefuseDeadline(deadline)
        ?? (TryFindTarget("cancel", PermissionTable.Cancel, destination, out var target, out var error)
            ? ArtelRuntime.Cancel(Pid, destination, target, deadline)
            : error);

    internal override Spawner NewSpawner() => new(this, SpawnSettings.None);

    public override ProcessChannel<Message> Listen(string topic)
    {
        TopicRules.Verify("listen", topic);
        return Router.Listen(topic);
    }

    public override ProcessChannel<T> Listen<T>(string topic)
    {
        TopicRules.Verify("listen", topic);
        return Router.Listen<T>(topic);
    }

    public override void Unlisten(ProcessChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        Router.Unlisten(channel);
    }

    public override ProcessChannel<DateTimeOffset> After(TimeSpan delay)
    {
        if (TimerLimits.Refuse("after", "delay", delay) is { } refused)
            throw refused;
        var channel = CreateChannel<DateTimeOffset>(1);
        ProcessTimer.Start(this, delay, repeats: false, _ =>
        {
            channel.Deliver(Time.GetUtcNow());
            channel.Close();
        });
        return channel;
    }

    public override ProcessChannel<T> CreateChannel<T>(int capacity = 0) => new(this, capacity);

    public override ValueTask<ChannelCase> SelectAsync(params ReadOnlySpan<ChannelCase> cases)
    {
        if (cases.IsEmpty)
            throw new ProcessException(ErrorKind.Invalid, "select: there is no case", retryable: false);
        foreach (var used in cases)
        {
            used.Channel.VerifyTurn();
            if (used.Operation is not null)
                throw new ProcessException(ErrorKind.Invalid, "select: a case was used before; make a new one for each select", retryable: false);
        }

        if (ChannelOperation.TryNow(cases, NextSelectStart(), out var done))
            return new(done!);
        var operation = new SelectOperation(cases.ToArray());
        operation.Start(CancellationToken.None);
        return new(operation, operation.Version);
    }

    public override void Exit() => Set(CellFlags.ExitRequested);

    public override void ExitWith(object? value) => RequestExit(ProcessResult.FromValue(value));

    public override void Exit(ProcessException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        RequestExit(ProcessResult.FromError(error));
    }

    /// <summary>The first request counts.</summary>
    private void RequestExit(ProcessResult result)
    {
        if (Is(CellFlags.ExitRequested))
            return;
        Rarities.ExitResult = result;
        Set(CellFlags.ExitRequested);
    }

    public override void Reject(Message message, ProcessException error)
    {
        Rarities.LastError = error;
        Runtime.Metrics.MessageRejected(Id);
        if (!message.ReplyError(error))
            Log.MessageRejected(Runtime.Logger, message.Topic, Id, Pid, error.Message);
    }

    internal override ProcessException? SendCore(Destination destination, Message message) => Runtime.TrySend(this, destination, message);

    internal override async ValueTask SendCoreAsync<TBody>(Destination destination, string topic, TBody body, CancellationToken cancellationToken) =>
        await Runtime.SendAsync(this, destination, topic, body, cancellationToken);

    public override Task UpgradeAsync(string? id, params ReadOnlySpan<object?> arguments)
    {
        try
        {
            BeginUpgrade(id, SpawnArguments.Of(arguments));
        }
        catch (ProcessException refused)
        {
            return Task.FromException(refused);
        }

        // One of its own for each call: what awaits it goes with it.
        return new TaskCompletionSource().Task;
    }

    Pid ISpawnOwner.SpawnCore(string id, string host, in SpawnArguments arguments, SpawnRelation relation, SpawnSettings settings) =>
        SpawnCore(id, host, arguments, relation, settings);

    Task<T> ISpawnOwner.ExecCore<T>(string id, string host, SpawnArguments arguments, SpawnSettings settings) =>
        ExecCore<T>(id, host, arguments, settings);

    internal override Pid SpawnCore(string id, string host, in SpawnArguments arguments, SpawnRelation relation, SpawnSettings settings) =>
        Runtime.Spawn(this, PermissionsOf(relation), id, host, arguments, relation, settings).Pid;

    private static OperationPermissions PermissionsOf(SpawnRelation relation) => relation switch
    {
        SpawnRelation.None => PermissionTable.Spawn,
        SpawnRelation.Monitored => PermissionTable.SpawnMonitored,
        SpawnRelation.Linked => PermissionTable.SpawnLinked,
        _ => PermissionTable.SpawnLinkedMonitored,
    };

    internal override Task<T> ExecCore<T>(string id, string host, SpawnArguments arguments, SpawnSettings settings)
    {
        var source = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        BeginExec(id, host, arguments, settings, result => Complete(source, result), PermissionTable.Exec);
        return source.Task;
    }

    /// <summary>
    /// Starts a process whose end <paramref name="ended"/> gets, in this process's turn, unless this one ends first: then the other is
    /// cancelled and then terminated (statement 96).
    /// </summary>
    /// <param name="id">The definition's id.</param>
    /// <param name="host">The host that runs it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="settings">What else is added.</param>
    /// <param name="ended">Gets its end.</param>
    /// <param name="permissions">What is checked; null where that was done before.</param>
    internal Pid BeginExec(
        string id, string host, SpawnArguments arguments, SpawnSettings settings, Action<ProcessResult> ended, OperationPermissions? permissions)
    {
        var observer = new ExecObserver(this, Epoch, ended);

        // Never another's process: its end is not the caller's to wait for, and the caller's end must not be its own.
        // What it calls sees the message that it handles, too (statement 130).
        var called = QueueMessage is { } handled ? settings with { QueueMessage = handled } : settings;
        var child = Runtime.Spawn(this, permissions, id, host, arguments, SpawnRelation.None, called, observer, mayJoin: false);
        (Rarities.Executed ??= []).Add(child.Pid);
        return child.Pid;
    }

    /// <summary>Completes a task with a process's result.</summary>
    private static void Complete<T>(TaskCompletionSource<T> source, ProcessResult result)
    {
        try
        {
            source.TrySetResult(result.GetValue<T>());
        }
        catch (ProcessException error)
        {
            source.TrySetException(error);
        }
    }

    internal int NextSelectStart() => (Rarities.SelectStart = (Rarities.SelectStart + 1) & int.MaxValue) - 1;

    /// <summary>The context values with those of a spawner on top.</summary>
    internal ImmutableDictionary<string, object?> ContextWith(SpawnSettings settings) =>
        settings.Context.IsEmpty ? ContextValues : ContextValues.SetItems(settings.Context);

    private ImmutableDictionary<string, object?> ContextValues => _rarities?.Context ?? ImmutableDictionary<string, object?>.Empty;

    /// <summary>
    /// The living process of a destination that this one may do something to. Who may not learns nothing about names: the check is made
    /// on the destination as given where it does not resolve (statement 5).
    /// </summary>
    private bool TryFindTarget(
        string operation,
        OperationPermissions permissions,
        Destination destination,
        [NotNullWhen(true)] out Cell? target,
        [NotNullWhen(false)] out ProcessException? error)
    {
        if (!Runtime.TryResolve(operation, destination, out target, out error))
        {
            if (error.Kind == ErrorKind.NotFound)
                error = FindDenial(operation, permissions.Checks[0], destination.ToString(), name: destination.Text) ?? error;
            return false;
        }

        error = FindDenial(operation, permissions.Checks[0], target.Pid, target, destination.Text);
        return error is null;
    }

    /// <summary>
    /// The pid of a destination whose process may have ended: for what undoes something, that is no error. A name that nobody has is
    /// NOT_FOUND.
    /// </summary>
    private bool TryFindPid(
        string operation,
        OperationPermissions permissions,
        Destination destination,
        [NotNullWhen(true)] out Pid? pid,
        [NotNullWhen(false)] out ProcessException? error)
    {
        pid = destination.Pid ?? (Artel.Pid.TryParse(destination.Text, out var parsed) ? parsed : null);
        if (pid is { Route: null } && Runtime.Processes.TryFind(pid.Unique, out var living) && living.Pid == pid)
            pid = living.Pid;
        if (pid is null)
        {
            var found = TryFindTarget(operation, permissions, destination, out var named, out error);
            pid = named?.Pid;
            return found;
        }

        error = FindDenial(operation, permissions.Checks[0], pid, pid.Route as Cell);
        return error is null;
    }

    /// <summary>Brings the end of an exec'ed process into the turn of the one that waits for it.</summary>
    private sealed class ExecObserver(Cell caller, int epoch, Action<ProcessResult> ended) : ExitObserver
    {
        public override void OnExit(Pid pid, ProcessResult result) => caller.Post(new ContinuationSignal(
            epoch,
            _ =>
            {
                caller._rarities?.Executed?.Remove(pid);
                ended(result);
            },
            null));
    }

    /// <summary>The names, as this process may use them.</summary>
    private sealed class CellRegistry(Cell cell) : ProcessRegistry
    {
        internal override ProcessException? RegisterCore(string name, Pid? pid)
        {
            if (ArtelRuntime.RefuseName("register", name) is { } invalid)
                return invalid;
            if (cell.FindDenial("register", PermissionTable.Register.Checks[0], name, name: name) is { } denied)
                return denied;
            if (pid is null || pid == cell.Pid)
                return ArtelRuntime.Register(name, cell);
            var found = cell.Runtime.TryResolve("register", pid, out var owner, out var error);
            if (cell.FindDenial("register", PermissionTable.Register.Checks[1], pid, owner, name) is { } deniedForeign)
                return deniedForeign;
            return found ? ArtelRuntime.Register(name, owner!) : error;
        }

        public override Pid Lookup(string name) => TryLookup(name) ?? throw new ProcessException(
            ErrorKind.NotFound, $"lookup: no process has the name '{name}'", retryable: true);

        public override Pid? TryLookup(string name)
        {
            ArtelRuntime.VerifyName("lookup", name);
            return cell.Runtime.Names.TryFind(name, out var found) ? found.Pid : null;
        }

        public override bool Unregister(string name)
        {
            ArtelRuntime.VerifyName("unregister", name);
            if (cell.FindDenial("unregister", PermissionTable.Unregister.Checks[0], name, name: name) is { } denied)
                throw denied;
            if (!cell.Runtime.Names.TryFind(name, out var owner))
                return false;
            if (!ReferenceEquals(owner, cell) && cell.FindDenial("unregister", PermissionTable.Unregister.Checks[1], owner.Pid, owner, name) is { } deniedForeign)
                throw deniedForeign;
            return owner.TryReleaseName(name);
        }
    }
}
