using System.Collections.Frozen;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Artel.Queues.RabbitMQ;

/// <summary>
/// Keeps queues on a RabbitMQ broker. A publish completes with the broker's confirmation. What comes again or goes to the dead letters is first
/// published there, then acknowledged here, so that a crash in between leaves two and never none. Thread-safe.
/// </summary>
/// <remarks>
/// The broker counts the messages in flight of a queue neither to its length nor to its statistics; of those, <see cref="GetStatisticsAsync"/> knows
/// what it gave to this program; what is delayed is in none. A quorum queue learns a moment late that it is full, and takes some messages more. Delays are rounded up to a tenth of a second and are 29 hours at most.
/// </remarks>
public sealed class RabbitMqQueueDriver : IQueueDriver
{
    private readonly RabbitMqOptions _options;
    private readonly TimeProvider _time;
    private FrozenDictionary<string, BrokerQueue> _queues = FrozenDictionary<string, BrokerQueue>.Empty;

    /// <summary>A driver that connects when it is opened.</summary>
    /// <param name="options">How to reach the broker; not changed after this.</param>
    /// <exception cref="ArgumentException">The address is not one of AMQP.</exception>
    public RabbitMqQueueDriver(RabbitMqOptions options)
        : this(options, TimeProvider.System)
    {
    }

    /// <param name="options">How to reach the broker; not changed after this.</param>
    /// <param name="time">The clock of the pauses before a full queue is tried again; delays are the broker's.</param>
    internal RabbitMqQueueDriver(RabbitMqOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        Connection = new BrokerConnection(options);
    }

    /// <inheritdoc/>
    public string Name => "rabbitmq";

    /// <inheritdoc/>
    public TimeSpan LongestDelay => DelayLevels.Longest;

    internal BrokerConnection Connection { get; }

    /// <inheritdoc/>
    /// <exception cref="ProcessException">
    /// UNAVAILABLE: the broker can't be reached. INVALID: a queue is there with other properties; or it has priorities, which quorum queues have not.
    /// </exception>
    public async ValueTask OpenAsync(IReadOnlyList<QueueDeclaration> queues, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queues);
        foreach (var queue in queues)
            Verify(queue);
        var channel = await Connection.CreateChannelAsync("open", cancellationToken);
        await using (channel)
        {
            var declared = "its delays";
            try
            {
                await DelayLevels.DeclareAsync(channel, cancellationToken);
                foreach (var queue in queues)
                {
                    declared = $"the queue '{queue.Id}'";
                    var name = NameOf(queue.Id);
                    await channel.QueueDeclareAsync(
                        name, durable: true, exclusive: false, autoDelete: false, QueueArguments.For(_options.QueueType, queue, Connection.BrokerVersion), cancellationToken: cancellationToken);
                    await DelayLevels.BindAsync(channel, name, queue.MaxLength is not null, cancellationToken);
                }
            }
            catch (OperationInterruptedException refused) when (refused.ShutdownReason is { ReplyCode: 403 or 406 } reason)
            {
                throw BrokerErrors.Invalid($"open: the broker refuses {declared}: {reason.ReplyText}", refused);
            }
            catch (Exception thrown) when (BrokerErrors.IsUnavailable(thrown))
            {
                throw BrokerErrors.Unavailable("open", thrown);
            }
        }

        _queues = queues.ToFrozenDictionary(static queue => queue.Id, queue => new BrokerQueue(queue, NameOf(queue.Id), queue.DeadLetterQueue is { } dead ? NameOf(dead) : null), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    /// <exception cref="ProcessException">NOT_FOUND, INVALID (a priority or delay that the queue can't have), RATE_LIMITED, UNAVAILABLE.</exception>
    public async ValueTask PublishAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var target = Find("publish", queue);
        var declaration = target.Declaration;
        if (message.Priority > declaration.MaxPriority)
            throw BrokerErrors.Invalid($"publish: the queue '{queue}' has priorities up to {declaration.MaxPriority}, not {message.Priority}");
        DelayLevels.Verify("publish", message.Delay);
        if (!await Connection.PublishAsync("publish", DelayLevels.To(target.Name, message.Delay), BrokerMessages.ToProperties(message, 0), message.Body, cancellationToken))
            throw BrokerErrors.Full("publish", queue);
    }

