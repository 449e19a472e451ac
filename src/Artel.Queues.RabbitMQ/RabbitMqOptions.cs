namespace Artel.Queues.RabbitMQ;

/// <summary>How to reach a broker and what to keep there. For use at start-up only.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>
    /// The broker's address, <c>amqp://user:password@host:port/virtual-host</c>, or <c>amqps</c> for TLS. It holds a password, so it is
    /// never logged or named in an error.
    /// </summary>
    public Uri Address { get; set; } = new("amqp://localhost");

    /// <summary>What the broker's own tools call the connection; the application's name unless set.</summary>
    public string ConnectionName { get; set; } = AppDomain.CurrentDomain.FriendlyName;

    /// <summary>What is put before the queues' ids on the broker, for applications that share a virtual host; nothing unless set.</summary>
    public string NamePrefix { get; set; } = "";

    /// <summary>The type of the queues. A queue keeps the type that it was made with. Delayed messages wait in quorum queues in any case.</summary>
    public RabbitMqQueueType QueueType { get; set; } = RabbitMqQueueType.Quorum;
}

/// <summary>The types of a broker's queues that keep their messages when it restarts.</summary>
public enum RabbitMqQueueType
{
    /// <summary>Replicated over the broker's nodes. No priorities.</summary>
    Quorum,

    /// <summary>On one node of the broker, with priorities.</summary>
    Classic,
}
