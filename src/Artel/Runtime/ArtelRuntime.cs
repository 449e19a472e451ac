using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Artel.Messaging;
using Artel.Runtime;
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
public sealed class ArtelRuntime
{
    internal static readonly TimeSpan DefaultAskTimeout = TimeSpan.FromSeconds(5);

    private readonly FrozenDictionary<string, ProcessDefinition> _definitions;
    private readonly FrozenDictionary<string, ProcessHost> _hosts;
    private readonly IServiceProvider _services;
    private readonly BlockedTurnWatch _blockedTurns;
    private int _armedTimers;
    private volatile bool _started;

    internal ArtelRuntime(
        IServiceProvider services,
        IEnumerable<ProcessDefinition> definitions,
        IEnumerable<KeyValuePair<string, ProcessHostOptions>> hosts,
        ProcessScheduler scheduler,
        TimeProvider time,
        ILogger logger)
    {
        _services = services;
        _definitions = definitions.ToFrozenDictionary(static definition => definition.Id, StringComparer.Ordinal);
        _hosts = hosts.ToFrozenDictionary(
            static host => host.Key, host => new ProcessHost(this, host.Key, host.Value, scheduler), StringComparer.Ordinal);
        Time = time;
        Logger = logger;
        Metrics = new RuntimeMetrics(this);
        _blockedTurns = new BlockedTurnWatch(this);
    }

    /// <summary>How many processes live on this node.</summary>
    public int ProcessCount => Processes.Count;

    /// <summary>The ids of all definitions, in no order.</summary>
    public IReadOnlyCollection<string> Definitions => _definitions.Keys;

    internal RuntimeMetrics Metrics { get; }

    internal ProcessTable Processes { get; } = new();

    internal NameTable Names { get; } = new();

