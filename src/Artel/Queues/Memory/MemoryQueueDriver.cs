using System.Collections.Frozen;

namespace Artel.Queues.Memory;

/// <summary>
/// Keeps messages in memory: the fastest driver, and the one that loses all that it holds when the program ends. For tests, and for messages that are
/// not worth keeping. Has priorities. Thread-safe.
/// </summary>
/// <param name="time">The clock of delays.</param>
internal sealed class MemoryQueueDriver(TimeProvider time) : IQueueDriver
{
    private FrozenDictionary<string, MemoryQueue> _queues = FrozenDictionary<string, MemoryQueue>.Empty;

    public string Name => "memory";

    public TimeSpan LongestDelay => TimeSpan.MaxValue;

    public ValueTask OpenAsync(IReadOnlyList<QueueDeclaration> queues, CancellationToken cancellationToken)
    {
        _queues = queues.ToFrozenDictionary(static queue => queue.Id, queue => new MemoryQueue(queue, time), StringComparer.Ordinal);
        foreach (var queue in _queues.Values)
        {
            if (queue.Declaration.DeadLetterQueue is { } dead)
                queue.DeadLetters = Find("open", dead);
        }

        return default;
    }

    public ValueTask PublishAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        Find("publish", queue).Publish(message);
        return default;
    }

    public ValueTask<IQueueSubscription> SubscribeAsync(string queue, int prefetch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefetch, 1);
        return new(Find("subscribe", queue).Subscribe(prefetch));
    }

    public ValueTask<QueueStatistics> GetStatisticsAsync(string queue, CancellationToken cancellationToken) => new(Find("info", queue).Statistics());

    public ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(Find("peek", queue).Peek(count));
    }

    public ValueTask<int> RequeueAsync(string deadLetters, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(Find("requeue", deadLetters).Requeue(count, origin => _queues.GetValueOrDefault(origin)));
    }

    public ValueTask DisposeAsync()
    {
        foreach (var queue in _queues.Values)
            queue.Close();
        return default;
    }

    private MemoryQueue Find(string operation, string queue) =>
        _queues.TryGetValue(queue, out var found) ? found : throw FailedMessages.NoQueue(operation, queue);
}
