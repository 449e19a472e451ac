using Artel.Payloads;

namespace Artel.Queues;

/// <summary>
/// The dead letters of an application's queues, for whoever looks after it (<c>ArtelRuntime.DeadLetters</c>): what is there and why, and, once the cause is
/// mended, back to their queues. Thread-safe.
/// </summary>
/// <example><code>
/// foreach (var letter in await runtime.DeadLetters.PeekAsync("app:emails"))
///     Console.WriteLine($"{letter.Id} after {letter.Attempts} attempts: {letter.Error}");
/// await runtime.DeadLetters.RequeueAsync("app:emails", 1000);
/// </code></example>
public sealed class DeadLetters
{
    private const int Most = 10_000;

    private readonly QueueSystem _system;

    internal DeadLetters(QueueSystem system) => _system = system;

    /// <summary>The oldest dead letters, the highest priority first; they stay where they are.</summary>
    /// <param name="queue">The id of a queue, for those of its dead letters, or of a queue of dead letters. One that several queues share has the letters of all.</param>
    /// <param name="count">How many at most, from 1 to 10,000.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProcessException">INVALID: the id or the count. NOT_FOUND: there is no such queue. UNAVAILABLE: its store can't be reached.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public async Task<IReadOnlyList<DeadLetter>> PeekAsync(string queue, int count = 100, CancellationToken cancellationToken = default)
    {
        var (driver, letters) = Find("peek", queue, count);
        return [.. (await driver.PeekAsync(letters, count, cancellationToken).ConfigureAwait(false)).Select(static message => new DeadLetter(message))];
    }

    /// <summary>
    /// Moves the oldest dead letters back to the queues that they come from, where their attempts begin anew. One stays whose queue is full, or is not the
    /// application's any more. If the program crashes meanwhile, one may be in both queues, none is lost.
    /// </summary>
    /// <param name="queue">As for <see cref="PeekAsync"/>.</param>
    /// <param name="count">How many to look at, from 1 to 10,000.</param>
    /// <param name="cancellationToken">Stops waiting; some may be moved then.</param>
    /// <returns>How many were moved.</returns>
    /// <exception cref="ProcessException">As for <see cref="PeekAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public async Task<int> RequeueAsync(string queue, int count = 100, CancellationToken cancellationToken = default)
    {
        var (driver, letters) = Find("requeue", queue, count);
        return await driver.RequeueAsync(letters, count, cancellationToken).ConfigureAwait(false);
    }

    private (IQueueDriver Driver, string Letters) Find(string operation, string queue, int count)
    {
        if (count is < 1 or > Most)
            throw new ProcessException(ErrorKind.Invalid, $"{operation}: the count is {count}; it has to be between 1 and {Most}", retryable: false);
        var found = _system.Find(operation, queue);
        return (found.Driver, found.Declaration.DeadLetterQueue ?? found.Declaration.Id);
    }
}

/// <summary>A message that was given up. Immutable.</summary>
public sealed class DeadLetter
{
    private readonly QueueMessage _message;

    internal DeadLetter(QueueMessage message)
    {
        _message = message;
        Headers = QueueEnvelope.VisibleHeaders(message);
    }

    /// <summary>The message's id.</summary>
    public string Id => _message.Id;

    /// <summary>The queue that it comes from; null where somebody published it here.</summary>
    public string? Queue => Headers.GetValueOrDefault(QueueHeaders.DeadFrom);

    /// <summary>Why the last attempt failed; null where it does not say.</summary>
    public string? Error => Headers.GetValueOrDefault(QueueHeaders.Error);

    /// <summary>How many attempts there were; 0 where it does not say.</summary>
    public int Attempts => int.TryParse(Headers.GetValueOrDefault(QueueHeaders.Attempts), out var attempts) ? attempts : 0;

    /// <summary>What the publisher wrote, and what the runtime did (<see cref="QueueHeaders"/>).</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>What the handler was to get.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="ProcessException">INVALID: it is of another type, or can't be read.</exception>
    public T? GetPayload<T>() => PayloadBytes.To<T>(_message.Body.Span);
}
