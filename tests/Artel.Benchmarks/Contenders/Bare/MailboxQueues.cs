using System.Collections.Concurrent;

namespace Artel.Benchmarks.Contenders.Bare;

/// <summary>A queue with many producers and one consumer that knows whether the consumer is scheduled.</summary>
internal interface IMailboxQueue
{
    void Initialize();

    /// <summary>Adds a message; true when the consumer slept and has to be scheduled by the caller.</summary>
    bool Push(object message);

    /// <summary>Takes the oldest message.</summary>
    bool TryPop(out object message);

    /// <summary>Puts the consumer to sleep if nothing is there.</summary>
    bool TrySleep();
}

/// <summary>A linked list that is pushed with one compare-and-swap and taken whole: the least that a mailbox can be.</summary>
internal struct StackQueue : IMailboxQueue
{
    private static readonly Node Asleep = new(null!);

    /// <summary>The newest message, null for none, or the mark of a sleeping consumer.</summary>
    private Node? _head;

    /// <summary>What was taken, oldest first.</summary>
    private Node? _taken;

    public void Initialize() => _head = Asleep;

    public bool Push(object message)
    {
        var node = new Node(message);
        var head = Volatile.Read(ref _head);
        while (true)
        {
            var wasAsleep = ReferenceEquals(head, Asleep);
            node.Next = wasAsleep ? null : head;
            var seen = Interlocked.CompareExchange(ref _head, node, head);
            if (ReferenceEquals(seen, head))
                return wasAsleep;
            head = seen;
        }
    }

    public bool TryPop(out object message)
    {
        var first = _taken ?? TakeAll();
        _taken = first?.Next;
        message = first?.Message!;
        return first is not null;
    }

    public bool TrySleep() => _taken is null && Interlocked.CompareExchange(ref _head, Asleep, null) is null;

    private Node? TakeAll()
    {
        if (Volatile.Read(ref _head) is null)
            return null;
        Node? oldest = null;
        for (var node = Interlocked.Exchange(ref _head, null); node is not null;)
        {
            var next = node.Next;
            node.Next = oldest;
            oldest = node;
            node = next;
        }

        return oldest;
    }

    private sealed class Node(object message)
    {
        public readonly object Message = message;
        public Node? Next;
    }
}

/// <summary>The library's queue and a flag.</summary>
internal struct LibraryQueue : IMailboxQueue
{
    private ConcurrentQueue<object> _queue;
    private int _awake;

    public void Initialize() => _queue = new ConcurrentQueue<object>();

    public bool Push(object message)
    {
        _queue.Enqueue(message);
        return Interlocked.CompareExchange(ref _awake, 1, 0) == 0;
    }

    public readonly bool TryPop(out object message) => _queue.TryDequeue(out message!);

    public bool TrySleep()
    {
        Interlocked.Exchange(ref _awake, 0);
        return _queue.IsEmpty || Interlocked.CompareExchange(ref _awake, 1, 0) != 0;
    }
}
