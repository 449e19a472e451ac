using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Artel.Messaging;
using Artel.Queues;
using Artel.Runtime;
using Artel.Security;
using Microsoft.Extensions.Logging;

namespace Artel;

/// <summary>
/// The runtime of an application, for code that is not in a process: it spawns the first processes, sends them messages and asks them.
/// A singleton service; thread-safe.
/// </summary>
/// <example><code>
/// var runtime = host.Services.GetRequiredService&lt;ArtelRuntime&gt;();
/// var echo = runtime.Spawn("app.workers:echo", "app:processes");
/// var answer = await runtime.AskAsync&lt;string, string&gt;(echo, "echo", "hello");
/// </code></example>
public sealed partial class ArtelRuntime : ISpawnOwner
{
    internal static readonly TimeSpan DefaultAskTimeout = TimeSpan.FromSeconds(5);
    private static readonly PermissionCheck SendCheck = PermissionTable.Send.Checks[0];

    private readonly FrozenDictionary<string, ProcessDefinition> _definitions;
    private readonly FrozenDictionary<string, ProcessHost> _hosts;
    private readonly IServiceProvider _services;
    private readonly BlockedTurnWatch _blockedTurns;
    private readonly SecurityRules _security;
    private readonly SecurityIdentity _identity;
    private readonly SecuritySetup _securitySetup;
    private readonly ProcessScheduler _scheduler;
    private SpawnPlan? _lastSpawn;
    private static int s_runtimes;
    private volatile bool _started;

    internal ArtelRuntime(
        IServiceProvider services,
        IEnumerable<ProcessDefinition> definitions,
        IEnumerable<KeyValuePair<string, ProcessHostOptions>> hosts,
        SecuritySetup security,
        ProcessScheduler scheduler,
        TimeProvider time,
        ILogger logger)
    {
        _services = services;
        _security = security.Rules;
        _identity = security.Identity;
        _securitySetup = security;
        _scheduler = scheduler;
        Denials = new PermissionDenials(this);
        _definitions = definitions.ToFrozenDictionary(static definition => definition.Id, StringComparer.Ordinal);
        _hosts = hosts.ToFrozenDictionary(
            static host => host.Key, host => new ProcessHost(this, host.Key, host.Value, scheduler), StringComparer.Ordinal);
        Time = time;
        Clock = new CoarseClock(time);
        Timers = new TimerQueue(time);
        Logger = logger;
        Metrics = new RuntimeMetrics(this);
        _blockedTurns = new BlockedTurnWatch(this);
    }

    /// <summary>How many processes live on this node.</summary>
    public int ProcessCount => Processes.Count;

    /// <summary>The ids of all definitions, in no order.</summary>
    public IReadOnlyCollection<string> Definitions => _definitions.Keys;

    /// <summary>The named policies and groups.</summary>
    public PolicyCatalog Policies => _security.Catalog;

    /// <summary>What a process may do that has no actor or no scope.</summary>
    public SecurityMode SecurityMode => _security.Mode;

    /// <summary>The queues.</summary>
    public QueueClient Queues => QueueClients(null);

    /// <summary>The dead letters of the queues.</summary>
    /// <exception cref="InvalidOperationException">The runtime was built without queues.</exception>
    public DeadLetters DeadLetters => DeadLettersNow ?? throw new InvalidOperationException("The runtime was built without queues.");

    /// <summary>The consumers of queues in this program, and how they are now.</summary>
    public IReadOnlyList<QueueConsumerInfo> QueueConsumers => QueueConsumersNow();

    SecurityIdentity ISpawnOwner.Identity => _identity;

    /// <summary>What processes act with that nobody gave an identity to.</summary>
    internal SecurityIdentity DefaultIdentity => _identity;

    /// <inheritdoc cref="DeadLetters"/>
    internal DeadLetters? DeadLettersNow { get; set; }

    /// <inheritdoc cref="QueueConsumers"/>
    internal Func<IReadOnlyList<QueueConsumerInfo>> QueueConsumersNow { get; set; } = static () => [];

    /// <summary>The queues as a process may use them, or, for null, code in none. Set before anything runs.</summary>
    internal Func<Cell?, QueueClient> QueueClients { get; set; } = static _ => throw new InvalidOperationException("The runtime was built without queues.");

    /// <summary>Tells the runtimes of a program apart.</summary>
    internal int Number { get; } = Interlocked.Increment(ref s_runtimes);

    internal PermissionDenials Denials { get; }

    internal RuntimeMetrics Metrics { get; }

    internal ProcessTable Processes { get; } = new();

    internal NameTable Names { get; } = new();

