using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Artel.Messaging;
using Artel.Runtime;
using Artel.Security;

namespace Artel;

/// <summary>
/// A process's own operations: what <c>Process</c> is inside a process class, and the counterpart of Lua's <c>process</c>. For use in
/// the process's turn only, that is from its handlers, its main and what they await; from elsewhere use <c>ArtelRuntime</c>.
/// </summary>
/// <remarks>
/// A failed operation throws a <see cref="ProcessException"/> whose <see cref="ProcessException.Kind"/> is: INVALID for a missing or
/// malformed argument, NOT_FOUND for a destination that has ended or never was, PERMISSION_DENIED, ALREADY_EXISTS, UNAVAILABLE,
/// RATE_LIMITED. Each member names its own.
/// </remarks>
public abstract class ProcessContext
{
    /// <summary>
    /// Where the process's messages come in. Written to by any thread, so it is as far as can be from what the process itself writes to at
    /// each message: fields of a base class come first, about a cache line before the last of the others.
    /// </summary>
    private protected MailboxHead Incoming;

    private protected ProcessContext() { }

    /// <summary>The id of the running definition, <c>namespace:name</c>.</summary>
    public abstract string Id { get; }

    /// <summary>The process's address.</summary>
    public Pid Pid { get; private protected init; } = null!;

    /// <summary>What the process can switch about itself.</summary>
    public abstract ProcessOptions Options { get; set; }

    /// <summary>Fires when the process is cancelled or terminated.</summary>
    public abstract CancellationToken Cancelled { get; }

    /// <summary>The clock that the process's timers and deadlines go by.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>The context values, as they were at the spawn (statement 104). Read-only.</summary>
    public abstract IReadOnlyDictionary<string, object?> Context { get; }

    /// <summary>The names of processes.</summary>
    public abstract ProcessRegistry Registry { get; }

    /// <summary>Who the process acts for, and what it may do.</summary>
    public abstract ProcessSecurity Security { get; }

    /// <summary>Calls functions.</summary>
    public abstract FunctionExecutor Functions { get; }

    /// <summary>The queues, and the message of one that the process handles.</summary>
    public abstract QueueClient Queues { get; }

    /// <summary>
    /// The messages of all topics that neither a handler nor <see cref="Listen{T}"/> takes. The same channel on each call.
    /// </summary>
    public abstract ProcessChannel<Message> Inbox { get; }

    /// <summary>The events that no handler takes. The same channel on each call.</summary>
    public abstract ProcessChannel<ProcessEvent> Events { get; }

    // ---- sending

    /// <summary>Sends a message without payload.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND, PERMISSION_DENIED, UNAVAILABLE, RATE_LIMITED.</exception>
    public void Send(Destination destination, [Topic] string topic) =>
        ThrowIf(SendCore(destination, EmptyMessage.Make(topic, Pid)));

    /// <summary>Sends a message with one payload value.</summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <param name="payload">
    /// The value. To a C# process goes the object itself (statement 29), so it should be immutable; to a Lua process goes a copy.
    /// </param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND, PERMISSION_DENIED, UNAVAILABLE, RATE_LIMITED.</exception>
    public void Send<T>(Destination destination, [Topic] string topic, T payload) =>
        ThrowIf(SendCore(destination, Message<T>.Make(topic, Pid, payload)));

    /// <summary>Sends a message with several payload values.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <param name="first">The first value.</param>
    /// <param name="second">The second value.</param>
    /// <param name="more">Further values.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND, PERMISSION_DENIED, UNAVAILABLE, RATE_LIMITED.</exception>
    public void Send(Destination destination, [Topic] string topic, object? first, object? second, params ReadOnlySpan<object?> more) =>
        ThrowIf(SendCore(destination, new ValuesMessage(topic, Pid, [first, second, .. more])));

    /// <summary>Sends a message without payload; false where <see cref="Send(Destination, string)"/> throws.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic.</param>
    public bool TrySend(Destination destination, [Topic] string topic) =>
        SendCore(destination, EmptyMessage.Make(topic, Pid)) is null;

    /// <summary>Sends a message with one payload value; false where <see cref="Send{T}(Destination, string, T)"/> throws.</summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="payload">The value.</param>
    public bool TrySend<T>(Destination destination, [Topic] string topic, T payload) =>
        SendCore(destination, Message<T>.Make(topic, Pid, payload)) is null;

    /// <summary>
    /// Sends a message with several payload values; false where
    /// <see cref="Send(Destination, string, object?, object?, ReadOnlySpan{object?})"/> throws.
    /// </summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="first">The first value.</param>
    /// <param name="second">The second value.</param>
    /// <param name="more">Further values.</param>
    public bool TrySend(Destination destination, [Topic] string topic, object? first, object? second, params ReadOnlySpan<object?> more) =>
        SendCore(destination, new ValuesMessage(topic, Pid, [first, second, .. more])) is null;

