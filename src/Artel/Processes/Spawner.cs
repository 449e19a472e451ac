using System.Collections.Immutable;
using Artel.Messaging;
using Artel.Security;

namespace Artel;

/// <summary>
/// How to start processes with a context, an identity, a name and first messages. Immutable: each <c>With...</c> gives a new one; it can be
/// used any number of times, by the process that made it; one that an <see cref="ArtelRuntime"/> made, by any thread.
/// </summary>
public sealed class Spawner
{
    private readonly ISpawnOwner _owner;

    internal Spawner(ISpawnOwner owner, SpawnSettings settings)
    {
        _owner = owner;
        Settings = settings;
    }

    /// <summary>Who spawns.</summary>
    internal ISpawnOwner Owner => _owner;

    internal SpawnSettings Settings { get; }

    /// <summary>Adds context values; new keys win over old ones, and both over the caller's own context.</summary>
    /// <param name="values">The values; copied.</param>
    /// <exception cref="ProcessException">PERMISSION_DENIED.</exception>
    public Spawner WithContext(IReadOnlyDictionary<string, object?> values)
    {
        _owner.Authorize("with_context", PermissionTable.WithContext);
        ArgumentNullException.ThrowIfNull(values);
        return new(_owner, Settings with { Context = Settings.Context.SetItems(values) });
    }

    /// <summary>Has the process act for another actor than the caller's.</summary>
    /// <param name="actor">The actor.</param>
    /// <exception cref="ProcessException">PERMISSION_DENIED.</exception>
    public Spawner WithActor(Actor actor)
    {
        _owner.Authorize("with_actor", PermissionTable.WithSecurity);
        ArgumentNullException.ThrowIfNull(actor);
        var identity = Settings.Identity ?? _owner.Identity;
        return new(_owner, Settings with { Identity = new SecurityIdentity(actor, identity.Scope) });
    }

    /// <summary>Has the process act within another scope than the caller's.</summary>
    /// <param name="scope">The scope.</param>
    /// <exception cref="ProcessException">PERMISSION_DENIED.</exception>
    public Spawner WithScope(Scope scope)
    {
        _owner.Authorize("with_scope", PermissionTable.WithSecurity);
        ArgumentNullException.ThrowIfNull(scope);
        var identity = Settings.Identity ?? _owner.Identity;
        return new(_owner, Settings with { Identity = new SecurityIdentity(identity.Actor, scope) });
    }

    /// <summary>
    /// Claims a name before the process runs. When another process has it, that one's pid is returned, the queued messages go to it,
    /// asked-for monitor and link are set on it, and nothing new starts (statement 88).
    /// </summary>
    /// <param name="name">The name; not empty. The permission to register it is checked at the spawn.</param>
    /// <exception cref="ProcessException">INVALID.</exception>
    public Spawner WithName(string name)
    {
        if (string.IsNullOrEmpty(name))
            throw new ProcessException(ErrorKind.Invalid, "with_name: the name is empty", retryable: false);
        return new(_owner, Settings with { Name = name });
    }

    /// <summary>Queues a message that the process gets before anything else, from the caller.</summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <param name="payload">The payload.</param>
    /// <exception cref="ProcessException">INVALID.</exception>
    public Spawner WithMessage<T>([Topic] string topic, T payload) => Queue(new QueuedMessage<SendOne<T>>(topic, new(payload)));

    /// <summary>Queues a message without payload that the process gets before anything else, from the caller.</summary>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <exception cref="ProcessException">INVALID.</exception>
    public Spawner WithMessage([Topic] string topic) => Queue(new QueuedMessage<SendNothing>(topic, default));

    /// <summary>Queues a message with several payload values that the process gets before anything else, from the caller.</summary>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <param name="first">The first value.</param>
    /// <param name="second">The second value.</param>
    /// <param name="more">Further values.</param>
    /// <exception cref="ProcessException">INVALID.</exception>
    public Spawner WithMessage([Topic] string topic, object? first, object? second, params ReadOnlySpan<object?> more) =>
        Queue(new QueuedMessage<SendValues>(topic, new([first, second, .. more])));

