using System.Collections.Frozen;

namespace Artel.Queues.Sqlite;

/// <summary>
/// Keeps messages in a SQLite file. A publish is complete when it is in the file's log and the log on the disk, so that it survives a kill and a loss of
/// power; what is taken and settled is in the log at once, and on the disk with the next publish: after a loss of power some of it may be repeated.
/// One program has the file at a time. Has priorities. Thread-safe.
/// </summary>
/// <param name="path">The file; made if it is not there.</param>
/// <param name="time">The clock of delays.</param>
/// <param name="mostPages">How many pages of 4 KiB the file may have; null for as many as there is room for.</param>
internal sealed class SqliteQueueDriver(string path, TimeProvider time, int? mostPages = null) : IQueueDriver
{
    private FrozenDictionary<string, SqliteQueue> _queues = FrozenDictionary<string, SqliteQueue>.Empty;

    /// <summary>Does all the work; null until the driver is open.</summary>
    private SqliteWriter? _writer;

    public string Name => "sqlite";

    public TimeSpan LongestDelay => TimeSpan.MaxValue;

    private SqliteWriter Writer => _writer ?? throw new ProcessException(
        ErrorKind.Unavailable, $"queues: the file '{path}' is not open yet", retryable: true);

    public async ValueTask OpenAsync(IReadOnlyList<QueueDeclaration> queues, CancellationToken cancellationToken)
    {
        // Waits for locks and the disk: not on the caller's thread.
        var (store, numbers) = await Task.Run(() => SqliteFile.Open(path, queues.Select(static queue => queue.Id), mostPages: mostPages), cancellationToken);
        _queues = queues.ToFrozenDictionary(
            static queue => queue.Id, queue => new SqliteQueue(queue, numbers[queue.Id]), StringComparer.Ordinal);
        foreach (var queue in _queues.Values)
        {
            // That they are declared was seen to before; a driver that is used alone finds it out at the first dead letter.
            if (queue.Declaration.DeadLetterQueue is { } dead)
                queue.DeadLetters = _queues.GetValueOrDefault(dead);
        }

        _writer = new SqliteWriter(store, [.. _queues.Values], time);
    }

    public async ValueTask PublishAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var publish = new SqlitePublish(Find("publish", queue), message);
        Writer.AddBounded(publish);
        await publish.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask<IQueueSubscription> SubscribeAsync(string queue, int prefetch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefetch, 1);
        var subscription = new SqliteSubscription(Writer, Find("subscribe", queue), prefetch);
        var subscribe = new SqliteSubscribe(subscription);
        Writer.Add(subscribe);
        await subscribe.Task.WaitAsync(cancellationToken);
        return subscription;
    }

    public async ValueTask<QueueStatistics> GetStatisticsAsync(string queue, CancellationToken cancellationToken)
    {
        var statistics = new SqliteStatistics(Find("info", queue));
        Writer.Add(statistics);
        return await statistics.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var peek = new SqlitePeek(Find("peek", queue), count);
        Writer.Add(peek);
        return await peek.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask<int> RequeueAsync(string deadLetters, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var requeue = new SqliteRequeue(Find("requeue", deadLetters), count, origin => _queues.GetValueOrDefault(origin));
        Writer.Add(requeue);
        return await requeue.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
            await _writer.CloseAsync();
    }

    private SqliteQueue Find(string operation, string queue) =>
        _queues.TryGetValue(queue, out var found) ? found : throw FailedMessages.NoQueue(operation, queue);
}
