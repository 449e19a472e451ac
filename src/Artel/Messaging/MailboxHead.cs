using System.Runtime.CompilerServices;

namespace Artel.Messaging;

/// <summary>What a push into a mailbox found.</summary>
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
/// The end of a mailbox that senders push to: a lock-free list, newest first, that is also the owner's scheduling state. It is one of: the
/// idle mark (owner asleep), an envelope or null (owner awake), the closed mark (owner ended). One compare-and-swap therefore queues an
/// envelope, decides who schedules the owner, and tells a dead one from a living one: what was pushed before the close is always drained
/// by the owner, what comes after is always refused. The owner's end is a <see cref="Mailbox"/>.
/// </summary>
internal struct MailboxHead
{
    public static readonly Envelope Idle = new MailboxMark();
    public static readonly Envelope Closed = new MailboxMark();

    /// <summary>Newest envelope first, or one of the marks. Shared by all threads.</summary>
    public Envelope? Newest;

    /// <summary>Whether the owner has closed it. Any thread.</summary>
    public readonly bool IsClosed => ReferenceEquals(Volatile.Read(in Newest), Closed);

    /// <summary>Whether the owner sleeps. Any thread.</summary>
    public readonly bool IsAsleep => ReferenceEquals(Volatile.Read(in Newest), Idle);

    /// <summary>Wakes the owner up without an envelope; false when it is awake, or has ended. Who has woken it has to schedule it. Any thread.</summary>
    public bool TryWake() => IsAsleep && ReferenceEquals(Interlocked.CompareExchange(ref Newest, null, Idle), Idle);

    /// <summary>Adds an envelope; any thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MailboxPush Push(Envelope envelope)
    {
        // The guess costs nothing where it is right, as with a process that waits; where it is wrong, the exchange has brought the cache line
        // here to be written, which a read would not have.
        envelope.Next = null;
        var head = Interlocked.CompareExchange(ref Newest, envelope, Idle);
        if (ReferenceEquals(head, Idle))
            return MailboxPush.WakeOwner;
        while (!ReferenceEquals(head, Closed))
        {
            var wasIdle = ReferenceEquals(head, Idle);
            envelope.Next = wasIdle ? null : head;
            var seen = Interlocked.CompareExchange(ref Newest, envelope, head);
            if (ReferenceEquals(seen, head))
                return wasIdle ? MailboxPush.WakeOwner : MailboxPush.Queued;
            head = seen;
        }

        return MailboxPush.Closed;
    }
}

/// <summary>What is in the place of an envelope, and is none.</summary>
internal sealed class MailboxMark() : Envelope(home: 0);
