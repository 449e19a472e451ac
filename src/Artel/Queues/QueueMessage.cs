namespace Artel.Queues;

/// <summary>A message of a queue, in the form in which stores keep it. Immutable.</summary>
/// <param name="Id">Unique; given at the publish, the same on each delivery.</param>
/// <param name="Body">The payload in the form of <c>PayloadBytes</c>.</param>
/// <param name="Headers">What the publisher and the runtime (<see cref="QueueHeaders"/>) wrote.</param>
public sealed record QueueMessage(string Id, ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Higher goes first, up to the queue's maximum.</summary>
    public byte Priority { get; init; }

    /// <summary>When it is due at the earliest, from its publish on; zero for at once.</summary>
    public TimeSpan Delay { get; init; }
}

/// <summary>A message that was taken and is to be settled. Drivers derive from it to keep what they need for that.</summary>
/// <param name="message">The message.</param>
/// <param name="attempt">The number of this attempt, from 1; a delivery that a crash cut off counts.</param>
public class QueueDelivery(QueueMessage message, int attempt)
{
    /// <summary>The message.</summary>
    public QueueMessage Message { get; } = message;

    /// <summary>The number of this attempt, from 1; a delivery that a crash cut off counts.</summary>
    public int Attempt { get; } = attempt;
}

/// <summary>The headers that the runtime writes. Publishers can't: a header that starts with <c>artel-</c> is INVALID.</summary>
public static class QueueHeaders
{
    /// <summary>Why the last attempt failed.</summary>
    public const string Error = "artel-error";

    /// <summary>In a dead letter: the queue that it comes from.</summary>
    public const string DeadFrom = "artel-dead-from";

    /// <summary>In a dead letter: how many attempts there were.</summary>
    public const string Attempts = "artel-attempts";
}

/// <summary>What a queue holds at a moment.</summary>
/// <param name="MessageCount">All messages: ready, delayed and in flight.</param>
/// <param name="Ready">Those that are due and not taken.</param>
/// <param name="ConsumerCount">Its subscriptions.</param>
public readonly record struct QueueStatistics(long MessageCount, long Ready, int ConsumerCount);
