using Artel.Payloads;

namespace Artel;

/// <summary>
/// The queues as a process may use them (<c>Process.Queues</c>), or code outside of processes (<c>ArtelRuntime.Queues</c>). A message is handled at
/// least once: by a consumer of its queue, as often as it takes, or it ends among the dead letters. That of the runtime is thread-safe.
/// </summary>
/// <example><code>
/// await Process.Queues.PublishAsync("app:emails", new Email("ada@example.org", "Welcome"));
/// </code></example>
public abstract class QueueClient
{
    private protected QueueClient() { }

    /// <summary>
    /// The message that this process handles, or that the one handles that called it by exec (statement 130). A process that was spawned has
    /// none: it may live longer than the handling.
    /// </summary>
    /// <exception cref="ProcessException">INVALID: no message is being handled.</exception>
    public abstract QueueMessageContext Message { get; }

    /// <summary>Puts a message into a queue; completes when the queue's store has it for good.</summary>
    /// <typeparam name="T">The payload's type.</typeparam>
    /// <param name="queue">The queue's id.</param>
    /// <param name="payload">What the handler gets: a value with a codec, not null and no empty text.</param>
    /// <param name="options">Priority, delay and headers; null for none.</param>
    /// <param name="cancellationToken">Stops waiting; the message may be in the queue or not then.</param>
    /// <exception cref="ProcessException">
    /// INVALID: the id is empty or malformed, the payload missing, empty or without a codec, the priority above the queue's, a header reserved, or all of it
    /// too large. PERMISSION_DENIED. NOT_FOUND: there is no such queue. RATE_LIMITED: it is full. UNAVAILABLE: its store can't be reached.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public Task PublishAsync<T>(string queue, T payload, QueuePublishOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            if (payload is null or "" or byte[] { Length: 0 })
                throw new ProcessException(ErrorKind.Invalid, "publish: the data is missing or empty", retryable: false);
            return Open(queue).PublishAsync(PayloadBytes.From(payload), options, cancellationToken);
        }
        catch (ProcessException refused)
        {
            return Task.FromException(refused);
        }
    }

    /// <summary>What a queue holds now.</summary>
    /// <param name="queue">The queue's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">INVALID, NOT_FOUND, UNAVAILABLE.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public abstract Task<QueueInfo> GetInfoAsync(string queue, CancellationToken cancellationToken = default);

    /// <summary>A queue to publish to.</summary>
    /// <exception cref="ProcessException">INVALID, PERMISSION_DENIED, NOT_FOUND.</exception>
    internal abstract IQueueTarget Open(string queue);
}

/// <summary>A queue that somebody may publish to.</summary>
internal interface IQueueTarget
{
    /// <param name="body">The payload, as <see cref="PayloadBytes"/> has it.</param>
    /// <param name="options">Priority, delay and headers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task PublishAsync(byte[] body, QueuePublishOptions? options, CancellationToken cancellationToken);
}

/// <summary>How a message is published. Immutable.</summary>
public sealed record QueuePublishOptions
{
    /// <summary>
    /// What goes with the message, at most 64 names and 16 KiB in all; null for nothing. A name is not empty and does not start with <c>artel-</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Higher goes first, up to the queue's <c>MaxPriority</c>.</summary>
    public byte Priority { get; init; }

    /// <summary>How long the message waits before it is due, up to a year.</summary>
    public TimeSpan Delay { get; init; }
}

/// <summary>What a queue holds at a moment.</summary>
/// <param name="MessageCount">All messages: ready, delayed and in flight.</param>
/// <param name="Ready">Those that are due and not taken.</param>
/// <param name="ConsumerCount">How many consumers take from it, in all programs that share its store.</param>
public readonly record struct QueueInfo(long MessageCount, long Ready, int ConsumerCount);

/// <summary>A message of a queue while it is handled. For use in the process that got it; settled once.</summary>
public abstract class QueueMessageContext
{
    private protected QueueMessageContext() { }

    /// <summary>The message's id, the same at each attempt: by it a handler can tell what it has done before.</summary>
    public abstract string Id { get; }

    /// <summary>The id of its queue.</summary>
    public abstract string Queue { get; }

    /// <summary>The number of this attempt, from 1.</summary>
    public abstract int Attempt { get; }

    /// <summary>What the publisher wrote, and why earlier attempts failed (<c>artel-error</c>). Read-only.</summary>
    public abstract IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Acknowledges it before the handler returns: it does not come again, whatever happens from now on.</summary>
    /// <exception cref="ProcessException">INVALID: it is settled. UNAVAILABLE: the store can't be reached; the message comes again.</exception>
    public abstract Task AckAsync();

    /// <summary>Has it come again, or go to the dead letters if that was its last attempt, whatever the handler returns.</summary>
    /// <param name="error">Why; null for a text that says no more than that.</param>
    /// <param name="delay">When it comes again, from now; null for what the consumer's back-off says.</param>
    /// <exception cref="ProcessException">INVALID: it is settled, or the delay is negative or above a year. UNAVAILABLE: as for <see cref="AckAsync"/>.</exception>
    public abstract Task NackAsync(string? error = null, TimeSpan? delay = null);

    /// <summary>
    /// Moves it to the dead letters now, whatever attempt it is and whatever the handler returns: no other attempt would do better. In a queue that has no
    /// dead letters, such as one of dead letters, it comes again.
    /// </summary>
    /// <param name="error">Why; null for a text that says no more than that.</param>
    /// <exception cref="ProcessException">INVALID: it is settled. UNAVAILABLE: as for <see cref="AckAsync"/>.</exception>
    public abstract Task RejectAsync(string? error = null);
}

/// <summary>How a consumer is at a moment.</summary>
/// <param name="Queue">The queue's id.</param>
/// <param name="Function">The id of what handles its messages.</param>
/// <param name="Handling">How many messages are being handled.</param>
/// <param name="Trouble">
/// Why it handles nothing: its store can't be used, or its handler was refused what it needs (PERMISSION_DENIED). It tries again by itself. Null when all is well.
/// </param>
public sealed record QueueConsumerInfo(string Queue, string Function, int Handling, ProcessException? Trouble);
