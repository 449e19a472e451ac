namespace Artel;

/// <summary>
/// Marks a method that handles the messages of a queue: a function (see <c>FunctionAttribute</c>), called with the message's payload, in a process
/// of its own. Returning acknowledges the message, an error has it come again (statement 126). Without <c>[Function]</c> beside it the
/// function's id is the queue's with <c>.consumer</c> after it.
/// </summary>
/// <param name="queue">The queue's id, <c>namespace:name</c>.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class QueueConsumerAttribute(string queue) : Attribute
{
    /// <summary>The queue's id.</summary>
    public string Queue { get; } = queue;

    /// <summary>How many handlers may run at once; 1 unless set.</summary>
    public int Concurrency { get; set; } = 1;

    /// <summary>How many messages may be taken and not settled; 0 for twice <see cref="Concurrency"/>.</summary>
    public int Prefetch { get; set; }

    /// <summary>How often a message is tried before it goes to the dead letters; 5 unless set.</summary>
    public int MaxAttempts { get; set; } = 5;
}
