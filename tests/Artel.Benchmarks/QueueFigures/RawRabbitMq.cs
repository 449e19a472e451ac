using System.Text;
using Artel.Queues;
using Artel.Queues.RabbitMQ;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Artel.Benchmarks.Queues;

/// <summary>
/// A queue on a broker as one uses it by hand: persistent messages, each publish awaits the broker's confirmation, each message is acknowledged by itself once
/// it is read. The same queue type, the same number of publishes under way, the same prefetch.
/// </summary>
internal static class RawRabbitMq
{
    public static async Task<Times> RunAsync(Uri address, RabbitMqQueueType type, int count, int atATime)
    {
        await using var connection = await new ConnectionFactory { Uri = address, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        await using var publisher = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await using var consumer = await connection.CreateChannelAsync();
        var queue = $"bench-raw-{Guid.NewGuid():N}";
        await publisher.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = type == RabbitMqQueueType.Quorum ? "quorum" : "classic" });
        try
        {
            var publish = await QueueFigures.TimeAsync(count, () => QueueFigures.Together(async (first, step) =>
            {
                for (var i = first; i < count; i += step)
                    await PublishAsync(publisher, queue, QueueFigures.NewMessage(i));
            }));
            await consumer.BasicQosAsync(0, (ushort)atATime, global: false);
            var consume = await QueueFigures.TimeAsync(count, () => ConsumeAsync(consumer, queue, count));
            return new Times(publish, consume);
        }
        finally
        {
            await publisher.QueueDeleteAsync(queue);
        }
    }

    private static ValueTask PublishAsync(IChannel channel, string queue, QueueMessage message) => channel.BasicPublishAsync(
        "",
        queue,
        mandatory: true,
        new BasicProperties
        {
            MessageId = message.Id,
            DeliveryMode = DeliveryModes.Persistent,
            Headers = message.Headers.ToDictionary(static header => header.Key, static header => (object?)header.Value),
        },
        message.Body);

    private static async Task ConsumeAsync(IChannel channel, string queue, int count)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, arrived) =>
        {
            try
            {
                QueueFigures.Verify(new QueueMessage(arrived.BasicProperties.MessageId!, arrived.Body.ToArray(), HeadersOf(arrived)), expected: null);
                await channel.BasicAckAsync(arrived.DeliveryTag, multiple: false);
                if (--count == 0)
                    done.SetResult();
            }
            catch (Exception failed)
            {
                done.TrySetException(failed);
            }
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        await done.Task;
    }

    /// <summary>The headers that are text; the client adds a number of its own.</summary>
    private static Dictionary<string, string> HeadersOf(BasicDeliverEventArgs arrived)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in arrived.BasicProperties.Headers!)
        {
            if (value is byte[] text)
                headers[name] = Encoding.UTF8.GetString(text);
        }

        return headers;
    }
}
