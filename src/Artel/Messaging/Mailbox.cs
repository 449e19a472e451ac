using System.Diagnostics.CodeAnalysis;
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
/// mark (owner asleep), an envelope or null (owner awake), the closed mark (owner ended). One compare-and-swap therefore queues an
/// envelope, decides who schedules the owner, and tells a dead one from a living one: what was pushed before the close is always drained
/// by the owner, what comes after is always refused.
/// </summary>
/// <remarks>
/// What was taken last stays the head, as the end of what is new, until the owner sleeps: so a message that finds the owner asleep costs
/// one exchange when it comes and one when the owner sleeps again. The taken one's <see cref="Envelope.Next"/> is what is to be taken next.
/// </remarks>
internal struct Mailbox
{
    private static readonly Envelope Idle = new Mark();
    private static readonly Envelope Closed = new Mark();

    /// <summary>Newest envelope first, or one of the marks. Shared by all threads.</summary>
    private Envelope? _head;

    /// <summary>What was taken last; null for nothing since the owner slept. Written by the consumer.</summary>
    private Envelope? _taken;

    /// <summary>A mailbox whose owner is about to be scheduled for the first time.</summary>
    public static Mailbox Awake => default;

    /// <summary>Whether the owner has closed it.</summary>
    public readonly bool IsClosed => ReferenceEquals(Volatile.Read(in _head), Closed);

    /// <summary>Whether the owner sleeps. Any thread.</summary>
    public readonly bool IsAsleep => ReferenceEquals(Volatile.Read(in _head), Idle);

    /// <summary>Whether there is more of what the consumer has seen already. The consumer only.</summary>
    public readonly bool HasSeenMore => _taken?.Next is not null;

    /// <summary>
    /// Envelopes that were pushed and not taken, in no order. Any thread; a rough picture while others push and take.
    /// </summary>
    public readonly IEnumerable<Envelope> Waiting()
    {
        var taken = Volatile.Read(in _taken);
        return WaitingIn(Volatile.Read(in _head), taken);
    }

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

    /// <summary>Takes the oldest envelope; the consumer only, while awake.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPop([NotNullWhen(true)] out Envelope? envelope)
    {
        var taken = _taken;
        var next = taken?.Next;
        if (next is not null)
        {
            // Whoever keeps the taken one keeps none of the others with it.
            taken!.Next = null;
        }
        else
        {
            next = Volatile.Read(ref _head);
            if (ReferenceEquals(next, taken))
            {
                envelope = null;
                return false;
            }

            if (!ReferenceEquals(next!.Next, taken))
                next = OldestAfter(taken, next);
            else
                next.Next = null;
        }

        envelope = _taken = next;
        return true;
    }

    /// <summary>Puts the owner to sleep if nothing waits; false when there is more. The consumer only.</summary>
    public bool TrySleep()
    {
        var taken = _taken;
        if (taken?.Next is not null)
            return false;

        // Before the exchange, after which another thread may be the consumer.
        _taken = null;
        if (ReferenceEquals(Interlocked.CompareExchange(ref _head, Idle, taken), taken))
            return true;
        _taken = taken;
        return false;
    }

    /// <summary>
    /// Closes it for ever and gives what had not been taken, oldest first, as a linked list. The consumer only, once.
    /// </summary>
    public Envelope? Close()
    {
        var taken = _taken;
        _taken = null;
        var newest = Interlocked.Exchange(ref _head, Closed);
        var drained = taken?.Next;
        if (drained is null)
            return IsOver(newest, taken) ? null : OldestAfter(taken, newest!);

        taken!.Next = null;
        var last = drained;
        while (last.Next is not null)
            last = last.Next;
        last.Next = IsOver(newest, last) ? null : OldestAfter(last, newest!);
        return drained;
    }

    /// <summary>Turns the list of what is newer than an envelope around; gives the oldest.</summary>
    private static Envelope OldestAfter(Envelope? end, Envelope newest)
    {
        Envelope? oldest = null;
        for (var envelope = newest; !ReferenceEquals(envelope, end);)
        {
            var next = envelope!.Next;
            envelope.Next = oldest;
            oldest = envelope;
            envelope = next;
        }

        return oldest!;
    }

    private static bool IsOver(Envelope? newest, Envelope? end) =>
        ReferenceEquals(newest, end) || ReferenceEquals(newest, Idle) || ReferenceEquals(newest, Closed);

    private static IEnumerable<Envelope> WaitingIn(Envelope? head, Envelope? taken)
    {
        for (var drained = taken?.Next; drained is not null; drained = drained.Next)
            yield return drained;
        if (taken?.Next is not null)
        {
            // The newest of the drained ones is where what came after them ends.
            var end = taken;
            while (end.Next is { } next)
                end = next;
            taken = end;
        }

        for (var pushed = head; pushed is not null and not Mark && !ReferenceEquals(pushed, taken); pushed = pushed.Next)
            yield return pushed;
    }

    private sealed class Mark() : Envelope(isMessage: false);
}
