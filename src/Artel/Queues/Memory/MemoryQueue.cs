using System.Diagnostics.CodeAnalysis;

namespace Artel.Queues.Memory;

/// <summary>A queue in memory. Thread-safe; everything happens under its one lock, and nothing but its own code runs there.</summary>
internal sealed partial class MemoryQueue
{
    /// <summary>The longest time that the timer is armed for; a longer delay is looked at again then.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;

    /// <summary>New messages that are due, one line for each priority. Under the gate.</summary>
    private readonly Queue<MemoryEntry>[] _lines;

    /// <summary>The highest priority that may have something in its line. Under the gate.</summary>
    private int _highest;

    /// <summary>Messages that are due again, the first to go first. Under the gate.</summary>
    private readonly PriorityQueue<MemoryEntry, (int, long)> _returned = new();

    /// <summary>Messages that are not due yet, by when they are. Under the gate.</summary>
    private readonly PriorityQueue<MemoryEntry, (long, long)> _delayed = new();

    /// <summary>Wakes the queue when the next delayed message is due; null until there is one. Under the gate.</summary>
    private ITimer? _timer;

    /// <summary>Who takes messages, in the order in which they came. Under the gate.</summary>
    private readonly List<MemorySubscription> _subscriptions = [];

    /// <summary>Whose turn is next, so that subscriptions share the messages. Under the gate.</summary>
    private int _turn;

    /// <summary>How many messages there are, and how many of them are due and not taken. Under the gate.</summary>
    private int _count;
    private int _ready;
    private long _sequence;

    public MemoryQueue(QueueDeclaration declaration, TimeProvider time)
    {
        Declaration = declaration;
        _time = time;
        _lines = new Queue<MemoryEntry>[declaration.MaxPriority + 1];
        for (var i = 0; i < _lines.Length; i++)
            _lines[i] = new Queue<MemoryEntry>();
    }

    public QueueDeclaration Declaration { get; }

    /// <summary>Where its dead letters go; set before it is used.</summary>
    public MemoryQueue? DeadLetters { get; set; }

    public void Publish(QueueMessage message)
    {
        lock (_gate)
        {
            if (_count >= Declaration.MaxLength)
                throw FailedMessages.Full(Declaration);
            Add(message);
        }
    }

    public QueueStatistics Statistics()
    {
        lock (_gate)
            return new(_count, _ready, _subscriptions.Count);
    }

