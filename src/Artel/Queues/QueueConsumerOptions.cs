using Artel.Security;

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

    /// <summary>
    /// How long a handler may take before it is cancelled, and terminated 5 seconds later, and the attempt has failed; null for no limit.
    /// </summary>
    public TimeSpan? HandlerTimeout { get; set; }

    /// <summary>
    /// The host that runs the handlers. Null for the host of the function: what its definition names, else <c>UseFunctionHost</c>, else the only host.
    /// </summary>
    public string? Host { get; set; }

    /// <summary>
    /// Whom the handlers act for. <see cref="QueueIdentity.Consumer"/> unless set: whoever can write into a store can forge a message.
    /// </summary>
    public QueueIdentity RunAs { get; set; }

    /// <summary>Who the handlers act for, if not the publisher. Null for the application's identity (<c>UseIdentity</c>).</summary>
    public Actor? Actor { get; set; }

    /// <summary>The ids of the policies of the handlers' scope. With no policy and no group it is the scope of the application's identity.</summary>
    public IReadOnlyList<string> Policies { get; set; } = [];

    /// <summary>The ids of the policy groups of the handlers' scope.</summary>
    public IReadOnlyList<string> Groups { get; set; } = [];
}

/// <summary>Whom the handlers of a consumer act for.</summary>
public enum QueueIdentity
{
    /// <summary>The consumer: its actor and scope, and no context values.</summary>
    Consumer = 0,

    /// <summary>
    /// The publisher: the actor and the context values that came with the message, within the consumer's scope. For stores that nobody else writes into.
    /// </summary>
    Publisher,
}