    /// <inheritdoc cref="ProcessContext.Spawn"/>
    public Pid Spawn(string id, string host, params ReadOnlySpan<object?> arguments) =>
        _owner.SpawnCore(id, host, SpawnArguments.Of(arguments), SpawnRelation.None, Settings);

    /// <inheritdoc cref="ProcessContext.SpawnMonitored"/>
    public Pid SpawnMonitored(string id, string host, params ReadOnlySpan<object?> arguments) =>
        _owner.SpawnCore(id, host, SpawnArguments.Of(arguments), SpawnRelation.Monitored, Settings);

    /// <inheritdoc cref="ProcessContext.SpawnLinked"/>
    public Pid SpawnLinked(string id, string host, params ReadOnlySpan<object?> arguments) =>
        _owner.SpawnCore(id, host, SpawnArguments.Of(arguments), SpawnRelation.Linked, Settings);

    /// <inheritdoc cref="ProcessContext.SpawnLinkedMonitored"/>
    public Pid SpawnLinkedMonitored(string id, string host, params ReadOnlySpan<object?> arguments) =>
        _owner.SpawnCore(id, host, SpawnArguments.Of(arguments), SpawnRelation.Monitored | SpawnRelation.Linked, Settings);

    /// <inheritdoc cref="ProcessContext.ExecAsync"/>
    /// <remarks>ALREADY_EXISTS: the name of <see cref="WithName"/> is taken; there is nothing to wait for then.</remarks>
    public Task<T> ExecAsync<T>(string id, string host, params ReadOnlySpan<object?> arguments) =>
        _owner.ExecCore<T>(id, host, SpawnArguments.Of(arguments), Settings);

    private Spawner Queue(QueuedMessage message)
    {
        TopicRules.Verify("with_message", message.Topic);
        return new(_owner, Settings with { Messages = Settings.Messages.Add(message) });
    }
}

/// <summary>Who spawns: a process, or the runtime for code that is in none.</summary>
internal interface ISpawnOwner
{
    /// <summary>What is handed on to the spawned process.</summary>
    SecurityIdentity Identity { get; }

    /// <exception cref="ProcessException">PERMISSION_DENIED.</exception>
    void Authorize(string operation, OperationPermissions permissions);

    Pid SpawnCore(string id, string host, in SpawnArguments arguments, SpawnRelation relation, SpawnSettings settings);

    Task<T> ExecCore<T>(string id, string host, SpawnArguments arguments, SpawnSettings settings);
}

/// <summary>What a spawner adds to a spawn.</summary>
internal sealed record SpawnSettings
{
    public static SpawnSettings None { get; } = new();

    public ImmutableDictionary<string, object?> Context { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>Who the process acts for; null for who the caller acts for.</summary>
    public SecurityIdentity? Identity { get; init; }

    public string? Name { get; init; }

    /// <summary>Which restart it is, for who looks at the process; 0 for a first start.</summary>
    public int Restarts { get; init; }

    public ImmutableArray<QueuedMessage> Messages { get; init; } = [];

    /// <summary>The message of a queue that the process handles; null for none.</summary>
    public QueueMessageContext? QueueMessage { get; init; }

    /// <summary>What its context and messages hold of the host's memory, about, in bytes, if a script made them.</summary>
    public long Bytes { get; init; }
}

/// <summary>A message that a spawner sends to what it spawns.</summary>
internal abstract class QueuedMessage(string topic)
{
    public string Topic => topic;

    /// <exception cref="ProcessException">The send failed.</exception>
    public abstract void Send(IMessageSender sender);
}

/// <inheritdoc cref="QueuedMessage"/>
internal sealed class QueuedMessage<TBody>(string topic, TBody body) : QueuedMessage(topic)
    where TBody : struct, ISendBody
{
    public override void Send(IMessageSender sender) => sender.Send(Topic, body);
}

/// <summary>Sends to one process.</summary>
internal interface IMessageSender
{
    /// <exception cref="ProcessException">The send failed.</exception>
    void Send<TBody>(string topic, TBody body)
        where TBody : struct, ISendBody;
}
