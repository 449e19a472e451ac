namespace Artel.Queues.RabbitMQ;

/// <summary>The properties with which queues are made.</summary>
internal static class QueueArguments
{
    public static Dictionary<string, object?> For(RabbitMqQueueType type) =>
        new() { ["x-queue-type"] = type == RabbitMqQueueType.Quorum ? "quorum" : "classic" };

    public static Dictionary<string, object?> For(RabbitMqQueueType type, QueueDeclaration queue)
    {
        var arguments = For(type);
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
