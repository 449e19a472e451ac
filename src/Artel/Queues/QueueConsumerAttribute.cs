using Artel.Queues;

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

    /// <summary>How long a message waits after its first failure, as in <c>"5s"</c>; one second unless set.</summary>
    public string? InitialDelay { get; set; }

    /// <summary>How long it waits at most between two attempts, as in <c>"5m"</c>; one minute unless set.</summary>
    public string? MaxDelay { get; set; }

    /// <summary>What the delay is multiplied by with each failure; 2 unless set.</summary>
    public double BackoffFactor { get; set; } = 2;

    /// <summary>The part of a delay that is left to chance, in both directions, from 0 to 1; 0.1 unless set.</summary>
    public double Jitter { get; set; } = 0.1;

    /// <summary>
    /// How long a handler may take before it is cancelled, and terminated 5 seconds later, and the attempt has failed, as in <c>"30s"</c>; null for no limit.
    /// </summary>
    public string? HandlerTimeout { get; set; }

    /// <summary>The host that runs the handlers; null for the host of the function.</summary>
    public string? Host { get; set; }

    /// <summary>Whom the handlers act for; <see cref="QueueIdentity.Consumer"/> unless set.</summary>
    public QueueIdentity RunAs { get; set; }
}