    /// <summary>How many timers are armed: those of processes, the deadlines of cancels, the times that asks wait.</summary>
    internal int ArmedTimers => Timers.CountWanted();

    internal TimerQueue Timers { get; }

    internal TimeProvider Time { get; }

    internal CoarseClock Clock { get; }

    /// <summary>The seconds since the start, to the second: what a message is stamped with at no cost.</summary>
    internal int CoarseTime => _blockedTurns.Seconds;

    internal ILogger Logger { get; }

    /// <summary>Starts a process.</summary>
    /// <param name="id">The definition's id.</param>
    /// <param name="host">The id of the host that runs it.</param>
    /// <param name="arguments">The arguments of its main or constructor.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND (definition or host), UNAVAILABLE, RATE_LIMITED, or the definition's own error.</exception>
    public Pid Spawn(string id, string host, params ReadOnlySpan<object?> arguments) =>
        Spawn(null, null, id, host, SpawnArguments.Of(arguments), SpawnRelation.None, SpawnSettings.None).Pid;

    /// <summary>A spawner whose processes get these context values.</summary>
    /// <param name="values">The values; copied.</param>
    public Spawner WithContext(IReadOnlyDictionary<string, object?> values) => NewSpawner().WithContext(values);

    /// <summary>A spawner whose processes act for an actor.</summary>
    /// <param name="actor">The actor.</param>
    public Spawner WithActor(Actor actor) => NewSpawner().WithActor(actor);

    /// <summary>A spawner whose processes act within a scope.</summary>
    /// <param name="scope">The scope; <see cref="PolicyCatalog.CreateScope"/> makes one of named policies.</param>
    public Spawner WithScope(Scope scope) => NewSpawner().WithScope(scope);

    /// <summary>A spawner that claims a name for what it spawns.</summary>
    /// <param name="name">The name; not empty.</param>
    /// <exception cref="ProcessException">INVALID.</exception>
    public Spawner WithName(string name) => NewSpawner().WithName(name);

    /// <summary>Starts a process under a name that nobody has.</summary>
    /// <param name="name">The name.</param>
    /// <param name="id">The definition's id.</param>
    /// <param name="host">The id of the host that runs it.</param>
    /// <param name="arguments">The arguments of its main or constructor.</param>
    /// <exception cref="ProcessException">As for <see cref="Spawn(string, string, ReadOnlySpan{object})"/>; ALREADY_EXISTS: the name is taken.</exception>
    public Pid SpawnNamed(string name, string id, string host, params ReadOnlySpan<object?> arguments)
    {
        VerifyName("spawn", name);
        var settings = SpawnSettings.None with { Name = name };
        var cell = Spawn(null, null, id, host, SpawnArguments.Of(arguments), SpawnRelation.None, settings, mayJoin: false);
        return cell.Pid;
    }

    /// <summary>Starts a process and waits for its result.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="id">The definition's id.</param>
    /// <param name="host">The id of the host that runs it.</param>
    /// <param name="arguments">The arguments of its main or constructor.</param>
    /// <exception cref="ProcessException">As for <see cref="Spawn(string, string, ReadOnlySpan{object})"/>; or the error that the process ended with, of its kind.</exception>
    public Task<T> ExecAsync<T>(string id, string host, params ReadOnlySpan<object?> arguments) =>
        ExecCore<T>(id, host, SpawnArguments.Of(arguments), SpawnSettings.None);

    private Task<T> ExecCore<T>(string id, string host, SpawnArguments arguments, SpawnSettings settings)
    {
        var observer = new EndObserver();
        Spawn(null, null, id, host, arguments, SpawnRelation.None, settings, observer, mayJoin: false);
        return ResultAsync(observer.Ended);

        static async Task<T> ResultAsync(Task<ProcessResult> ended) => (await ended).GetValue<T>();
    }

    /// <summary>Waits until a process has ended.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND: it has ended already.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public Task<ProcessResult> WaitForExitAsync(Destination destination, CancellationToken cancellationToken = default)
    {
        var observer = new EndObserver();
        var target = Resolve("wait", destination);
        if (!target.Post(new ObserveSignal(observer)))
            throw NotFound("wait", destination);
        return cancellationToken.CanBeCanceled ? WaitAsync() : observer.Ended;

        async Task<ProcessResult> WaitAsync()
        {
            try
            {
                return await observer.Ended.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                target.Post(new UnobserveSignal(observer));
                throw;
            }
        }
    }

    /// <summary>Sends a message without payload.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND, UNAVAILABLE, RATE_LIMITED.</exception>
    public void Send(Destination destination, [Topic] string topic) => ThrowIf(TrySend(null, destination, topic, default(SendNothing), null));

