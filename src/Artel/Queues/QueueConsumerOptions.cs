namespace Artel.Queues;

/// <summary>How a consumer handles the messages of its queue. For use at start-up only.</summary>
public sealed class QueueConsumerOptions
{
    /// <summary>How many handlers may run at once (statement 129). 1 unless set.</summary>
    public int Concurrency { get; set; } = 1;

    /// <summary>How many messages may be taken and not settled, those being handled included. Null for twice <see cref="Concurrency"/>.</summary>
    public int? Prefetch { get; set; }

    /// <summary>How often a message is tried before it goes to the dead letters (statement 127). 5 unless set.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>How long a message waits after its first failure. One second unless set.</summary>
    public TimeSpan InitialDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long it waits at most between two attempts. One minute unless set.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What the delay is multiplied by with each failure. 2 unless set.</summary>
    public double BackoffFactor { get; set; } = 2;

    /// <summary>The part of a delay that is left to chance, in both directions, from 0 to 1. 0.1 unless set.</summary>
    public double Jitter { get; set; } = 0.1;

    /// <summary>How long a handler may take before it is cancelled and the attempt has failed; null for no limit.</summary>
    public TimeSpan? HandlerTimeout { get; set; }

    /// <summary>The host that runs the handlers. Null for the host of the function.</summary>
    public string? Host { get; set; }
}
