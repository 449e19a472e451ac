namespace Artel.Queues.Sqlite;

/// <summary>A consumer's side of a queue in a file. Its internal members belong to the writer.</summary>
internal sealed class SqliteSubscription(SqliteWriter writer, SqliteQueue queue, int prefetch) : IQueueSubscription
{
    /// <summary>Who waits for a message, the first to come first.</summary>
    private readonly LinkedList<SqliteReceive> _waiting = [];

    /// <summary>What is taken and not settled.</summary>
    private readonly HashSet<SqliteDelivery> _taken = [];

    internal SqliteQueue Queue => queue;

    /// <summary>Why it gives nothing any more; null while it does.</summary>
    internal ProcessException? Ended { get; private set; }

    /// <summary>How many messages are waited for and may be had.</summary>
    internal int Demand => Math.Min(_waiting.Count, prefetch - _taken.Count);

    internal IReadOnlyCollection<SqliteDelivery> Taken => _taken;

    public async ValueTask<QueueDelivery> ReceiveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var receive = new SqliteReceive(this);
        writer.Add(receive);
        await using var registration = cancellationToken.UnsafeRegister(
            static (request, token) => ((SqliteGiveUp)request!).Post(token), new SqliteGiveUp(writer, receive));
        return await receive.Task;
    }

    public ValueTask AcknowledgeAsync(QueueDelivery delivery) => SettleAsync(new SqliteAcknowledge(Own(delivery)));

    public ValueTask RetryAsync(QueueDelivery delivery, TimeSpan delay, string error) => SettleAsync(new SqliteRetry(Own(delivery), delay, error));

    public ValueTask DeadLetterAsync(QueueDelivery delivery, string error)
    {
        if (queue.DeadLetters is null)
            throw new ProcessException(ErrorKind.Invalid, $"dead letter: '{queue.Declaration.Id}' has no queue of dead letters", retryable: false);
        return SettleAsync(new SqliteBury(Own(delivery), queue.DeadLetters, error));
    }

    public ValueTask ReleaseAsync(QueueDelivery delivery) => SettleAsync(new SqliteRelease(Own(delivery)));

    public async ValueTask DisposeAsync()
    {
        var unsubscribe = new SqliteUnsubscribe(this);
        if (writer.TryAdd(unsubscribe))
            await unsubscribe.Task;
    }

    internal void Wait(SqliteReceive receive) => receive.Place = _waiting.AddLast(receive);

    internal bool GiveUp(SqliteReceive receive)
    {
        if (receive.Place is not { } place)
            return false;
        _waiting.Remove(place);
        receive.Place = null;
        return true;
    }

    /// <summary>Gives a message to the one who waits the longest; that one learns of it when it is committed.</summary>
    internal SqliteReceive Serve(SqliteRow row)
    {
        var receive = _waiting.First!.Value;
        GiveUp(receive);
        receive.Delivery = new SqliteDelivery(this, row);
        _taken.Add(receive.Delivery);
        return receive;
    }

    /// <summary>Takes a delivery out of what is in flight.</summary>
    /// <exception cref="ProcessException">INVALID: it is settled. UNAVAILABLE: the subscription has ended.</exception>
    internal void Settle(SqliteDelivery delivery)
    {
        if (!_taken.Remove(delivery))
            throw Ended ?? FailedMessages.Settled(delivery);
        queue.Taken--;
        queue.HasChanged = true;
    }

    /// <summary>Gives nothing any more, and tells all who wait.</summary>
    internal void End(ProcessException error)
    {
        Ended = error;
        _taken.Clear();
        while (_waiting.First?.Value is { } receive)
        {
            GiveUp(receive);
            receive.TrySetException(error);
        }
    }

    private async ValueTask SettleAsync(SqliteSettlement settlement)
    {
        writer.Add(settlement);
        await settlement.Task;
    }

    private SqliteDelivery Own(QueueDelivery delivery) => delivery is SqliteDelivery own && ReferenceEquals(own.Subscription, this)
        ? own
        : throw new ArgumentException("The delivery is of another subscription.", nameof(delivery));
}

/// <summary>A message that was taken out of a file.</summary>
internal sealed class SqliteDelivery(SqliteSubscription subscription, SqliteRow row) : QueueDelivery(row.Message, row.Attempt)
{
    public SqliteSubscription Subscription => subscription;

    public long Sequence => row.Sequence;
}