    /// <summary>Sends a message with one payload value.</summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <param name="payload">The value; the object itself goes to a C# process, so it should be immutable.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND, UNAVAILABLE, RATE_LIMITED.</exception>
    public void Send<T>(Destination destination, [Topic] string topic, T payload) =>
        ThrowIf(TrySend(null, destination, topic, new SendOne<T>(payload), null));

    /// <summary>
    /// Sends a message with one payload value, and waits for room in a full mailbox where the target's host has senders wait
    /// (<see cref="MailboxFullPolicy.Wait"/>).
    /// </summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <param name="payload">The value.</param>
    /// <param name="cancellationToken">Stops waiting; the message is then not sent.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND, UNAVAILABLE, RATE_LIMITED.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public async ValueTask SendAsync<T>(Destination destination, [Topic] string topic, T payload, CancellationToken cancellationToken = default) =>
        await SendAsync(null, destination, topic, new SendOne<T>(payload), cancellationToken);

    /// <summary>
    /// Sends a request without payload and waits for its answer. Await what it gives once; <c>AsTask()</c> makes a task of it.
    /// </summary>
    /// <typeparam name="TAnswer">The answer's type.</typeparam>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <param name="timeout">How long to wait; null for 5 seconds, <see cref="Timeout.InfiniteTimeSpan"/> for ever. An answer that comes later is dropped.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">As for send; TIMEOUT; or the error that the other side answered with, of its kind.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask<TAnswer> AskAsync<TAnswer>(
        Destination destination, [Topic] string topic, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AskAsync<SendNothing, TAnswer>(null, destination, topic, default, timeout, cancellationToken);

    /// <summary>
    /// Sends a request with one payload value and waits for its answer. Await what it gives once; <c>AsTask()</c> makes a task of it.
    /// </summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <typeparam name="TAnswer">The answer's type.</typeparam>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <param name="payload">The value.</param>
    /// <param name="timeout">How long to wait; null for 5 seconds, <see cref="Timeout.InfiniteTimeSpan"/> for ever. An answer that comes later is dropped.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">As for send; TIMEOUT; or the error that the other side answered with, of its kind.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask<TAnswer> AskAsync<T, TAnswer>(
        Destination destination, [Topic] string topic, T payload, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AskAsync<SendOne<T>, TAnswer>(null, destination, topic, new SendOne<T>(payload), timeout, cancellationToken);

    /// <summary>Ends a process at once, with the error <c>process terminated</c>, kind CANCELED. No code of it runs any more.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND.</exception>
    public void Terminate(Destination destination) => Terminate(Resolve("terminate", destination));

    /// <summary>Asks a process to end.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="deadline">When to terminate it if it is still alive, from now; null for never.</param>
    /// <exception cref="ProcessException">INVALID (also for a deadline that is not positive), NOT_FOUND.</exception>
    public void Cancel(Destination destination, TimeSpan? deadline = null)
    {
        ThrowIf(RefuseDeadline(deadline));
        ThrowIf(Cancel(null, destination, Resolve("cancel", destination), deadline));
    }

    /// <summary>The process that has a name; null when nobody has it.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ProcessException">INVALID: the name is empty.</exception>
    public Pid? TryLookup(string name)
    {
        VerifyName("lookup", name);
        return Names.TryFind(name, out var cell) ? cell.Pid : null;
    }

    /// <summary>What a process is doing, and what it has.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND.</exception>
    public ProcessInfo Inspect(Destination destination) => Resolve("inspect", destination).Inspect();

    /// <summary>What all processes are doing, in no order. Those that come and go meanwhile may or may not be among them.</summary>
    public IReadOnlyList<ProcessInfo> InspectAll() => [.. Processes.Snapshot().Select(static cell => cell.Inspect())];

    // ---- the application's life

    /// <summary>Loads what can fail to load, and takes spawns from then on.</summary>
    internal void Start()
    {
        foreach (var definition in _definitions.Values.OrderBy(static definition => definition.Id, StringComparer.Ordinal))
            definition.Load?.Invoke();
        _started = true;
        _blockedTurns.Start();
        Log.Started(Logger, _hosts.Count, _definitions.Count);
        SecurityReport.Write(Logger, _securitySetup, _definitions.Values);
    }

    /// <summary>What is stopped before the hosts are, one after the other; of rooms above this one. Written before the start.</summary>
    internal List<Func<CancellationToken, Task>> StopFirst { get; } = [];

