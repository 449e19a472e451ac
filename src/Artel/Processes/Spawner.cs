using System.Collections.Immutable;
using Artel.Messaging;

namespace Artel;

/// <summary>
/// How to start processes with a context, a name and first messages. Immutable: each <c>With...</c> gives a new one; it can be used any
/// number of times, by the process that made it.
/// </summary>
public sealed class Spawner
{
    private readonly ProcessContext _owner;

    internal Spawner(ProcessContext owner, SpawnSettings settings)
    {
        _owner = owner;
        Settings = settings;
    }

    internal ProcessContext Owner => _owner;

    internal SpawnSettings Settings { get; }

    /// <summary>Adds context values; new keys win over old ones, and both over the caller's own context.</summary>
    /// <param name="values">The values; copied.</param>
    public Spawner WithContext(IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(_owner, Settings with { Context = Settings.Context.SetItems(values) });
    }

    /// <summary>
    /// Claims a name before the process runs. When another process has it, that one's pid is returned, the queued messages go to it,
    /// asked-for monitor and link are set on it, and nothing new starts (statement 88).
    /// </summary>
    /// <param name="name">The name; not empty.</param>
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
    public Spawner WithMessage<T>([Topic] string topic, T payload) => Queue(topic, new QueuedMessage<SendOne<T>>(topic, new(payload)));

    /// <summary>Queues a message without payload that the process gets before anything else, from the caller.</summary>
    /// <param name="topic">The topic; not empty, not starting with <c>@</c>.</param>
    /// <exception cref="ProcessException">INVALID.</exception>
    public Spawner WithMessage([Topic] string topic) => Queue(topic, new QueuedMessage<SendNothing>(topic, default));

    /// <inheritdoc cref="ProcessContext.Spawn"/>
    public Pid Spawn(string id, string host, params ReadOnlySpan<object?> arguments) =>
        _owner.SpawnCore(id, host, new SpawnArguments(arguments.ToArray()), SpawnRelation.None, Settings);

    /// <inheritdoc cref="ProcessContext.SpawnMonitored"/>
    public Pid SpawnMonitored(string id, string host, params ReadOnlySpan<object?> arguments) =>
        _owner.SpawnCore(id, host, new SpawnArguments(arguments.ToArray()), SpawnRelation.Monitored, Settings);

    /// <inheritdoc cref="ProcessContext.SpawnLinked"/>
    public Pid SpawnLinked(string id, string host, params ReadOnlySpan<object?> arguments) =>
        _owner.SpawnCore(id, host, new SpawnArguments(arguments.ToArray()), SpawnRelation.Linked, Settings);

    /// <inheritdoc cref="ProcessContext.SpawnLinkedMonitored"/>
    public Pid SpawnLinkedMonitored(string id, string host, params ReadOnlySpan<object?> arguments) =>
        _owner.SpawnCore(id, host, new SpawnArguments(arguments.ToArray()), SpawnRelation.Monitored | SpawnRelation.Linked, Settings);

    private Spawner Queue(string topic, QueuedMessage message)
    {
        TopicRules.Verify("with_message", topic);
        return new(_owner, Settings with { Messages = Settings.Messages.Add(message) });
    }
}

/// <summary>What a spawner adds to a spawn.</summary>
internal sealed record SpawnSettings
{
    public static SpawnSettings None { get; } = new();

    public ImmutableDictionary<string, object?> Context { get; init; } = ImmutableDictionary<string, object?>.Empty;

    public string? Name { get; init; }

    public ImmutableArray<QueuedMessage> Messages { get; init; } = [];
}

/// <summary>A message that a spawner sends to what it spawns.</summary>
internal abstract class QueuedMessage
{
    public abstract void Send(ProcessContext from, Pid to);
}

/// <inheritdoc cref="QueuedMessage"/>
internal sealed class QueuedMessage<TBody>(string topic, TBody body) : QueuedMessage
    where TBody : struct, ISendBody
{
    public override void Send(ProcessContext from, Pid to) => from.SendCore(to, topic, body, throwing: true);
}
