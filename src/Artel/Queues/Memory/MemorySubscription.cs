namespace Artel.Queues.Memory;

/// <summary>A consumer's side of a <see cref="MemoryQueue"/>. Its internal members are called under the queue's gate.</summary>
internal sealed class MemorySubscription(MemoryQueue queue, int prefetch) : IQueueSubscription
{
    /// <summary>Who waits for a message, the first to come first.</summary>
    private readonly LinkedList<MemoryReceive> _waiting = [];

    /// <summary>What is taken and not settled: a list through the deliveries themselves.</summary>
    private MemoryDelivery? _taken;
    private int _takenCount;

    /// <summary>Whether it gives nothing any more.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>Whether somebody waits and may have a message.</summary>
    internal bool IsWaiting => _waiting.Count > 0 && _takenCount < prefetch;

    /// <summary>Whether one who comes now may have a message at once.</summary>
    internal bool IsNext => _waiting.Count == 0 && _takenCount < prefetch;

    public ValueTask<QueueDelivery> ReceiveAsync(CancellationToken cancellationToken) => queue.Receive(this, cancellationToken);

    public ValueTask AcknowledgeAsync(QueueDelivery delivery)
    {
        queue.Acknowledge(Own(delivery));
        return default;
    }

    public ValueTask RetryAsync(QueueDelivery delivery, TimeSpan delay, string error)
    {
        queue.Retry(Own(delivery), delay, error);
        return default;
    }

    public ValueTask DeadLetterAsync(QueueDelivery delivery, string error)
    {
        queue.DeadLetter(Own(delivery), error);
        return default;
    }

    public ValueTask ReleaseAsync(QueueDelivery delivery)
    {
        queue.Release(Own(delivery));
        return default;
    }

    public ValueTask DisposeAsync()
    {
        queue.Close(this);
        return default;
    }

    internal MemoryReceive Wait()
    {
        var receive = new MemoryReceive(queue, this);
        receive.Place = _waiting.AddLast(receive);
        return receive;
    }

    internal bool GiveUp(MemoryReceive receive)
    {
        if (receive.Place is not { } place)
            return false;
        _waiting.Remove(place);
        receive.Place = null;
        return true;
    }

    /// <summary>Gives a message to the one who waits the longest.</summary>
    internal void Serve(in MemoryEntry entry)
    {
        var receive = _waiting.First!.Value;
        GiveUp(receive);
        receive.SetResult(Hand(entry));
    }

    /// <summary>Tells all who wait that there is nothing to wait for any more.</summary>
    internal void Refuse(ProcessException error)
    {
        IsClosed = true;
        while (_waiting.First?.Value is { } receive)
        {
            GiveUp(receive);
            receive.SetException(error);
        }
    }

    internal MemoryDelivery Hand(in MemoryEntry entry)
    {
        var delivery = new MemoryDelivery(entry, this) { Next = _taken };
        if (_taken is not null)
            _taken.Previous = delivery;
        _taken = delivery;
        _takenCount++;
        return delivery;
    }

    /// <exception cref="ProcessException">INVALID: it is settled.</exception>
    internal void Settle(MemoryDelivery delivery)
    {
        if (delivery.IsSettled)
            throw FailedMessages.Settled(delivery);
        delivery.IsSettled = true;
        _takenCount--;
        if (delivery.Next is { } next)
            next.Previous = delivery.Previous;
        if (delivery.Previous is { } previous)
            previous.Next = delivery.Next;
        else
            _taken = delivery.Next;
        (delivery.Next, delivery.Previous) = (null, null);
    }

    /// <summary>Takes away all that is not settled.</summary>
    internal IEnumerable<MemoryDelivery> TakeAll()
    {
        while (_taken is { } delivery)
        {
            Settle(delivery);
            yield return delivery;
        }
    }

    private MemoryDelivery Own(QueueDelivery delivery) => delivery is MemoryDelivery own && ReferenceEquals(own.Subscription, this)
        ? own
        : throw new ArgumentException("The delivery is of another subscription.", nameof(delivery));
}

/// <summary>A message that was taken out of a queue in memory. What can be set is under the queue's gate.</summary>
internal sealed class MemoryDelivery(in MemoryEntry entry, MemorySubscription subscription) : QueueDelivery(entry.Message, entry.Attempts)
{
    private readonly long _sequence = entry.Sequence;
    private readonly int _priority = entry.Priority;

    public MemoryEntry Entry => new(Message, _sequence, _priority, Attempt);

    public MemorySubscription Subscription => subscription;

    public bool IsSettled { get; set; }

    public MemoryDelivery? Next { get; set; }

    public MemoryDelivery? Previous { get; set; }
}

/// <summary>Somebody who waits for a message.</summary>
internal sealed class MemoryReceive(MemoryQueue queue, MemorySubscription subscription)
    : TaskCompletionSource<QueueDelivery>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>Where it stands; null once it is served or given up. Under the queue's gate.</summary>
    public LinkedListNode<MemoryReceive>? Place { get; set; }

    /// <summary>The message; a token that fires takes the wait away, unless the message is there already.</summary>
    public Task<QueueDelivery> WaitAsync(CancellationToken cancellationToken)
    {
        return cancellationToken.CanBeCanceled ? WithTokenAsync() : Task;

        async Task<QueueDelivery> WithTokenAsync()
        {
            using var registration = cancellationToken.UnsafeRegister(
                static (receive, token) =>
                {
                    var given = (MemoryReceive)receive!;
                    if (given.GiveUp())
                        given.SetCanceled(token);
                },
                this);
            return await Task;
        }
    }

    private bool GiveUp() => queue.GiveUp(subscription, this);
}