    /// <summary>Whether a host takes no more processes.</summary>
    internal bool IsStopping(string host) => _hosts.TryGetValue(host, out var found) && found.IsStopping;

    /// <summary>Stops what stands on the runtime, then all hosts, at the same time.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var stop in StopFirst)
            await stop(cancellationToken);
        await Task.WhenAll(_hosts.Values.Select(host => host.StopAsync(cancellationToken)));
        _blockedTurns.Dispose();
        Metrics.Dispose();
        _securitySetup.Reload?.Dispose();
        _scheduler.Stop();
        Log.Stopped(Logger);
    }

    // ---- what processes and the members above share

    /// <summary>Starts a process, or joins the one that has the name (statement 88).</summary>
    /// <remarks>No permissions are checked where none are given: there is no parent, or they were checked before.</remarks>
    internal Cell Spawn(
        Cell? parent,
        OperationPermissions? permissions,
        string id,
        string hostId,
        in SpawnArguments arguments,
        SpawnRelation relation,
        SpawnSettings settings,
        ExitObserver? observer = null,
        bool mayJoin = true)
    {
        var plan = parent is null ? _lastSpawn : parent.Kind.LastSpawn;
        var isChecked = parent is not null && permissions is not null;
        if (plan is null || !plan.IsFor(id, hostId) || (isChecked && (settings.Name is not null || !plan.IsPermitted(parent!.Kind, permissions!))))
            plan = PlanSpawn(parent, permissions, id, hostId, settings.Name);
        var host = plan.Kind.Host;
        while (settings.Name is { } taken && Names.TryFind(taken, out var owner))
        {
            if (TryJoin(parent, owner, taken, relation, settings, mayJoin))
                return owner;

            // It is in the middle of its end: it has given the name up in all but the table.
            Names.Remove(taken, owner);
        }

        var kind = settings.Identity is null ? plan.Kind : ProcessKind.Of(host, plan.Kind.Definition, settings.Identity);
        var (cell, behavior) = Create(kind, arguments, parent?.ContextWith(settings) ?? settings.Context);
        if (settings.Restarts > 0)
            cell.Restarts = settings.Restarts;
        try
        {
            // Before anybody can find the process: what is refused here leaves nothing behind, and nothing else comes before it.
            foreach (var message in settings.Messages)
                message.Send(new FirstSender(this, parent, cell.Pid, isNew: true));
        }
        catch
        {
            Discard(cell, behavior);
            throw;
        }

        // The pid before the name: who finds the name can use the pid.
        Processes.Publish(cell.Pid.Unique, cell);
        if (settings.Name is { } name && !ReferenceEquals(cell.ClaimName(name), cell))
        {
            Discard(cell, behavior);
            return Spawn(parent, permissions, id, hostId, arguments, relation, settings, observer, mayJoin);
        }

        if (host.IsStopping)
            cell.RequestCancel(from: null, host.StopTimeout);
        if (observer is not null)
            cell.AddObserver(observer);
        if (settings.QueueMessage is { } handled)
            cell.QueueMessage = handled;
        if ((relation & SpawnRelation.Monitored) != 0)
            parent!.MonitorSpawned(cell);
        if ((relation & SpawnRelation.Linked) != 0)
            parent!.LinkWith(cell);
        cell.Begin(behavior);
        return cell;
    }

    /// <summary>Puts a message into a process's mailbox; the error if it can't.</summary>
    internal ProcessException? TrySend<TBody>(
        Cell? caller, Destination destination, string topic, TBody body, ReplySlot? slot, bool isFirst = false)
        where TBody : struct, ISendBody
    {
        var operation = slot is null ? "send" : "ask";
        if (FindReceiver(operation, caller, destination, topic, isFirst, out var target, out var kind, out var notes) is { } refused)
            return refused;
        Message message;
        try
        {
            message = MessageFor(kind, caller?.Pid, topic, body, slot);
        }
        catch (ProcessException invalid)
        {
            if ((notes & MessageNotes.TakesRoom) != 0)
                target.ReleaseRoom();
            return invalid;
        }

        message.Notes |= slot is null ? notes : notes | MessageNotes.IsRequest;
        return Post(operation, target, message, destination);
    }

    /// <summary>Puts a message that C# code of a process made into another one's mailbox; the error if it can't.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ProcessException? TrySend(Cell caller, Destination destination, Message message)
    {
        if (FindReceiver("send", caller, destination, message.Topic, isFirst: false, out var target, out var kind, out var notes) is { } refused)
            return refused;
        if (kind.Definition.NeedsPortablePayloads)
        {
            try
            {
                message = message.ToPortable();
            }
            catch (ProcessException invalid)
            {
                if ((notes & MessageNotes.TakesRoom) != 0)
                    target.ReleaseRoom();
                return invalid;
            }
        }

        message.Notes |= notes;
        return Post("send", target, message, destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ProcessException? Post(string operation, Cell target, Message message, Destination destination)
    {
        message.SentAt = CoarseTime;

        // It is never null. Where the compiler can't see that, it has the processor read from the target, which has to be a write at once.
        if (target is not null && target.Post(message))
            return null;
        message.ReleaseCharge();
        return NotFound(operation, destination);
    }

    /// <summary>Who gets a message, with room for it; or why nobody.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ProcessException? FindReceiver(
        string operation, Cell? caller, Destination destination, string topic, bool isFirst, out Cell target, out ProcessKind kind,
        out MessageNotes notes)
    {
        notes = MessageNotes.None;
        target = null!;
        kind = null!;
        caller?.NoteSend();
        if (!TopicRules.IsValid(topic))
            return TopicRules.Refuse(operation, topic);

        // Nothing of the receiver is touched before the message is pushed: its memory goes from processor to processor, and once is enough.
        var pid = destination.Pid;
        if (pid?.Kind is { } known && pid.Route is { } living)
        {
            target = Unsafe.As<Cell>(living);
            kind = Unsafe.As<ProcessKind>(known);
        }
        else
        {
            if (RefuseUnknown(operation, caller, destination, topic, out target) is { } unknown)
                return unknown;
            kind = target.Kind;
            pid = target.Pid;
        }

        if (caller is not null && !isFirst && !caller.Authority.IsKnownAllowed(SendCheck, pid)
            && caller.FindDenial(operation, SendCheck, pid, target, destination.Text, topic) is { } denied)
        {
            return denied;
        }

        // The processes of a stopping host may still tell each other what they have to; it takes nothing from elsewhere.
        if (kind.Host.IsStopping && caller is not { Host.IsStopping: true })
            return RefuseWhileStopping(operation, target);
        return kind.MailboxLimit == 0 ? null : RefuseWhenFull(operation, target, out notes);
    }

    /// <summary>The process that a destination names, which is not known yet; or why there is none.</summary>
    private ProcessException? RefuseUnknown(string operation, Cell? caller, Destination destination, string topic, out Cell target)
    {
        if (TryResolve(operation, destination, out target!, out var notFound))
            return null;

        // Who may not send there does not learn whether there is anybody (statement 5).
        return notFound.Kind != ErrorKind.NotFound ? notFound
            : caller?.FindDenial(operation, SendCheck, destination.ToString(), name: destination.Text, topic: topic) ?? notFound;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ProcessException RefuseWhileStopping(string operation, Cell target) =>
        new(ErrorKind.Unavailable, $"{operation}: host '{target.Kind.Host.Id}' of {target.Pid} is stopping", retryable: false);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ProcessException? RefuseWhenFull(string operation, Cell target, out MessageNotes notes)
    {
        var full = target.ReserveRoom(operation, out var reserved);
        notes = reserved ? MessageNotes.TakesRoom : MessageNotes.None;
        return full;
    }

    /// <summary>Sends, and waits for room where the target's host has senders wait.</summary>
    internal async Task SendAsync<TBody>(Cell? caller, Destination destination, string topic, TBody body, CancellationToken cancellationToken)
        where TBody : struct, ISendBody
    {
        if (TrySend(caller, destination, topic, body, slot: null) is not { } error)
            return;
        if (!MayWaitForRoom(error, destination, out var full))
            throw error;
        var waiting = new AwaitedSend(MessageFor(full.Kind, caller?.Pid, topic, body, slot: null));
        full.SendWhenRoom(waiting);
        using var registration = cancellationToken.UnsafeRegister(
            static (waiting, token) => ((AwaitedSend)waiting!).Cancel(token), waiting);

        // A process that ends or becomes another one meanwhile sends nothing any more.
        var sender = ProcessTurn.Current as IWaitOwner;
        sender?.Track(waiting);
        try
        {
            await waiting.Task;
        }
        finally
        {
            if (ReferenceEquals(ProcessTurn.Current, sender))
                sender?.Untrack(waiting);
        }
    }

    /// <summary>Whether a send that was refused may wait for room, and in whose mailbox.</summary>
    internal bool MayWaitForRoom(ProcessException refused, Destination destination, [NotNullWhen(true)] out Cell? full)
    {
        full = null;
        return refused.Kind == ErrorKind.RateLimited && TryResolve("send", destination, out full, out _) && full.SendersMayWait;
    }

    /// <summary>A body as a message for a process, in the form that its language needs.</summary>
    /// <exception cref="ProcessException">INVALID: a value has no codec.</exception>
    internal static Message MessageFor<TBody>(ProcessKind target, Pid? from, string topic, TBody body, ReplySlot? slot)
        where TBody : struct, ISendBody =>
        target.Definition.NeedsPortablePayloads
            ? new SendPortable(body.ToPortable()).ToMessage(topic, from, slot)
            : body.ToMessage(topic, from, slot);

    /// <summary>Sends a request and waits for its answer; for a process, in its turn.</summary>
    internal ValueTask<TAnswer> AskAsync<TBody, TAnswer>(
        Cell? caller, Destination destination, string topic, TBody body, TimeSpan? timeout, CancellationToken cancellationToken)
        where TBody : struct, ISendBody
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<TAnswer>(cancellationToken);
        var limit = timeout ?? DefaultAskTimeout;
        if (timeout is not null && limit != Timeout.InfiniteTimeSpan && TimerLimits.Refuse("ask", "timeout", limit) is { } invalid)
            return ValueTask.FromException<TAnswer>(invalid);
        var slot = AskSlot<TAnswer>.Begin(caller, Timers, limit, topic, destination, cancellationToken);
        caller?.Track(slot);
        Exception? refused;
        try
        {
            refused = TrySend(caller, destination, topic, body, slot);
        }
        catch (Exception failed)
        {
            // A codec of the application's own: it comes with the answer, as every other failure does.
            refused = failed;
        }

        if (refused is null)
            return slot.Await();
        caller?.Untrack(slot);
        slot.Withdraw();
        return ValueTask.FromException<TAnswer>(refused);
    }

    /// <summary>A host by its id; null if there is none.</summary>
    internal ProcessHost? FindHost(string id) => _hosts.GetValueOrDefault(id);

    /// <summary>The host of what names none: the only one there is; null where there are several.</summary>
    internal string? OnlyHost => _hosts.Count == 1 ? _hosts.Keys[0] : null;

    /// <summary>Whether there is a definition.</summary>
    internal bool HasDefinition(string id) => _definitions.ContainsKey(id);

    /// <summary>A definition by its id.</summary>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND.</exception>
    internal ProcessDefinition FindDefinition(string operation, string id)
    {
        VerifyId(operation, "definition", id);
        return _definitions.TryGetValue(id, out var definition)
            ? definition
            : throw new ProcessException(
                ErrorKind.NotFound, $"{operation}: there is no definition '{id}'; add it with AddDefinitions or AddDefinition", retryable: false);
    }

    /// <summary>A behaviour that has not started.</summary>
    /// <exception cref="ProcessException">The definition's own error.</exception>
    internal IProcessBehavior CreateBehavior(ProcessHost host, ProcessDefinition definition, in SpawnArguments arguments)
    {
        try
        {
            return definition.Create(new ProcessActivation(_services, arguments) { Host = host });
        }
        catch (Exception failed)
        {
            throw ProcessException.From(failed);
        }
    }

    internal static void Terminate(Cell target) => target.Kill(Cell.Terminated);

    /// <summary>Gives a living process a name.</summary>
    internal static ProcessException? Register(string name, Cell cell)
    {
        Cell? owner;
        try
        {
            owner = cell.ClaimName(name);
        }
        catch (ProcessException tooMany)
        {
            return tooMany;
        }

        if (owner is null)
            return NotFound("register", cell.Pid);
        return ReferenceEquals(owner, cell)
            ? null
            : new ProcessException(ErrorKind.AlreadyExists, $"register: the name '{name}' belongs to {owner.Pid}", retryable: false);
    }

    /// <summary>What processes of a definition may do with an identity.</summary>
    internal Authority AuthorityOf(SecurityIdentity identity, ProcessDefinition definition) =>
        identity.For(_security, definition.Id, definition.Permissions);

    /// <summary>The living process of a destination.</summary>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND.</exception>
    internal Cell Resolve(string operation, Destination destination) =>
        TryResolve(operation, destination, out var cell, out var error) ? cell : throw error;

    internal static ProcessException NotFound(string operation, Destination destination) => new(
        ErrorKind.NotFound,
        destination.Pid is not null || Pid.LooksLikePid(destination.Text)
            ? $"{operation}: there is no process {destination}; it has ended, or never was"
            : $"{operation}: no process has the name '{destination}'",
        retryable: false);

    /// <summary>How many characters a name may have.</summary>
    private const int MaxNameLength = 1000;

    internal static void VerifyName(string operation, string? name) => ThrowIf(RefuseName(operation, name));

    internal static ProcessException? RefuseName(string operation, string? name) => name?.Length switch
    {
        null or 0 => new ProcessException(ErrorKind.Invalid, $"{operation}: the name is empty", retryable: false),
        > MaxNameLength => new ProcessException(ErrorKind.Invalid, $"{operation}: the name has {name.Length} characters, {MaxNameLength} are allowed", retryable: false),
        _ => null,
    };

    internal static ProcessException? RefuseDeadline(TimeSpan? deadline) =>
        deadline is { } time ? TimerLimits.Refuse("cancel", "deadline", time) : null;

    internal static ProcessException? Cancel(Pid? from, Destination destination, Cell target, TimeSpan? deadline) =>
        target.RequestCancel(from, deadline) ? null : NotFound("cancel", destination);

    internal static void VerifyId(string operation, string what, string? id)
    {
        if (string.IsNullOrEmpty(id))
            throw new ProcessException(ErrorKind.Invalid, $"{operation}: the {what} id is empty", retryable: false);
        if (!ProcessDefinition.IsValidId(id))
            throw new ProcessException(ErrorKind.Invalid, $"{operation}: '{id}' is not a {what} id; an id reads namespace:name", retryable: false);
    }

    private static void ThrowIf(ProcessException? error)
    {
        if (error is not null)
            throw error;
    }

    /// <summary>The living process of a destination, or why there is none: INVALID, NOT_FOUND.</summary>
    internal bool TryResolve(
        string operation, Destination destination, [NotNullWhen(true)] out Cell? cell, [NotNullWhen(false)] out ProcessException? error)
    {
        error = null;
        var pid = destination.Pid;
        if (pid is null)
        {
            var text = destination.Text;
            if (string.IsNullOrEmpty(text))
            {
                cell = null;
                error = new ProcessException(ErrorKind.Invalid, $"{operation}: the destination is missing", retryable: false);
                return false;
            }

            if (!Pid.TryParse(text, out pid))
            {
                if (Names.TryFind(text, out cell))
                    return true;
                error = NotFound(operation, destination);
                return false;
            }
        }

        cell = pid.Route as Cell;
        if (cell is not null || (Processes.TryFind(pid.Unique, out cell) && cell.Pid == pid))
            return true;
        error = NotFound(operation, destination);
        return false;
    }

    /// <summary>Finds out whether a spawn is in order, in the order in which errors are told, and notes it for the next one.</summary>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED, NOT_FOUND (definition or host), UNAVAILABLE.</exception>
    private SpawnPlan PlanSpawn(Cell? parent, OperationPermissions? permissions, string id, string hostId, string? name)
    {
        VerifyId("spawn", "definition", id);
        VerifyId("spawn", "host", hostId);
        if (!_started)
            throw new ProcessException(ErrorKind.Unavailable, "spawn: the runtime has not started yet; start the application's host first", retryable: true);
        var state = parent?.Authority.State;
        if (parent is not null && permissions is not null)
            AuthorizeSpawn(parent, permissions, id, hostId, name);
        if (!_hosts.TryGetValue(hostId, out var host))
            throw new ProcessException(ErrorKind.NotFound, $"spawn: there is no host '{hostId}'; add it with AddHost", retryable: false);
        var definition = FindDefinition("spawn", id);
        host.VerifyTakes("spawn", id);

        var kind = ProcessKind.Of(host, definition, parent?.Authority.Identity ?? _identity);
        if (parent is null)
            return _lastSpawn = new SpawnPlan(id, hostId, kind);
        var isSettled = permissions is not null && Array.TrueForAll(permissions.Checks, check => parent.Authority.TryRecall(check, ResourceOf(check, id, hostId), out _));
        return parent.Kind.LastSpawn = new SpawnPlan(id, hostId, kind) { Permitted = isSettled ? permissions : null, PermittedUnder = state };
    }

    private (Cell Cell, IProcessBehavior Behavior) Create(
        ProcessKind kind, in SpawnArguments arguments, ImmutableDictionary<string, object?> context)
    {
        var host = kind.Host;
        host.ReserveProcess();
        ulong? unique = null;
        try
        {
            unique = Processes.Reserve();

            // In this order: what the behaviour writes to is then beside what the cell writes to, and not beside what senders read.
            var cell = Cell.Make(kind, unique.Value, context);
            return (cell, CreateBehavior(host, kind.Definition, arguments));
        }
        catch (Exception failed)
        {
            if (unique is { } reserved)
                Processes.Remove(reserved);
            host.FreePlace();
            host.ProcessEnded();
            throw ProcessException.From(failed);
        }
    }

    private void Discard(Cell cell, IProcessBehavior behavior)
    {
        Processes.Remove(cell.Pid.Unique);
        cell.Pid.Detach();
        cell.ReleaseCharges();
        cell.Host.FreePlace();
        cell.Host.ProcessEnded();
        behavior.Stop();
    }

    /// <summary>The name is taken: what was meant for the new process goes to the one that has it; false when that one is ending.</summary>
    private bool TryJoin(Cell? parent, Cell owner, string name, SpawnRelation relation, SpawnSettings settings, bool mayJoin)
    {
        if (!mayJoin)
            throw new ProcessException(ErrorKind.AlreadyExists, $"spawn: the name '{name}' belongs to {owner.Pid}", retryable: false);
        if (parent is not null)
            AuthorizeJoin(parent, owner, relation, settings);
        try
        {
            // That it is monitored already is no error here: what was asked for is so (statement 88).
            if ((relation & SpawnRelation.Monitored) != 0 && parent!.MonitorCore(owner.Pid) is { Kind: not ErrorKind.AlreadyExists } refused)
                throw refused;
            if ((relation & SpawnRelation.Linked) != 0)
                parent!.Link(owner.Pid);
            foreach (var message in settings.Messages)
                message.Send(new FirstSender(this, parent, owner.Pid, isNew: false));
            return true;
        }
        catch (ProcessException gone) when (gone.Kind == ErrorKind.NotFound)
        {
            parent?.Forget(owner.Pid);
            return false;
        }
    }

    private Spawner NewSpawner() => new(this, SpawnSettings.None);

    void ISpawnOwner.Authorize(string operation, OperationPermissions permissions)
    {
        // Code of the application that is in no process is not checked: it is what sets the identities of the processes.
    }

    Pid ISpawnOwner.SpawnCore(string id, string host, in SpawnArguments arguments, SpawnRelation relation, SpawnSettings settings) =>
        relation == SpawnRelation.None
            ? Spawn(null, null, id, host, arguments, relation, settings).Pid
            : throw new ProcessException(
                ErrorKind.Invalid, "spawn: only a process can link and monitor; wait for the end with WaitForExitAsync", retryable: false);

    Task<T> ISpawnOwner.ExecCore<T>(string id, string host, SpawnArguments arguments, SpawnSettings settings) =>
        ExecCore<T>(id, host, arguments, settings);

    /// <exception cref="ProcessException">PERMISSION_DENIED.</exception>
    private static void AuthorizeSpawn(Cell parent, OperationPermissions permissions, string id, string host, string? name)
    {
        foreach (var check in permissions.Checks)
            ThrowIf(parent.FindSpawnDenial(check, ResourceOf(check, id, host), id, host, name));
        if (name is not null)
            ThrowIf(parent.FindSpawnDenial(PermissionTable.WithName.Checks[0], name, id, host, name));
    }

    private static string ResourceOf(PermissionCheck check, string id, string host) => check.Resource == ResourceKind.Host ? host : id;

    /// <summary>Checks all that joining does before any of it is done, so that what is denied leaves nothing behind.</summary>
    /// <exception cref="ProcessException">PERMISSION_DENIED.</exception>
    private static void AuthorizeJoin(Cell parent, Cell owner, SpawnRelation relation, SpawnSettings settings)
    {
        if ((relation & SpawnRelation.Monitored) != 0)
            ThrowIf(parent.FindDenial("spawn", PermissionTable.Monitor.Checks[0], owner.Pid, owner));
        if ((relation & SpawnRelation.Linked) != 0)
            ThrowIf(parent.FindDenial("spawn", PermissionTable.Link.Checks[0], owner.Pid, owner));
        foreach (var message in settings.Messages)
            ThrowIf(parent.FindDenial("spawn", SendCheck, owner.Pid, owner, topic: message.Topic));
    }

    /// <summary>Sends what a spawner queued: to a new process as a part of its spawn, to one that has the name already as any message.</summary>
    private sealed class FirstSender(ArtelRuntime runtime, Cell? parent, Pid to, bool isNew) : IMessageSender
    {
        public void Send<TBody>(string topic, TBody body)
            where TBody : struct, ISendBody => ThrowIf(runtime.TrySend(parent, to, topic, body, slot: null, isFirst: isNew));
    }

    /// <summary>Completes a task with the end of a process.</summary>
    private sealed class EndObserver : ExitObserver
    {
        private readonly TaskCompletionSource<ProcessResult> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ProcessResult> Ended => _source.Task;

        public override void OnExit(Pid pid, ProcessResult result) => _source.TrySetResult(result);
    }
}
