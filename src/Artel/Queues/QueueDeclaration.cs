namespace Artel.Queues;

/// <summary>A queue as the application declares it. Immutable.</summary>
/// <param name="Id">Its id, <c>namespace:name</c>.</param>
public sealed record QueueDeclaration(string Id)
{
    /// <summary>
    /// Where messages go that used up their attempts: the id of a queue that is declared too. Null in a queue of dead letters, whose messages
    /// stay where they are.
    /// </summary>
    public string? DeadLetterQueue { get; init; }

    /// <summary>How many messages it holds at most, those in flight included; null for no limit. A publish into a full one is RATE_LIMITED.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The highest priority that its messages may have; 0 for none. A store that has no priorities refuses others with INVALID.</summary>
    public byte MaxPriority { get; init; }
}