    /// <summary>How many timers of processes are armed.</summary>
    internal int ArmedTimers => Volatile.Read(ref _armedTimers);

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }

    /// <summary>Starts a process.</summary>
    /// <param name="id">The definition's id.</param>
    /// <param name="host">The id of the host that runs it.</param>
    /// <param name="arguments">The arguments of its main or constructor.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND (definition or host), UNAVAILABLE, RATE_LIMITED, or the definition's own error.</exception>
    public Pid Spawn(string id, string host, params ReadOnlySpan<object?> arguments) =>
        Spawn(null, id, host, new SpawnArguments(arguments.ToArray()), SpawnRelation.None, SpawnSettings.None).Pid;

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
        var cell = Spawn(null, id, host, new SpawnArguments(arguments.ToArray()), SpawnRelation.None, settings, mayJoin: false);
        return cell.Pid;
    }

    /// <summary>Starts a process and waits for its result.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="id">The definition's id.</param>
    /// <param name="host">The id of the host that runs it.</param>
    /// <param name="arguments">The arguments of its main or constructor.</param>
    /// <exception cref="ProcessException">As for <see cref="Spawn(string, string, ReadOnlySpan{object})"/>; or the error that the process ended with, of its kind.</exception>
    public Task<T> ExecAsync<T>(string id, string host, params ReadOnlySpan<object?> arguments)
    {
        var observer = new EndObserver();
        Spawn(null, id, host, new SpawnArguments(arguments.ToArray()), SpawnRelation.None, SpawnSettings.None, observer);
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

    /// <summary>Sends a request without payload and waits for its answer.</summary>
    /// <typeparam name="TAnswer">The answer's type.</typeparam>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <param name="timeout">How long to wait; null for 5 seconds, <see cref="Timeout.InfiniteTimeSpan"/> for ever. An answer that comes later is dropped.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">As for send; TIMEOUT; or the error that the other side answered with, of its kind.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public Task<TAnswer> AskAsync<TAnswer>(
        Destination destination, [Topic] string topic, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AskAsync<SendNothing, TAnswer>(null, destination, topic, default, timeout, cancellationToken);

    /// <summary>Sends a request with one payload value and waits for its answer.</summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <typeparam name="TAnswer">The answer's type.</typeparam>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <param name="payload">The value.</param>
    /// <param name="timeout">How long to wait; null for 5 seconds, <see cref="Timeout.InfiniteTimeSpan"/> for ever. An answer that comes later is dropped.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">As for send; TIMEOUT; or the error that the other side answered with, of its kind.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public Task<TAnswer> AskAsync<T, TAnswer>(
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
    public void Cancel(Destination destination, TimeSpan? deadline = null) => ThrowIf(Cancel(null, destination, deadline));

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
    }

    /// <summary>Stops all hosts, at the same time.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_hosts.Values.Select(host => host.StopAsync(cancellationToken)));
        _blockedTurns.Dispose();
        Metrics.Dispose();
        Log.Stopped(Logger);
    }

    // ---- what processes and the members above share

    /// <summary>Starts a process, or joins the one that has the name (statement 88).</summary>
    internal Cell Spawn(
        Cell? parent,
        string id,
        string hostId,
        SpawnArguments arguments,
        SpawnRelation relation,
        SpawnSettings settings,
        ExitObserver? observer = null,
        bool mayJoin = true)
    {
        VerifyId("spawn", "definition", id);
        VerifyId("spawn", "host", hostId);
        if (!_started)
            throw new ProcessException(ErrorKind.Unavailable, "spawn: the runtime has not started yet; start the application's host first", retryable: true);
        if (!_hosts.TryGetValue(hostId, out var host))
            throw new ProcessException(ErrorKind.NotFound, $"spawn: there is no host '{hostId}'; add it with AddHost", retryable: false);
        var definition = FindDefinition("spawn", id);

        while (settings.Name is { } taken && Names.TryFind(taken, out var owner))
        {
            if (TryJoin(parent, owner, taken, relation, settings, mayJoin))
                return owner;

            // It is in the middle of its end: it has given the name up in all but the table.
            Names.Remove(taken, owner);
        }

        var (cell, behavior) = Create(host, definition, arguments, parent?.ContextWith(settings) ?? settings.Context);
        try
        {
            // Before anybody can find the process: what is refused here leaves nothing behind, and nothing else comes before it.
            foreach (var message in settings.Messages)
                message.Send(parent!, cell.Pid);
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
            return Spawn(parent, id, hostId, arguments, relation, settings, observer, mayJoin);
        }

        if (host.IsStopping)
            cell.RequestCancel(from: null, host.StopTimeout);
        if (observer is not null)
            cell.AddObserver(observer);
        if ((relation & SpawnRelation.Monitored) != 0)
            parent!.MonitorSpawned(cell);
        if ((relation & SpawnRelation.Linked) != 0)
            parent!.LinkWith(cell);
        cell.Begin(behavior);
        return cell;
    }

    /// <summary>Puts a message into a process's mailbox; the error if it can't.</summary>
    internal ProcessException? TrySend<TBody>(Pid? from, Destination destination, string topic, TBody body, ReplySlot? slot)
        where TBody : struct, ISendBody
    {
        var operation = slot is null ? "send" : "ask";
        if (!TopicRules.IsValid(topic))
            return TopicRules.Refuse(operation, topic);
        if (destination.Pid?.Route is not Cell target)
        {
            if (!TryResolve(operation, destination, out var found, out var notFound))
                return notFound;
            target = found;
        }

        if (target.ReserveRoom(operation) is { } full)
            return full;

        Message message;
        try
        {
            message = target.Definition.NeedsPortablePayloads
                ? new SendPortable(body.ToPortable()).ToMessage(topic, from, slot)
                : body.ToMessage(topic, from, slot);
        }
        catch (ProcessException invalid)
        {
            target.ReleaseRoom();
            return invalid;
        }

        return target.Post(message) ? null : NotFound(operation, destination);
    }

    /// <summary>Sends, and waits for room where the target's host has senders wait.</summary>
    internal async Task SendAsync<TBody>(Pid? from, Destination destination, string topic, TBody body, CancellationToken cancellationToken)
        where TBody : struct, ISendBody
    {
        while (TrySend(from, destination, topic, body, slot: null) is { } error)
        {
            if (error.Kind != ErrorKind.RateLimited || !TryResolve("send", destination, out var full, out _) || !full.SendersMayWait)
                throw error;
            await full.WhenRoomAsync().WaitAsync(cancellationToken);
        }
    }

    internal async Task<TAnswer> AskAsync<TBody, TAnswer>(
        Pid? from, Destination destination, string topic, TBody body, TimeSpan? timeout, CancellationToken cancellationToken)
        where TBody : struct, ISendBody
    {
        var limit = timeout ?? DefaultAskTimeout;
        var slot = BeginAsk<TBody, TAnswer>(from, destination, topic, body, limit, cancellationToken);
        using var registration = cancellationToken.UnsafeRegister(static (slot, token) => ((ReplySlot<TAnswer>)slot!).GiveUp(token), slot);
        using var timer = Time.CreateTimer(_ => slot.TryFail(Late(topic, destination, limit)), null, limit, Timeout.InfiniteTimeSpan);
        return await slot.Task;
    }

    /// <summary>Sends a request; what it gives completes with the answer.</summary>
    internal ReplySlot<TAnswer> BeginAsk<TBody, TAnswer>(
        Pid? from, Destination destination, string topic, TBody body, TimeSpan limit, CancellationToken cancellationToken)
        where TBody : struct, ISendBody
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (limit != Timeout.InfiniteTimeSpan)
            ThrowIf(TimerLimits.Refuse("ask", "timeout", limit));
        var slot = new ReplySlot<TAnswer>();
        ThrowIf(TrySend(from, destination, topic, body, slot));
        return slot;
    }

    /// <summary>The error of a request that was not answered in time.</summary>
    internal static ProcessException Late(string topic, Destination destination, TimeSpan limit) => new(
        ErrorKind.Timeout, $"ask: '{topic}' was not answered by {destination} within {limit.TotalMilliseconds} ms", retryable: true);

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
    internal IProcessBehavior CreateBehavior(ProcessHost host, ProcessDefinition definition, SpawnArguments arguments)
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

    /// <summary>Keeps account of the armed timers.</summary>
    internal void CountTimers(int change) => Interlocked.Add(ref _armedTimers, change);

    internal static void Terminate(Cell target) => target.Kill(new ProcessException(ErrorKind.Canceled, "process terminated", retryable: false));

    /// <summary>Gives a living process a name.</summary>
    internal static void Register(string name, Cell cell)
    {
        VerifyName("register", name);
        var owner = cell.ClaimName(name) ?? throw NotFound("register", cell.Pid);
        if (!ReferenceEquals(owner, cell))
            throw new ProcessException(ErrorKind.AlreadyExists, $"register: the name '{name}' belongs to {owner.Pid}", retryable: false);
    }

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

    internal static void VerifyName(string operation, string? name)
    {
        if (string.IsNullOrEmpty(name))
            throw new ProcessException(ErrorKind.Invalid, $"{operation}: the name is empty", retryable: false);
    }

    internal ProcessException? Cancel(Pid? from, Destination destination, TimeSpan? deadline)
    {
        if (deadline is { } time && TimerLimits.Refuse("cancel", "deadline", time) is { } refused)
            return refused;
        if (!TryResolve("cancel", destination, out var target, out var error))
            return error;
        return target.RequestCancel(from, deadline) ? null : NotFound("cancel", destination);
    }

    private static void VerifyId(string operation, string what, string? id)
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

    private (Cell Cell, IProcessBehavior Behavior) Create(
        ProcessHost host, ProcessDefinition definition, SpawnArguments arguments, ImmutableDictionary<string, object?> context)
    {
        host.ReserveProcess();
        try
        {
            var behavior = CreateBehavior(host, definition, arguments);
            return (new Cell(host, definition, Processes.Reserve(), context), behavior);
        }
        catch (Exception failed)
        {
            host.FreePlace();
            host.ProcessEnded();
            throw ProcessException.From(failed);
        }
    }

    private void Discard(Cell cell, IProcessBehavior behavior)
    {
        Processes.Remove(cell.Pid.Unique);
        cell.Pid.Detach();
        cell.Host.FreePlace();
        cell.Host.ProcessEnded();
        behavior.Stop();
    }

    /// <summary>The name is taken: what was meant for the new process goes to the one that has it; false when that one is ending.</summary>
    private static bool TryJoin(Cell? parent, Cell owner, string name, SpawnRelation relation, SpawnSettings settings, bool mayJoin)
    {
        if (!mayJoin || parent is null)
            throw new ProcessException(ErrorKind.AlreadyExists, $"spawn: the name '{name}' belongs to {owner.Pid}", retryable: false);
        try
        {
            // That it is monitored already is no error here: what was asked for is so (statement 88).
            if ((relation & SpawnRelation.Monitored) != 0 && parent.MonitorCore(owner.Pid) is { Kind: not ErrorKind.AlreadyExists } refused)
                throw refused;
            if ((relation & SpawnRelation.Linked) != 0)
                parent.Link(owner.Pid);
            foreach (var message in settings.Messages)
                message.Send(parent, owner.Pid);
            return true;
        }
        catch (ProcessException gone) when (gone.Kind == ErrorKind.NotFound)
        {
            parent.Unmonitor(owner.Pid);
            parent.Unlink(owner.Pid);
            return false;
        }
    }

    /// <summary>Completes a task with the end of a process.</summary>
    private sealed class EndObserver : ExitObserver
    {
        private readonly TaskCompletionSource<ProcessResult> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ProcessResult> Ended => _source.Task;

        public override void OnExit(Pid pid, ProcessResult result) => _source.TrySetResult(result);
    }
}
