using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Artel.Queues.RabbitMQ;

/// <summary>
/// A consumer of a queue of the broker, with a channel of its own. When the channel breaks, <see cref="ReceiveAsync"/> is UNAVAILABLE from then on, and the
/// broker gives what was not settled to others.
/// </summary>
internal sealed class RabbitMqSubscription(BrokerConnection connection, IChannel channel, BrokerQueue queue, TimeProvider time) : IQueueSubscription
{
    /// <summary>What the broker has given and nobody has taken; no more than the prefetch.</summary>
    private readonly Channel<RabbitMqDelivery> _arrived = Channel.CreateUnbounded<RabbitMqDelivery>(new UnboundedChannelOptions { SingleWriter = true });

    /// <summary>What was taken and not settled.</summary>
    private readonly ConcurrentDictionary<ulong, RabbitMqDelivery> _unsettled = [];

    /// <summary>Fires when it is disposed.</summary>
    private readonly CancellationTokenSource _closing = new();

    /// <summary>How often in a row a copy had no room.</summary>
    private int _refused;

    private string? _tag;
    private int _disposed;

    private string Id => queue.Declaration.Id;

    public async ValueTask StartAsync(ushort prefetch, CancellationToken cancellationToken)
    {
        await channel.BasicQosAsync(0, prefetch, global: false, cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += Arrive;

        // The queue was deleted, or its node went away.
        consumer.UnregisteredAsync += (_, _) => Close(null);
        channel.ChannelShutdownAsync += (_, shutdown) => Close(shutdown.Exception);
        _tag = await channel.BasicConsumeAsync(queue.Name, autoAck: false, consumer, cancellationToken);
    }

    public async ValueTask<QueueDelivery> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            RabbitMqDelivery delivery;
            try
            {
                delivery = await _arrived.Reader.ReadAsync(cancellationToken);
            }
            catch (ChannelClosedException closed)
            {
                throw BrokerErrors.Unavailable("receive", closed.InnerException ?? closed);
            }

            Take(delivery);
            if (!delivery.CameBefore)
                return delivery;

            // The broker tells that it was given to somebody before, not how often. A copy with one attempt more counts that.
            await RetryAsync(delivery, TimeSpan.Zero, "the program that handled it ended, or lost its connection to the broker");
        }
    }

    public ValueTask AcknowledgeAsync(QueueDelivery delivery) => AcknowledgeAsync("ack", Claim("ack", delivery));

    public ValueTask RetryAsync(QueueDelivery delivery, TimeSpan delay, string error)
    {
        DelayLevels.Verify("nack", delay);
        return ReplaceAsync("nack", Claim("nack", delivery), DelayLevels.To(queue.Name, delay), delivery.Attempt, new Dictionary<string, string> { [QueueHeaders.Error] = error });
    }

    public ValueTask DeadLetterAsync(QueueDelivery delivery, string error)
    {
        if (queue.DeadName is not { } dead)
            throw BrokerErrors.Invalid($"dead-letter: the queue '{Id}' has no queue of dead letters");
        var why = new Dictionary<string, string>
        {
            [QueueHeaders.Error] = error,
            [QueueHeaders.DeadFrom] = Id,
            [QueueHeaders.Attempts] = delivery.Attempt.ToString(CultureInfo.InvariantCulture),
        };
        return ReplaceAsync("dead-letter", Claim("dead-letter", delivery), Route.To(dead), 0, why);
    }

    public ValueTask ReleaseAsync(QueueDelivery delivery) => ReleaseAsync(Claim("release", delivery));

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _closing.CancelAsync();
        try
        {
            if (channel.IsOpen && _tag is not null)
                await channel.BasicCancelAsync(_tag);
            await GiveBackAsync();
        }
        catch (Exception thrown) when (BrokerErrors.IsUnavailable(thrown) || thrown is ProcessException { Kind: ErrorKind.Unavailable })
        {
            // The broker gives back by itself what a lost consumer had.
        }
        finally
        {
            _arrived.Writer.TryComplete();
            while (_arrived.Reader.TryRead(out _))
                queue.Count(-1);
            queue.Count(-_unsettled.Count);
            await channel.DisposeAsync();
        }
    }

    /// <summary>Gives back what was not taken, and what was taken and not settled.</summary>
    private async ValueTask GiveBackAsync()
    {
        _arrived.Writer.TryComplete();
        var released = new List<Task>();
        while (_arrived.Reader.TryRead(out var arrived))
            Take(arrived);
        foreach (var delivery in _unsettled.Values)
        {
            if (delivery.TrySettle())
                released.Add(ReleaseAsync(delivery).AsTask());
        }

        await Task.WhenAll(released);
    }

    /// <summary>A requeue by the broker would count as an attempt, so a copy takes its place, at the end of the queue.</summary>
    private ValueTask ReleaseAsync(RabbitMqDelivery delivery) => ReplaceAsync("release", delivery, Route.To(queue.Name), delivery.Attempt - 1, null);

    /// <summary>Publishes a copy elsewhere, and then takes the original away.</summary>
    private async ValueTask ReplaceAsync(string operation, RabbitMqDelivery delivery, Route route, int failedAttempts, Dictionary<string, string>? more)
    {
        var taken = false;
        try
        {
            var properties = BrokerMessages.ToProperties(delivery.Message, failedAttempts, more);
            taken = await connection.PublishAsync(operation, route, properties, delivery.Message.Body, CancellationToken.None);
        }
        finally
        {
            // Where the copy has no room, the original comes again by itself.
            if (!taken)
            {
                await PauseAsync();
                await RequeueAsync(operation, delivery);
            }
        }

        if (taken)
        {
            Volatile.Write(ref _refused, 0);
            await AcknowledgeAsync(operation, delivery);
        }
    }

    /// <summary>Waits, more each time in a row: what is put back into a full queue comes again at once, and would go round as fast as the broker can.</summary>
    private async ValueTask PauseAsync()
    {
        var times = Math.Min(Interlocked.Increment(ref _refused), 10);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(100 << times, 10_000)), time, _closing.Token);
        }
        catch (OperationCanceledException)
        {
            // It is given back at once then.
        }
    }

    private ValueTask AcknowledgeAsync(string operation, RabbitMqDelivery delivery) =>
        SettleAsync(operation, delivery, channel.BasicAckAsync(delivery.Tag, multiple: false));

    private ValueTask RequeueAsync(string operation, RabbitMqDelivery delivery) =>
        SettleAsync(operation, delivery, channel.BasicNackAsync(delivery.Tag, multiple: false, requeue: true));

    private async ValueTask SettleAsync(string operation, RabbitMqDelivery delivery, ValueTask sent)
    {
        try
        {
            await sent;
        }
        catch (Exception thrown) when (BrokerErrors.IsUnavailable(thrown))
        {
            throw BrokerErrors.Unavailable(operation, thrown);
        }
        finally
        {
            if (_unsettled.TryRemove(delivery.Tag, out _))
                queue.Count(-1);
        }
    }

    private void Take(RabbitMqDelivery delivery) => _unsettled[delivery.Tag] = delivery;

    /// <summary>A delivery of this subscription that nobody has settled; the caller settles it.</summary>
    private RabbitMqDelivery Claim(string operation, QueueDelivery delivery)
    {
        if (delivery is not RabbitMqDelivery taken || !_unsettled.TryGetValue(taken.Tag, out var known) || !ReferenceEquals(known, taken) || !taken.TrySettle())
            throw BrokerErrors.Invalid($"{operation}: the message '{delivery.Message.Id}' is settled already, or another subscription's");
        return taken;
    }

    private Task Arrive(object sender, BasicDeliverEventArgs arrived)
    {
        // The body is the client's, for as long as this runs.
        var (message, failed) = BrokerMessages.FromProperties(arrived.BasicProperties, arrived.Body.ToArray());
        queue.Count(1);
        if (!_arrived.Writer.TryWrite(new RabbitMqDelivery(message, failed + 1, arrived.DeliveryTag, arrived.Redelivered)))
            queue.Count(-1);
        return Task.CompletedTask;
    }

    private Task Close(Exception? why)
    {
        _arrived.Writer.TryComplete(why);
        return Task.CompletedTask;
    }
}

/// <summary>A delivery of the broker.</summary>
internal sealed class RabbitMqDelivery(QueueMessage message, int attempt, ulong tag, bool cameBefore) : QueueDelivery(message, attempt)
{
    private int _settled;

    /// <summary>Whether the broker gave it to somebody before.</summary>
    public bool CameBefore { get; } = cameBefore;

    /// <summary>The number by which the channel knows it.</summary>
    public ulong Tag { get; } = tag;

    /// <summary>Claims the right to settle it; true for one caller.</summary>
    public bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;
}
