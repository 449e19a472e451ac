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
    private const string Due = $"{Prefix}.due";

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
    /// <param name="channel">Where to.</param>
    /// <param name="queue">What the broker calls the queue.</param>
    /// <param name="isBounded">
    /// Whether the queue may be full. What is due waits for its room in a queue of its own then: in the level it would hold up what is behind it, which may be
    /// on its way elsewhere.
    /// </param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async ValueTask BindAsync(IChannel channel, string queue, bool isBounded, CancellationToken cancellationToken)
    {
        var pattern = string.Concat(Enumerable.Repeat("*.", Count)) + Encode(queue);
        var target = queue;
        if (isBounded)
        {
            target = DueOf(queue);
            var arguments = QueueArguments.For(RabbitMqQueueType.Quorum);
            arguments["x-message-ttl"] = 0;
            arguments["x-dead-letter-exchange"] = "";
            arguments["x-dead-letter-routing-key"] = queue;
            arguments["x-dead-letter-strategy"] = "at-least-once";
            arguments["x-overflow"] = "reject-publish";
            await channel.QueueDeclareAsync(target, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
        }

        await channel.QueueBindAsync(target, Deliver, pattern, cancellationToken: cancellationToken);
    }

    /// <summary>Where messages of a bounded queue wait that are due.</summary>
    public static string DueOf(string queue) => $"{Due}.{queue}";

    /// <summary>The way to a queue that takes this long, at most <see cref="Longest"/>.</summary>
    public static Route To(string queue, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
            return Route.To(queue);
        var ticks = (int)Math.Ceiling(delay / Tick);
        var digits = new char[Count * 2];
        for (var level = 0; level < Count; level++)
        {
            digits[(Count - 1 - level) * 2] = (ticks >> level & 1) == 1 ? '1' : '0';
            digits[(Count - 1 - level) * 2 + 1] = '.';
        }

        return new Route(queue, Level(int.Log2(ticks)), new string(digits) + Encode(queue));
    }

    /// <exception cref="ProcessException">INVALID: it is too long.</exception>
    public static void Verify(string operation, TimeSpan delay)
    {
        if (delay > Longest)
            throw BrokerErrors.Invalid($"{operation}: a delay of {delay} is longer than {Longest}, the longest on a broker");
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
