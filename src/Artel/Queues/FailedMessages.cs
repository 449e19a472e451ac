using System.Globalization;

namespace Artel.Queues;

/// <summary>What becomes of a message that was not handled: the same one, with headers that say so. For drivers.</summary>
internal static class FailedMessages
{
    /// <summary>The message as it comes again: with the error of its last attempt.</summary>
    public static QueueMessage ToRetry(this QueueMessage message, string error) => message with
    {
        Headers = new Dictionary<string, string>(message.Headers, StringComparer.Ordinal) { [QueueHeaders.Error] = error },
    };

    /// <summary>The message as a dead letter: with its last error, the queue that it comes from, and how many attempts there were.</summary>
    public static QueueMessage ToDeadLetter(this QueueMessage message, string queue, int attempts, string error) => message with
    {
        Headers = new Dictionary<string, string>(message.Headers, StringComparer.Ordinal)
        {
            [QueueHeaders.Error] = error,
            [QueueHeaders.DeadFrom] = queue,
            [QueueHeaders.Attempts] = attempts.ToString(CultureInfo.InvariantCulture),
        },
    };

    /// <summary>A dead letter as it goes back to its queue: with its last error, and no word of its death.</summary>
    public static QueueMessage ToRequeued(this QueueMessage deadLetter)
    {
        var headers = new Dictionary<string, string>(deadLetter.Headers, StringComparer.Ordinal);
        headers.Remove(QueueHeaders.DeadFrom);
        headers.Remove(QueueHeaders.Attempts);
        return deadLetter with { Headers = headers };
    }

    /// <summary>The queue that a dead letter comes from; null where it says none.</summary>
    public static string? OriginOf(QueueMessage deadLetter) => deadLetter.Headers.GetValueOrDefault(QueueHeaders.DeadFrom);

    /// <summary>The error of an operation on a queue that was not declared.</summary>
    public static ProcessException NoQueue(string operation, string queue) => new(
        ErrorKind.NotFound, $"{operation}: there is no queue '{queue}'; add it with AddQueue, or to the configuration", retryable: false);

    /// <summary>The error of a publish into a full queue.</summary>
    public static ProcessException Full(QueueDeclaration queue) => new(
        ErrorKind.RateLimited, $"publish: the queue '{queue.Id}' holds {queue.MaxLength} messages, its limit (MaxLength)", retryable: true);

    /// <summary>The error of settling a delivery that is settled, or was given back.</summary>
    public static ProcessException Settled(QueueDelivery delivery) => new(
        ErrorKind.Invalid, $"settle: the message {delivery.Message.Id} was settled before, or was given back", retryable: false);

    /// <summary>The error of a subscription that was disposed.</summary>
    public static ProcessException Closed(string queue) => new(
        ErrorKind.Unavailable, $"receive: the subscription to '{queue}' was closed", retryable: true);
}
