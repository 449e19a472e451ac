namespace Artel.Queues;

/// <summary>
/// What keeps the messages of queues: memory, a file, a broker. The one seam between the runtime's queues and a store. It moves bytes and
/// counts attempts; who handles a message, how often and with which delay is decided above it. All members may be called by any thread.
/// </summary>
/// <remarks>
/// The promise to keep: a message whose <see cref="PublishAsync"/> has completed is delivered until somebody acknowledges it or moves it to the
/// dead letters; a crash of the program at any moment may repeat a delivery, never lose one. Failures are <see cref="ProcessException"/>:
/// NOT_FOUND for a queue that was not declared, RATE_LIMITED (retryable) for a full one, UNAVAILABLE (retryable) when the store can't be reached.
/// </remarks>
public interface IQueueDriver : IAsyncDisposable
{
    /// <summary>What logs and metrics call it: <c>memory</c>, <c>sqlite</c>, <c>rabbitmq</c>.</summary>
    string Name { get; }

    /// <summary>The longest delay that it keeps; a longer one is INVALID. <see cref="TimeSpan.MaxValue"/> where there is no limit.</summary>
    TimeSpan LongestDelay { get; }

    /// <summary>
    /// Makes the queues ready that the application declares; once, before anything else. What is in a store already stays; a queue that is there
    /// with other properties that can't be changed is INVALID and names both.
    /// </summary>
    /// <param name="queues">The queues, dead-letter queues among them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask OpenAsync(IReadOnlyList<QueueDeclaration> queues, CancellationToken cancellationToken);

    /// <summary>Puts a message into a queue; completes when the store has it for good.</summary>
    /// <param name="queue">The queue's id.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Stops waiting; the message may be there or not then.</param>
    ValueTask PublishAsync(string queue, QueueMessage message, CancellationToken cancellationToken);

    /// <summary>Begins to take messages out of a queue. Several subscriptions of a queue share its messages.</summary>
    /// <param name="queue">The queue's id.</param>
    /// <param name="prefetch">How many messages may be taken and not settled at a time; at least 1.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IQueueSubscription> SubscribeAsync(string queue, int prefetch, CancellationToken cancellationToken);

    /// <summary>What a queue holds now.</summary>
    /// <param name="queue">The queue's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<QueueStatistics> GetStatisticsAsync(string queue, CancellationToken cancellationToken);

    /// <summary>The next messages of a queue that are due and not taken, in their order; they stay where they are.</summary>
    /// <param name="queue">The queue's id.</param>
    /// <param name="count">How many at most; at least 1.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken);

    /// <summary>
    /// Moves dead letters back to the queues that they come from, as messages that were never tried, in the order in which they are. One whose queue is full,
    /// or is not declared, stays. A crash of the program may leave one in both queues, never in none.
    /// </summary>
    /// <param name="deadLetters">The id of the queue of dead letters.</param>
    /// <param name="count">How many to look at, at most; at least 1.</param>
    /// <param name="cancellationToken">Stops waiting; some may be moved then.</param>
    /// <returns>How many were moved.</returns>
    ValueTask<int> RequeueAsync(string deadLetters, int count, CancellationToken cancellationToken);
}

/// <summary>
/// A consumer's side of a queue. Deliveries may be settled by any thread and in any order, each once. Disposing it gives back what is not
/// settled, without counting an attempt.
/// </summary>
/// <remarks>
/// When the store is lost, or the subscription is disposed, waiting and later calls are UNAVAILABLE; the consumer then subscribes anew. What was in flight
/// comes again. A delivery that was settled before, or given back, is INVALID.
/// </remarks>
public interface IQueueSubscription : IAsyncDisposable
{
    /// <summary>
    /// Takes the next message, the highest priority first where the store has priorities, else the oldest that is due; waits while there is none, and while
    /// the prefetch is used up. Several calls may wait at a time.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting; no message is taken then.</param>
    ValueTask<QueueDelivery> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>The message was handled: it is removed.</summary>
    /// <param name="delivery">What <see cref="ReceiveAsync"/> gave.</param>
    ValueTask AcknowledgeAsync(QueueDelivery delivery);

    /// <summary>The message was not handled: it comes again, with one attempt more.</summary>
    /// <param name="delivery">What <see cref="ReceiveAsync"/> gave.</param>
    /// <param name="delay">When it is due again, from now; zero for at once. It does not block the messages behind it.</param>
    /// <param name="error">Why; kept in the header <see cref="QueueHeaders.Error"/>.</param>
    ValueTask RetryAsync(QueueDelivery delivery, TimeSpan delay, string error);

    /// <summary>Moves the message to the queue of dead letters in one step: it is in one of the two at every moment, or after a crash in both.</summary>
    /// <param name="delivery">What <see cref="ReceiveAsync"/> gave.</param>
    /// <param name="error">Why; kept in the header <see cref="QueueHeaders.Error"/>.</param>
    ValueTask DeadLetterAsync(QueueDelivery delivery, string error);

    /// <summary>Gives the message back unhandled, without counting an attempt, as near to its old place as the store can.</summary>
    /// <param name="delivery">What <see cref="ReceiveAsync"/> gave.</param>
    ValueTask ReleaseAsync(QueueDelivery delivery);
}
