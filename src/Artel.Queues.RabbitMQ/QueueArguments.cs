namespace Artel.Queues.RabbitMQ;

/// <summary>The properties with which queues are made.</summary>
internal static class QueueArguments
{
    public static Dictionary<string, object?> For(RabbitMqQueueType type) =>
        new() { ["x-queue-type"] = type == RabbitMqQueueType.Quorum ? "quorum" : "classic" };

    /// <param name="type">The queue's type.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="brokerVersion">The first number of the broker's version; 0 where it is not known.</param>
    public static Dictionary<string, object?> For(RabbitMqQueueType type, QueueDeclaration queue, int brokerVersion)
    {
        var arguments = For(type);

        // From 4 on a broker drops what it has given out 20 times. Attempts are counted here, and what is put back into a full queue is none.
        if (type == RabbitMqQueueType.Quorum && brokerVersion >= 4)
            arguments["x-delivery-limit"] = -1;
        if (queue.MaxLength is { } limit)
        {
            arguments["x-max-length"] = limit;
            arguments["x-overflow"] = "reject-publish";
        }

        if (queue.MaxPriority > 0)
            arguments["x-max-priority"] = (int)queue.MaxPriority;
        return arguments;
    }
}
