namespace Artel.Queues;

/// <summary>What a queue allows. For use at start-up only. The configuration's <c>Artel:Queues:{id}</c> goes before what code sets.</summary>
public sealed class QueueOptions
{
    /// <summary>How many messages it holds at most, those in flight included; null for no limit. A publish into a full one is RATE_LIMITED.</summary>
    public int? MaxLength { get; set; }

    /// <summary>The highest priority that its messages may have, from 0 (none) to 255.</summary>
    public byte MaxPriority { get; set; }

    /// <summary>How large a message's payload may be, in bytes of its wire form. One MiB unless set, at most 64 MiB.</summary>
    public int MaxMessageBytes { get; set; } = 1 << 20;

    /// <summary>
    /// Where messages go that used up their attempts; declared by itself if nobody else does. Null for the queue's id with <c>.dead</c> after it. A queue that
    /// another one names here has none itself.
    /// </summary>
    public string? DeadLetterQueue { get; set; }

    /// <summary>The name of the driver that keeps it. Null for the application's first one.</summary>
    public string? Driver { get; set; }
}
