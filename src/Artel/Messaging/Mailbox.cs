using System.Runtime.CompilerServices;

namespace Artel.Messaging;

/// <summary>What a push into a <see cref="Mailbox"/> found.</summary>
internal enum MailboxPush
{
    /// <summary>The owner has ended; the envelope was not taken.</summary>
    Closed,

    /// <summary>Taken; the owner is scheduled or running already.</summary>
    Queued,

    /// <summary>Taken, and the owner was idle: the pusher has to schedule it.</summary>
    WakeOwner,
}

/// <summary>
/// A lock-free list with many producers and one consumer that is also the owner's scheduling state. The head is one of: the idle
/// mark (owner asleep), null (owner awake, nothing new), an envelope (owner awake), the closed mark (owner ended). One
/// compare-and-swap therefore queues an envelope, decides who schedules the owner, and tells a dead one from a living one: what was
/// pushed before the close is always drained by the owner, what comes after is always refused.
/// </summary>
internal struct Mailbox
{
    private static readonly Envelope Idle = new Mark();
    private static readonly Envelope Closed = new Mark();

    /// <summary>Newest envelope first, or one of the marks. Shared by all threads.</summary>
    private Envelope? _head;

    /// <summary>What was taken from the head, oldest first. Owned by the consumer.</summary>
    private Envelope? _drained;

    /// <summary>A mailbox whose owner is about to be scheduled for the first time.</summary>
    public static Mailbox Awake => default;

    /// <summary>Whether the owner has closed it.</summary>
    public readonly bool IsClosed => ReferenceEquals(Volatile.Read(in _head), Closed);

    /// <summary>Adds an envelope; any thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MailboxPush Push(Envelope envelope)
    {
        var head = Volatile.Read(ref _head);
        while (true)
        {
            if (ReferenceEquals(head, Closed))
                return MailboxPush.Closed;

            var wasIdle = ReferenceEquals(head, Idle);
            envelope.Next = wasIdle ? null : head;
            var seen = Interlocked.CompareExchange(ref _head, envelope, head);
            if (ReferenceEquals(seen, head))
                return wasIdle ? MailboxPush.WakeOwner : MailboxPush.Queued;
            head = seen;
        }
    }

    /// <summary>Whether the owner sleeps. Any thread.</summary>
    public readonly bool IsAsleep => ReferenceEquals(Volatile.Read(in _head), Idle);

    /// <summary>
    /// How many envelopes were pushed and not taken by the consumer's last look. Any thread; a rough figure while others push and take.
    /// </summary>
    public readonly int CountPushed()
    {
        var count = 0;
        for (var envelope = Volatile.Read(in _head); envelope is not null and not Mark; envelope = envelope.Next)
            count++;
        return count;
    }

    /// <summary>The newest envelope that was pushed and not drained; the others hang on it. Any thread, while others push and take.</summary>
    public readonly Envelope? Newest => Volatile.Read(in _head) is { } head and not Mark ? head : null;

    /// <summary>The oldest envelope that was drained and not taken; the others hang on it. Any thread, while the consumer takes.</summary>
    public readonly Envelope? Drained => Volatile.Read(in _drained);

    /// <summary>How many envelopes the consumer has taken a look at and not taken. Any thread; a rough figure.</summary>
    public readonly int CountDrained()
    {
        var count = 0;
        for (var envelope = _drained; envelope is not null; envelope = envelope.Next)
            count++;
        return count;
    }

    /// <summary>Takes the oldest envelope; the consumer only, while awake.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPop(out Envelope envelope)
    {
        var first = _drained ?? Drain();
        if (first is null)
        {
            envelope = null!;
            return false;
        }

        _drained = first.Next;
        first.Next = null;
        envelope = first;
        return true;
    }

    /// <summary>Puts the owner to sleep if nothing waits; false when there is more. The consumer only.</summary>
    public bool TrySleep() =>
        _drained is null && Interlocked.CompareExchange(ref _head, Idle, null) is null;

    /// <summary>
    /// Closes it for ever and gives what had not been taken, oldest first, as a linked list. The consumer only, once.
    /// </summary>
    public Envelope? Close()
    {
        var rest = Reverse(Interlocked.Exchange(ref _head, Closed));
        if (_drained is null)
            return rest;

        var first = _drained;
        var last = first;
        while (last.Next is not null)
            last = last.Next;
        last.Next = rest;
        _drained = null;
        return first;
    }

    private Envelope? Drain()
    {
        if (Volatile.Read(ref _head) is null)
            return null;
        return Reverse(Interlocked.Exchange(ref _head, null));
    }

    private static Envelope? Reverse(Envelope? newestFirst)
    {
        if (ReferenceEquals(newestFirst, Idle) || ReferenceEquals(newestFirst, Closed))
            return null;

        Envelope? oldestFirst = null;
        while (newestFirst is not null)
        {
            var next = newestFirst.Next;
            newestFirst.Next = oldestFirst;
            oldestFirst = newestFirst;
            newestFirst = next;
        }

        return oldestFirst;
    }

    private sealed class Mark : Envelope;
}
