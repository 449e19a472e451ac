using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Artel.Messaging;

/// <summary>
/// The owner's end of a mailbox with many producers and one consumer. It stands apart from the <see cref="MailboxHead"/>, which it is given:
/// an owner that takes what it has seen already touches nothing that senders write to.
/// </summary>
/// <remarks>
/// What was taken last stays the head, as the end of what is new, until the owner sleeps: so a message that finds the owner asleep costs
/// one exchange when it comes and one when the owner sleeps again. The taken one's <see cref="Envelope.Next"/> is what is to be taken next.
/// </remarks>
internal struct Mailbox
{
    /// <summary>What was taken last; null for nothing since the owner slept. Written by the consumer.</summary>
    private Envelope? _taken;

    /// <summary>Whether there is more of what the consumer has seen already. The consumer only.</summary>
    public readonly bool HasSeenMore => _taken?.Next is not null;

    /// <summary>
    /// Envelopes that were pushed and not taken, in no order. Any thread; a rough picture while others push and take.
    /// </summary>
    public readonly IEnumerable<Envelope> Waiting(in MailboxHead head)
    {
        var taken = Volatile.Read(in _taken);
        return WaitingIn(Volatile.Read(in head.Newest), taken);
    }

    /// <summary>Takes the oldest envelope; the consumer only, while awake.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPop(ref MailboxHead head, [NotNullWhen(true)] out Envelope? envelope)
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
            next = Volatile.Read(ref head.Newest);
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

    /// <summary>The next of what the consumer has seen already; null for nothing. The consumer only.</summary>
    public readonly Envelope? NextSeen => _taken?.Next;

    /// <summary>Whether nothing waits. The consumer only, while awake.</summary>
    public readonly bool IsEmpty(in MailboxHead head) => !HasSeenMore && ReferenceEquals(Volatile.Read(in head.Newest), _taken);

    /// <summary>Puts the owner to sleep if nothing waits; false when there is more. The consumer only.</summary>
    public bool TrySleep(ref MailboxHead head)
    {
        var taken = _taken;
        if (taken?.Next is not null)
            return false;

        // Before the exchange, after which another thread may be the consumer.
        _taken = null;
        if (ReferenceEquals(Interlocked.CompareExchange(ref head.Newest, MailboxHead.Idle, taken), taken))
            return true;
        _taken = taken;
        return false;
    }

    /// <summary>
    /// Closes it for ever and gives what had not been taken, oldest first, as a linked list. The consumer only, once.
    /// </summary>
    public Envelope? Close(ref MailboxHead head)
    {
        var taken = _taken;
        _taken = null;
        var newest = Interlocked.Exchange(ref head.Newest, MailboxHead.Closed);
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
        ReferenceEquals(newest, end) || newest is MailboxMark;

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

        for (var pushed = head; pushed is not null and not MailboxMark && !ReferenceEquals(pushed, taken); pushed = pushed.Next)
            yield return pushed;
    }
}
