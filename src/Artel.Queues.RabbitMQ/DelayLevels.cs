using RabbitMQ.Client;

namespace Artel.Queues.RabbitMQ;

/// <summary>
/// Delays on a broker that has none. A delay is a number of ticks; for each of its binary digits there is a queue in which messages expire
/// after that power of two of ticks. A message goes through the queues of the digits that are one, from the highest down, and then to its own queue. All
/// messages of a level wait equally long, so none is behind another that waits longer.
/// </summary>
/// <remarks>
/// The levels are quorum queues, also where the queues themselves are classic ones: those hand on what has expired without looking whether it arrives, and
/// lose it where its queue is full.
/// </remarks>
internal static class DelayLevels
{
    /// <summary>Delays are rounded up to it.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private const int Count = 20;

    /// <summary>The longest delay, a little more than 29 hours.</summary>
    public static readonly TimeSpan Longest = Tick * ((1 << Count) - 1);

    private const string Prefix = "artel.delay";
    private const string Deliver = $"{Prefix}.deliver";

    /// <summary>Makes the levels; again changes nothing.</summary>
    public static async ValueTask DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(Deliver, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        for (var level = 0; level < Count; level++)
        {
            var name = Level(level);
            var next = level == 0 ? Deliver : Level(level - 1);
            var arguments = QueueArguments.For(RabbitMqQueueType.Quorum);
            arguments["x-message-ttl"] = (long)(Tick * (1L << level)).TotalMilliseconds;
            arguments["x-dead-letter-exchange"] = next;
            arguments["x-dead-letter-strategy"] = "at-least-once";
            arguments["x-overflow"] = "reject-publish";
            await channel.ExchangeDeclareAsync(name, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
            await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(name, name, Pattern(level, '1'), cancellationToken: cancellationToken);
            await channel.ExchangeBindAsync(next, name, Pattern(level, '0'), cancellationToken: cancellationToken);
        }
    }

    /// <summary>Has the last level deliver to a queue.</summary>
    public static async ValueTask BindAsync(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        var pattern = string.Concat(Enumerable.Repeat("*.", Count)) + Encode(queue);
        await channel.QueueBindAsync(queue, Deliver, pattern, cancellationToken: cancellationToken);
    }

    /// <summary>The way to a queue that takes this long.</summary>
    public static Route To(string queue, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
            return Route.To(queue);
        var ticks = (int)Math.Ceiling(Math.Min(delay / Tick, Longest / Tick));
        var digits = new char[Count * 2];
        for (var level = 0; level < Count; level++)
        {
            digits[(Count - 1 - level) * 2] = (ticks >> level & 1) == 1 ? '1' : '0';
            digits[(Count - 1 - level) * 2 + 1] = '.';
        }

        return new Route(queue, Level(int.Log2(ticks)), new string(digits) + Encode(queue));
    }

    /// <summary>Whether a name is one of the exchanges or queues of delays.</summary>
    public static bool IsLevel(string name) => name.StartsWith($"{Prefix}.", StringComparison.Ordinal);

    private static string Level(int level) => $"{Prefix}.{level:00}";

    /// <summary>The keys whose digit of a level is this one.</summary>
    private static string Pattern(int level, char digit) => string.Concat(Enumerable.Repeat("*.", Count - 1 - level)) + digit + ".#";

    /// <summary>A queue's id as one word of a routing key, where dots part the words.</summary>
    private static string Encode(string queue) =>
        queue.Replace("%", "%25", StringComparison.Ordinal).Replace(".", "%2E", StringComparison.Ordinal);
}