    /// <summary>
    /// Sends a message with one payload value, and waits for room in a full mailbox where the target's host has senders wait
    /// (<see cref="MailboxFullPolicy.Wait"/>).
    /// </summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <param name="payload">The value.</param>
    /// <param name="cancellationToken">Stops waiting; the message is then not sent.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND, PERMISSION_DENIED, UNAVAILABLE, RATE_LIMITED.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask SendAsync<T>(Destination destination, [Topic] string topic, T payload, CancellationToken cancellationToken = default) =>
        SendCoreAsync(destination, topic, new SendOne<T>(payload), cancellationToken);

    /// <summary>Sends a request and waits for its answer. Await what it gives once; <c>AsTask()</c> makes a task of it.</summary>
    /// <typeparam name="TAnswer">The answer's type.</typeparam>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <param name="timeout">How long to wait; null for 5 seconds, <see cref="Timeout.InfiniteTimeSpan"/> for ever. An answer that comes later is dropped.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">As for send; TIMEOUT; or the error that the other side answered with, of its kind.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask<TAnswer> AskAsync<TAnswer>(
        Destination destination, [Topic] string topic, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AskCore<SendNothing, TAnswer>(destination, topic, SendNothing.Instance, timeout, cancellationToken);

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
        AskCore<SendOne<T>, TAnswer>(destination, topic, new SendOne<T>(payload), timeout, cancellationToken);

    // ---- other processes

    /// <summary>Starts a process.</summary>
    /// <param name="id">The definition's id.</param>
    /// <param name="host">The id of the host that runs it.</param>
    /// <param name="arguments">The arguments of its main or constructor.</param>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED, NOT_FOUND (definition or host), UNAVAILABLE, RATE_LIMITED, or the definition's own error.</exception>
    public Pid Spawn(string id, string host, params ReadOnlySpan<object?> arguments) =>
        SpawnCore(id, host, SpawnArguments.Of(arguments), SpawnRelation.None, SpawnSettings.None);

    /// <summary>Starts a process; false where <see cref="Spawn"/> throws.</summary>
    /// <param name="id">The definition's id.</param>
    /// <param name="host">The id of the host that runs it.</param>
    /// <param name="pid">The process; null when there is none.</param>
    /// <param name="arguments">The arguments of its main or constructor.</param>
    public bool TrySpawn(string id, string host, [NotNullWhen(true)] out Pid? pid, params ReadOnlySpan<object?> arguments)
    {
        try
        {
            pid = Spawn(id, host, arguments);
            return true;
        }
        catch (ProcessException)
        {
            pid = null;
            return false;
        }
    }

    /// <summary>Starts a process and monitors it from its first moment: exactly one <see cref="ExitEvent"/> comes when it ends.</summary>
    /// <inheritdoc cref="Spawn"/>
    public Pid SpawnMonitored(string id, string host, params ReadOnlySpan<object?> arguments) =>
        SpawnCore(id, host, SpawnArguments.Of(arguments), SpawnRelation.Monitored, SpawnSettings.None);

    /// <summary>Starts a process and links it from its first moment.</summary>
    /// <inheritdoc cref="Spawn"/>
    public Pid SpawnLinked(string id, string host, params ReadOnlySpan<object?> arguments) =>
        SpawnCore(id, host, SpawnArguments.Of(arguments), SpawnRelation.Linked, SpawnSettings.None);

    /// <summary>Starts a process, links it and monitors it from its first moment.</summary>
    /// <inheritdoc cref="Spawn"/>
    public Pid SpawnLinkedMonitored(string id, string host, params ReadOnlySpan<object?> arguments) =>
        SpawnCore(id, host, SpawnArguments.Of(arguments), SpawnRelation.Monitored | SpawnRelation.Linked, SpawnSettings.None);

    /// <summary>
    /// Starts a process and waits for its result. When this process ends or is cancelled meanwhile, so is the other (statement 96).
    /// </summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="id">The definition's id.</param>
    /// <param name="host">The id of the host that runs it.</param>
    /// <param name="arguments">The arguments of its main or constructor.</param>
    /// <exception cref="ProcessException">As for <see cref="Spawn"/>; or the error that the process ended with, of its kind.</exception>
    public Task<T> ExecAsync<T>(string id, string host, params ReadOnlySpan<object?> arguments) => ExecCore<T>(id, host, SpawnArguments.Of(arguments), SpawnSettings.None);

    /// <summary>Ends a process at once, with the error <c>process terminated</c>, kind CANCELED. No code of it runs any more.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND, PERMISSION_DENIED.</exception>
    public void Terminate(Destination destination) => ThrowIf(TerminateCore(destination));