    public MemorySubscription Subscribe(int prefetch)
    {
        var subscription = new MemorySubscription(this, prefetch);
        lock (_gate)
            _subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>Ends all subscriptions: nothing is given out any more.</summary>
    public void Close()
    {
        MemorySubscription[] open;
        lock (_gate)
        {
            open = [.. _subscriptions];
            _timer?.Dispose();
        }

        foreach (var subscription in open)
            Close(subscription);
    }

    public void Close(MemorySubscription subscription)
    {
        lock (_gate)
        {
            if (!_subscriptions.Remove(subscription))
                return;
            subscription.Refuse(FailedMessages.Closed(Declaration.Id));
            foreach (var delivery in subscription.TakeAll())
                GiveBack(delivery.Entry with { Attempts = delivery.Attempt - 1 });
            Serve();
        }
    }

    public ValueTask<QueueDelivery> Receive(MemorySubscription subscription, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<QueueDelivery>(cancellationToken);
        MemoryReceive receive;
        lock (_gate)
        {
            if (subscription.IsClosed)
                throw FailedMessages.Closed(Declaration.Id);
            if (subscription.IsNext && TryTake(out var entry))
                return new(subscription.Hand(entry));
            receive = subscription.Wait();
        }

        return new(receive.WaitAsync(cancellationToken));
    }

    /// <summary>A receive is given up; false where it got its message already.</summary>
    public bool GiveUp(MemorySubscription subscription, MemoryReceive receive)
    {
        lock (_gate)
            return subscription.GiveUp(receive);
    }

    public void Acknowledge(MemoryDelivery delivery)
    {
        lock (_gate)
        {
            delivery.Subscription.Settle(delivery);
            _count--;
            Serve();
        }
    }

    public void Retry(MemoryDelivery delivery, TimeSpan delay, string error)
    {
        lock (_gate)
        {
            delivery.Subscription.Settle(delivery);
            var entry = delivery.Entry with { Message = delivery.Message.ToRetry(error) };
            if (delay > TimeSpan.Zero)
                Delay(entry, delay);
            else
                GiveBack(entry);
            Serve();
        }
    }

    public void Release(MemoryDelivery delivery)
    {
        lock (_gate)
        {
            delivery.Subscription.Settle(delivery);
            GiveBack(delivery.Entry with { Attempts = delivery.Attempt - 1 });
            Serve();
        }
    }

    public void DeadLetter(MemoryDelivery delivery, string error)
    {
        if (DeadLetters is null)
            throw new ProcessException(ErrorKind.Invalid, $"dead letter: '{Declaration.Id}' has no queue of dead letters", retryable: false);
        var dead = delivery.Message.ToDeadLetter(Declaration.Id, delivery.Attempt, error);
        lock (_gate)
            delivery.Subscription.Settle(delivery);

        // In both queues for a moment rather than in none. A full queue of dead letters takes it too: nothing is lost.
        lock (DeadLetters._gate)
            DeadLetters.Add(dead with { Delay = TimeSpan.Zero });
        lock (_gate)
        {
            _count--;
            Serve();
        }
    }

    private void Add(QueueMessage message)
    {
        var entry = new MemoryEntry(message, _sequence++, Math.Min(message.Priority, Declaration.MaxPriority), 0);
        _count++;
        if (message.Delay > TimeSpan.Zero)
        {
            Delay(entry, message.Delay);
            return;
        }

        _lines[entry.Priority].Enqueue(entry);
        _highest = Math.Max(_highest, entry.Priority);
        _ready++;
        Serve();
    }

    private void GiveBack(MemoryEntry entry)
    {
        _returned.Enqueue(entry, (-entry.Priority, entry.Sequence));
        _ready++;
    }

    /// <summary>Gives messages to those who wait for them and may have them.</summary>
    private void Serve()
    {
        while (_ready > 0 && TryFindWaiting(out var subscription) && TryTake(out var entry))
            subscription.Serve(entry);
    }

    private bool TryFindWaiting([NotNullWhen(true)] out MemorySubscription? waiting)
    {
        for (var i = 0; i < _subscriptions.Count; i++)
        {
            var at = (_turn + i) % _subscriptions.Count;
            if (!_subscriptions[at].IsWaiting)
                continue;
            _turn = at + 1;
            waiting = _subscriptions[at];
            return true;
        }

        waiting = null;
        return false;
    }

    /// <summary>Takes the next message that is due.</summary>
    private bool TryTake(out MemoryEntry entry)
    {
        while (_highest > 0 && _lines[_highest].Count == 0)
            _highest--;
        var line = _lines[_highest];
        var hasNew = line.TryPeek(out var first);
        if (_returned.Count > 0 && _returned.TryPeek(out var returned, out var place) && (!hasNew || place.CompareTo((-_highest, first.Sequence)) < 0))
        {
            entry = returned;
            _returned.Dequeue();
        }
        else if (hasNew)
        {
            entry = line.Dequeue();
        }
        else
        {
            entry = default;
            return false;
        }

        _ready--;
        entry = entry with { Attempts = entry.Attempts + 1 };
        return true;
    }

    private void Delay(MemoryEntry entry, TimeSpan delay)
    {
        var due = _time.GetUtcNow().UtcTicks + delay.Ticks;
        _delayed.Enqueue(entry, (due, entry.Sequence));
        if (_delayed.Peek().Sequence == entry.Sequence)
            Arm(delay);
    }

    private void Arm(TimeSpan wait)
    {
        wait = wait > LongestWait ? LongestWait : wait;
        _timer ??= _time.CreateTimer(static queue => ((MemoryQueue)queue!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        // Up to the next millisecond, the unit of timers: one that rings too early would ring again at once.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow().UtcTicks;
            while (_delayed.TryPeek(out var entry, out var due))
            {
                if (due.Item1 > now)
                {
                    Arm(TimeSpan.FromTicks(due.Item1 - now));
                    break;
                }

                _delayed.Dequeue();
                GiveBack(entry);
            }

            Serve();
        }
    }
}

/// <summary>A message in a queue in memory.</summary>
/// <param name="Message">The message.</param>
/// <param name="Sequence">Its number: the lower one came first.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Attempts">How often it was given out, and not given back uncounted.</param>
internal readonly record struct MemoryEntry(QueueMessage Message, long Sequence, int Priority, int Attempts);