    /// <inheritdoc/>
    /// <exception cref="ProcessException">NOT_FOUND, UNAVAILABLE.</exception>
    public async ValueTask<IQueueSubscription> SubscribeAsync(string queue, int prefetch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(prefetch);
        var taken = Find("subscribe", queue);
        var channel = await Connection.CreateChannelAsync("subscribe", cancellationToken);
        var subscription = new RabbitMqSubscription(Connection, channel, taken, _time);
        try
        {
            await subscription.StartAsync((ushort)Math.Min(prefetch, ushort.MaxValue), cancellationToken);
            return subscription;
        }
        catch (Exception thrown)
        {
            await channel.DisposeAsync();
            if (BrokerErrors.IsUnavailable(thrown))
                throw BrokerErrors.Unavailable("subscribe", thrown);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ProcessException">NOT_FOUND, UNAVAILABLE.</exception>
    public async ValueTask<QueueStatistics> GetStatisticsAsync(string queue, CancellationToken cancellationToken)
    {
        var asked = Find("info", queue);
        var channel = await Connection.CreateChannelAsync("info", cancellationToken);
        await using (channel)
        {
            try
            {
                var answer = await channel.QueueDeclarePassiveAsync(asked.Name, cancellationToken);
                return new QueueStatistics(answer.MessageCount + asked.InFlight, answer.MessageCount, (int)answer.ConsumerCount);
            }
            catch (OperationInterruptedException gone) when (gone.ShutdownReason is { ReplyCode: 404 })
            {
                throw BrokerErrors.UnknownQueue("info", queue);
            }
            catch (Exception thrown) when (BrokerErrors.IsUnavailable(thrown))
            {
                throw BrokerErrors.Unavailable("info", thrown);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>The broker counts this as a delivery: who takes one of them later sees it as an attempt more.</remarks>
    /// <exception cref="ProcessException">NOT_FOUND, UNAVAILABLE.</exception>
    public async ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken)
    {
        var messages = new List<QueueMessage>();
        await LookAsync("peek", Find("peek", queue), count, (_, _, message) =>
        {
            messages.Add(message);
            return default;
        }, cancellationToken);
        return messages;
    }

    /// <inheritdoc/>
    /// <exception cref="ProcessException">NOT_FOUND, UNAVAILABLE.</exception>
    public async ValueTask<int> RequeueAsync(string deadLetters, int count, CancellationToken cancellationToken)
    {
        var from = Find("requeue", deadLetters);
        var moved = 0;
        await LookAsync("requeue", from, count, async (channel, tag, message) =>
        {
            if (FailedMessages.OriginOf(message) is not { } origin || origin == deadLetters || !_queues.TryGetValue(origin, out var queue))
                return;
            var again = message.ToRequeued();
            if (!await Connection.PublishAsync("requeue", Route.To(queue.Name), BrokerMessages.ToProperties(again, 0), again.Body, cancellationToken))
                return;
            await channel.BasicAckAsync(tag, multiple: false, cancellationToken);
            moved++;
        }, cancellationToken);
        return moved;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    /// <summary>Shows the next messages of a queue one after the other; those that are not acknowledged go back to their places when all are seen.</summary>
    private async ValueTask LookAsync(
        string operation, BrokerQueue queue, int count, Func<IChannel, ulong, QueueMessage, ValueTask> look, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var channel = await Connection.CreateChannelAsync(operation, cancellationToken);
        await using (channel)
        {
            try
            {
                for (; count > 0 && await channel.BasicGetAsync(queue.Name, autoAck: false, cancellationToken) is { } got; count--)
                {
                    // The body is the client's, until the next one comes.
                    var (message, _) = BrokerMessages.FromProperties(got.BasicProperties, got.Body.ToArray());
                    await look(channel, got.DeliveryTag, message);
                }
            }
            catch (OperationInterruptedException gone) when (gone.ShutdownReason is { ReplyCode: 404 })
            {
                throw BrokerErrors.UnknownQueue(operation, queue.Declaration.Id);
            }
            catch (Exception thrown) when (BrokerErrors.IsUnavailable(thrown))
            {
                throw BrokerErrors.Unavailable(operation, thrown);
            }
        }
    }

    private string NameOf(string queue) => _options.NamePrefix + queue;

    private BrokerQueue Find(string operation, string queue)
    {
        if (string.IsNullOrEmpty(queue))
            throw BrokerErrors.Invalid($"{operation}: the queue's id is empty");
        return _queues.TryGetValue(queue, out var found) ? found : throw BrokerErrors.UnknownQueue(operation, queue);
    }

    private void Verify(QueueDeclaration queue)
    {
        if (DelayLevels.IsLevel(NameOf(queue.Id)))
            throw BrokerErrors.Invalid($"open: '{queue.Id}' is the name of a queue in which delayed messages wait");
        if (queue.MaxPriority > 0 && _options.QueueType == RabbitMqQueueType.Quorum)
            throw BrokerErrors.Invalid($"open: the queue '{queue.Id}' has priorities, which quorum queues have not; set RabbitMqOptions.QueueType to Classic");
    }
}

/// <summary>A queue that was declared.</summary>
internal sealed class BrokerQueue(QueueDeclaration declaration, string name, string? deadName)
{
    private int _inFlight;

    public QueueDeclaration Declaration { get; } = declaration;

    /// <summary>What the broker calls it.</summary>
    public string Name { get; } = name;

    /// <summary>What the broker calls its queue of dead letters; null where there is none.</summary>
    public string? DeadName { get; } = deadName;

    /// <summary>How many messages the broker gave to this program that are not settled, taken by somebody or not.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public void Count(int change) => Interlocked.Add(ref _inFlight, change);
}
