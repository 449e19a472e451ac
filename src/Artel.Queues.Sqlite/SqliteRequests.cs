namespace Artel.Queues.Sqlite;

/// <summary>Something that the writer does, in the transaction of whatever else is asked for at the time.</summary>
internal interface ISqliteRequest
{
    /// <summary>Whether it is not done until it is on the disk.</summary>
    bool Syncs => false;

    /// <summary>Does it. What the writer knows of the queues changes at once: if the transaction fails, it is read anew.</summary>
    /// <exception cref="ProcessException">It is refused; the file and the queues are as before.</exception>
    void Run(SqliteWriter writer);

    /// <summary>The transaction is committed.</summary>
    void Complete();

    /// <summary>It was refused, or the transaction failed.</summary>
    void Fail(ProcessException error);
}

/// <summary>A request that somebody awaits.</summary>
internal abstract class SqliteRequest() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), ISqliteRequest
{
    public virtual bool Syncs => false;

    public abstract void Run(SqliteWriter writer);

    public void Complete() => TrySetResult();

    public void Fail(ProcessException error) => TrySetException(error);
}

internal sealed class SqlitePublish(SqliteQueue queue, QueueMessage message) : SqliteRequest
{
    public override bool Syncs => true;

    public override void Run(SqliteWriter writer)
    {
        if (queue.IsFull)
            throw FailedMessages.Full(queue.Declaration);
        var due = writer.DueAfter(message.Delay);
        writer.Store.Insert(queue.Number, message, due, Math.Min(message.Priority, queue.Declaration.MaxPriority));
        SqliteWriter.NoteAdded(queue, due);
    }
}

internal sealed class SqliteSubscribe(SqliteSubscription subscription) : SqliteRequest
{
    public override void Run(SqliteWriter writer) => subscription.Queue.Add(subscription);
}

internal sealed class SqliteUnsubscribe(SqliteSubscription subscription) : SqliteRequest
{
    public override void Run(SqliteWriter writer)
    {
        if (subscription.Queue.Remove(subscription))
            writer.End(subscription, FailedMessages.Closed(subscription.Queue.Declaration.Id));
    }
}

/// <summary>What becomes of a delivery.</summary>
internal abstract class SqliteSettlement(SqliteDelivery delivery) : SqliteRequest
{
    protected SqliteDelivery Delivery => delivery;

    protected SqliteQueue Queue => delivery.Subscription.Queue;

    public sealed override void Run(SqliteWriter writer)
    {
        delivery.Subscription.Settle(delivery);
        Settle(writer);
    }

    protected abstract void Settle(SqliteWriter writer);
}

internal sealed class SqliteAcknowledge(SqliteDelivery delivery) : SqliteSettlement(delivery)
{
    protected override void Settle(SqliteWriter writer) => writer.Store.Delete(Delivery.Sequence);
}

internal sealed class SqliteRetry(SqliteDelivery delivery, TimeSpan delay, string error) : SqliteSettlement(delivery)
{
    protected override void Settle(SqliteWriter writer)
    {
        var due = writer.DueAfter(delay);
        writer.Store.Retry(Delivery.Sequence, due, Delivery.Message.ToRetry(error).Headers);
        SqliteWriter.NoteAdded(Queue, due);
    }
}

internal sealed class SqliteRelease(SqliteDelivery delivery) : SqliteSettlement(delivery)
{
    protected override void Settle(SqliteWriter writer)
    {
        writer.Store.Release(Delivery.Sequence);
        SqliteWriter.NoteAdded(Queue, due: null);
    }
}

/// <summary>A dead letter: one statement moves it, so that it is in one of the two queues at every moment, also in a crash.</summary>
internal sealed class SqliteBury(SqliteDelivery delivery, SqliteQueue deadLetters, string error) : SqliteSettlement(delivery)
{
    protected override void Settle(SqliteWriter writer)
    {
        var dead = Delivery.Message.ToDeadLetter(Queue.Declaration.Id, Delivery.Attempt, error);
        writer.Store.Move(Delivery.Sequence, deadLetters.Number, dead.Headers);
        SqliteWriter.NoteAdded(deadLetters, due: null);
    }
}

internal sealed class SqliteStatistics(SqliteQueue queue)
    : TaskCompletionSource<QueueStatistics>(TaskCreationOptions.RunContinuationsAsynchronously), ISqliteRequest
{
    public void Run(SqliteWriter writer) => TrySetResult(queue.Statistics);

    public void Complete() { }

    public void Fail(ProcessException error) => TrySetException(error);
}

/// <summary>Somebody waits for a message.</summary>
internal sealed class SqliteReceive(SqliteSubscription subscription)
    : TaskCompletionSource<QueueDelivery>(TaskCreationOptions.RunContinuationsAsynchronously), ISqliteRequest
{
    public SqliteSubscription Subscription => subscription;

    /// <summary>Where it stands; null before, and once it is served or given up.</summary>
    public LinkedListNode<SqliteReceive>? Place { get; set; }

    /// <summary>What it got; null while it waits.</summary>
    public SqliteDelivery? Delivery { get; set; }

    public void Run(SqliteWriter writer)
    {
        if (subscription.Ended is { } ended)
            throw ended;
        subscription.Wait(this);
        subscription.Queue.HasChanged = true;
    }

    public void Complete()
    {
        if (Delivery is not null)
            TrySetResult(Delivery);
    }

    public void Fail(ProcessException error) => TrySetException(error);
}

/// <summary>A receive is given up, unless it has its message already.</summary>
internal sealed class SqliteGiveUp(SqliteWriter writer, SqliteReceive receive) : ISqliteRequest
{
    private CancellationToken _token;

    public void Post(CancellationToken token)
    {
        _token = token;
        writer.TryAdd(this);
    }

    public void Run(SqliteWriter writer)
    {
        if (receive.Subscription.GiveUp(receive))
            receive.TrySetCanceled(_token);
    }

    public void Complete() { }

    public void Fail(ProcessException error) { }
}

/// <summary>A message may be due.</summary>
internal sealed class SqliteTick : ISqliteRequest
{
    public void Run(SqliteWriter writer) => writer.NoteRing();

    public void Complete() { }

    public void Fail(ProcessException error) { }
}