    /// <summary>Ends a process at once; false where <see cref="Terminate"/> throws.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    public bool TryTerminate(Destination destination) => TerminateCore(destination) is null;

    /// <summary>Asks a process to end: it gets a <see cref="CancelEvent"/>, and its <see cref="Cancelled"/> fires.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="deadline">When to terminate it if it is still alive, from now; null for never.</param>
    /// <exception cref="ProcessException">INVALID (also for a deadline that is not positive), NOT_FOUND, PERMISSION_DENIED.</exception>
    public void Cancel(Destination destination, TimeSpan? deadline = null) => ThrowIf(CancelCore(destination, deadline));

    /// <summary>Asks a process to end; false where <see cref="Cancel"/> throws.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <param name="deadline">When to terminate it if it is still alive, from now; null for never.</param>
    public bool TryCancel(Destination destination, TimeSpan? deadline = null) => CancelCore(destination, deadline) is null;

    /// <summary>Watches a process: one <see cref="ExitEvent"/> comes when it ends.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <exception cref="ProcessException">INVALID (also for oneself), NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED.</exception>
    public void Monitor(Destination destination) => ThrowIf(MonitorCore(destination));

    /// <summary>Watches a process; false where <see cref="Monitor"/> throws.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    public bool TryMonitor(Destination destination) => MonitorCore(destination) is null;

    /// <summary>Stops watching: no <see cref="ExitEvent"/> comes after it returns. Nothing happens if the process is not watched.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND (a name that nobody has), PERMISSION_DENIED.</exception>
    public void Unmonitor(Destination destination) => ThrowIf(UnmonitorCore(destination));

    /// <summary>Links this process and another: when one ends abnormally, the other does too, or gets a <see cref="LinkDownEvent"/>.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <exception cref="ProcessException">INVALID (also for oneself), NOT_FOUND, PERMISSION_DENIED.</exception>
    public void Link(Destination destination) => ThrowIf(LinkCore(destination));

    /// <summary>Links this process and another; false where <see cref="Link"/> throws.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    public bool TryLink(Destination destination) => LinkCore(destination) is null;

    /// <summary>Removes a link, in both directions: nothing comes from it after this returns. Nothing happens if there is none.</summary>
    /// <param name="destination">A pid, a pid's text or a name.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND (a name that nobody has), PERMISSION_DENIED.</exception>
    public void Unlink(Destination destination) => ThrowIf(UnlinkCore(destination));

    /// <summary>A spawner whose processes get these context values on top of this process's own.</summary>
    /// <param name="values">The values; copied.</param>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED.</exception>
    public Spawner WithContext(IReadOnlyDictionary<string, object?> values) => NewSpawner().WithContext(values);

    /// <summary>A spawner whose processes act for another actor.</summary>
    /// <param name="actor">The actor.</param>
    /// <exception cref="ProcessException">PERMISSION_DENIED.</exception>
    public Spawner WithActor(Actor actor) => NewSpawner().WithActor(actor);

    /// <summary>A spawner whose processes act within another scope.</summary>
    /// <param name="scope">The scope.</param>
    /// <exception cref="ProcessException">PERMISSION_DENIED.</exception>
    public Spawner WithScope(Scope scope) => NewSpawner().WithScope(scope);

    /// <summary>A spawner that claims a name for what it spawns.</summary>
    /// <param name="name">The name; not empty.</param>
    /// <exception cref="ProcessException">INVALID.</exception>
    public Spawner WithName(string name) => NewSpawner().WithName(name);

    // ---- receiving

    /// <summary>The messages of a topic, from now on and those kept so far. The same channel on each call (statements 9 to 21).</summary>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <exception cref="ProcessException">INVALID; CONFLICT when the topic is listened to with another payload type.</exception>
    public abstract ProcessChannel<Message> Listen([Topic] string topic);

    /// <summary>The payloads of a topic's messages, from now on and those kept so far. The same channel on each call.</summary>
    /// <typeparam name="T">The payload's type. A message whose payload is none is logged and dropped.</typeparam>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <exception cref="ProcessException">INVALID; CONFLICT when the topic is listened to with another payload type.</exception>
    public abstract ProcessChannel<T> Listen<T>([Topic] string topic);

    /// <summary>Ends a <see cref="Listen{T}"/>: the channel is closed, what it holds stays readable.</summary>
    /// <param name="channel">The channel that listen gave.</param>
    /// <exception cref="ProcessException">INVALID: the channel is not one that this process listens on.</exception>
    public abstract void Unlisten(ProcessChannel channel);

    /// <summary>A channel that gets the time once, after a while, and is closed then.</summary>
    /// <param name="delay">How long; positive.</param>
    /// <exception cref="ProcessException">INVALID: the delay is not positive.</exception>
    public abstract ProcessChannel<DateTimeOffset> After(TimeSpan delay);

    /// <summary>A new channel of this process.</summary>
    /// <typeparam name="T">What goes through it.</typeparam>
    /// <param name="capacity">How many values it holds before a sender waits; 0 hands over directly.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public abstract ProcessChannel<T> CreateChannel<T>(int capacity = 0);

    /// <summary>
    /// Waits until one of the cases can go on, and does that one alone. Cases that are ready together are served in turn
    /// (statement 22).
    /// </summary>
    /// <param name="cases">Cases made by <see cref="ProcessChannel{T}.ReceiveCase"/> and <see cref="ProcessChannel{T}.SendCase"/>.</param>
    /// <returns>The case that was done; compare it with yours.</returns>
    /// <exception cref="ProcessException">INVALID: there is no case, or one was used before.</exception>
    public abstract ValueTask<ChannelCase> SelectAsync(params ReadOnlySpan<ChannelCase> cases);

    // ---- ending and going on as another

    /// <summary>
    /// Makes the process go on as another definition, or as its own anew (statements 98 to 103). The pid, links, monitors, names, context
    /// and options stay, and so does every message and event that was not received; state, channels, timers and what the process awaits
    /// go. Await it: a failure is thrown there, and nothing of the old code runs after an upgrade that succeeds.
    /// </summary>
    /// <param name="id">The definition's id; null for the process's own.</param>
    /// <param name="arguments">The arguments of its main or constructor: the state that is carried over.</param>
    /// <returns>A task that never completes when the upgrade succeeds.</returns>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED, NOT_FOUND, or the definition's own error; the process then goes on as it was.</exception>
    public abstract Task UpgradeAsync(string? id, params ReadOnlySpan<object?> arguments);

    /// <summary>Ends the process normally, when the running handler is done or main waits next.</summary>
    public abstract void Exit();

    /// <summary>Ends the process normally with a result, when the running handler is done or main waits next.</summary>
    /// <param name="value">The result that watchers see, and that an exec gives.</param>
    public abstract void ExitWith(object? value);

    /// <summary>Ends the process with an error, when the running handler is done or main waits next.</summary>
    /// <param name="error">The error that watchers and links see.</param>
    public abstract void Exit(ProcessException error);

    // ---- what the members above are made of

    /// <summary>Sends a message that C# code made; null, or why it could not be sent. Not generic, since it is virtual: both together are slow.</summary>
    internal abstract ProcessException? SendCore(Destination destination, Message message);

    internal abstract ProcessException? TerminateCore(Destination destination);

    internal abstract ProcessException? CancelCore(Destination destination, TimeSpan? deadline);

    internal abstract ProcessException? MonitorCore(Destination destination);

    internal abstract ProcessException? UnmonitorCore(Destination destination);

    internal abstract ProcessException? LinkCore(Destination destination);

    internal abstract ProcessException? UnlinkCore(Destination destination);

    internal abstract ValueTask SendCoreAsync<TBody>(Destination destination, string topic, TBody body, CancellationToken cancellationToken)
        where TBody : struct, ISendBody;

    /// <summary>Of a cell only, and not abstract as the others are: a call that is both virtual and generic is a slow one.</summary>
    internal ValueTask<TAnswer> AskCore<TBody, TAnswer>(
        Destination destination, string topic, TBody body, TimeSpan? timeout, CancellationToken cancellationToken)
        where TBody : struct, ISendBody
    {
        var cell = (Cell)this;
        return cell.Runtime.AskAsync<TBody, TAnswer>(cell, destination, topic, body, timeout, cancellationToken);
    }

    /// <summary>A spawner that adds nothing yet.</summary>
    internal abstract Spawner NewSpawner();

    internal abstract Pid SpawnCore(string id, string host, in SpawnArguments arguments, SpawnRelation relation, SpawnSettings settings);

    internal abstract Task<T> ExecCore<T>(string id, string host, SpawnArguments arguments, SpawnSettings settings);

    /// <summary>Reports what a handler can't take: logged, answered with the error if it is a request, and dropped. Generated code calls it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="error">Why.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void Reject(Message message, ProcessException error);

    private static void ThrowIf(ProcessException? error)
    {
        if (error is not null)
            throw error;
    }
}

/// <summary>What a spawn sets up between the two processes, from the first moment of the new one.</summary>
[Flags]
public enum SpawnRelation
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The spawning process monitors the new one: exactly one <see cref="ExitEvent"/> comes when it ends.</summary>
    Monitored = 1,

    /// <summary>The two are linked: when one ends abnormally, the other does too, or gets a <see cref="LinkDownEvent"/>.</summary>
    Linked = 2,
}
