using System.Diagnostics.CodeAnalysis;

namespace Artel.Runtime;

/// <content>
/// The bound of a mailbox: how many messages may wait to be received. Counted only where there is a bound, so that an unbounded mailbox
/// costs nothing for it.
/// </content>
internal sealed partial class Cell
{
    /// <summary>Whether a sender may wait for room instead of being refused.</summary>
    internal bool SendersMayWait => Host.MailboxFullPolicy == MailboxFullPolicy.Wait;

    /// <summary>Makes room for one message; the error where there is none. Any thread.</summary>
    internal ProcessException? ReserveRoom(string operation, out bool reserved)
    {
        reserved = false;
        var limit = _own.Kind.MailboxLimit;

        // One that has ended without ever having counted refuses the message itself.
        if (limit == 0 || ReferenceEquals(Relations, CellRelations.OfEnded))
            return null;

        // Nobody passes those who wait already.
        reserved = Volatile.Read(ref Relations.WaitingSends) is null && TryReserve();
        if (reserved)
            return null;
        var definition = Definition.MaxMailboxLength is not null;
        return new ProcessException(
            ErrorKind.RateLimited,
            $"{operation}: the mailbox of {Pid} holds {limit} messages, its limit; raise MaxMailboxLength of "
            + (definition ? $"definition '{Id}'" : $"host '{Host.Id}'")
            + (SendersMayWait ? ", or wait for room with SendAsync" : ""),
            retryable: true);
    }

    /// <summary>A message was received, or dropped: the first send that waits has its room.</summary>
    internal void ReleaseRoom(Message message)
    {
        if (!message.TakesRoom)
            return;
        message.TakesRoom = false;
        ReleaseRoom();
    }

    /// <summary>The room of a message that was not sent in the end. Any thread.</summary>
    internal void ReleaseRoom()
    {
        Interlocked.Decrement(ref Relations.Waiting);
        AdmitWaitingSends();
    }

    /// <summary>Has a message sent when there is room for it. Any thread.</summary>
    internal void SendWhenRoom(WaitingSend send)
    {
        bool ended;
        var relations = Relations;
        lock (relations)
        {
            ended = relations.HasEnded;
            if (!ended)
                (relations.WaitingSends ??= new()).Enqueue(send);
        }

        // After it stands in the queue, so that a release in between is not missed.
        if (ended)
            send.Refuse(ArtelRuntime.NotFound("send", Pid));
        else
            AdmitWaitingSends();
    }

    private bool TryReserve()
    {
        var relations = Relations;
        if (Interlocked.Increment(ref relations.Waiting) <= _own.Kind.MailboxLimit)
            return true;
        Interlocked.Decrement(ref relations.Waiting);
        return false;
    }

    /// <summary>Sends, in their order, what waits and has room now. Any thread.</summary>
    private void AdmitWaitingSends()
    {
        if (Volatile.Read(ref _relations) is not { } relations || Volatile.Read(ref relations.WaitingSends) is null)
            return;
        lock (relations)
        {
            while (relations.WaitingSends is not null)
            {
                var reserved = _own.Kind.MailboxLimit != 0;
                if (reserved && !TryReserve())
                    return;
                if (!TryTakeWaitingSend(relations, out var send))
                {
                    if (reserved)
                        Interlocked.Decrement(ref relations.Waiting);
                    return;
                }

                send.Message.TakesRoom = reserved;
                send.Message.SentAt = Runtime.CoarseTime;
                send.Complete(Post(send.Message) ? null : ArtelRuntime.NotFound("send", Pid));
            }
        }
    }

    /// <summary>Takes the first one that was not given up; under the lock.</summary>
    private static bool TryTakeWaitingSend(CellRelations relations, [NotNullWhen(true)] out WaitingSend? send)
    {
        while (relations.WaitingSends!.TryDequeue(out send))
        {
            if (!send.TryTake())
                continue;
            if (relations.WaitingSends.Count == 0)
                relations.WaitingSends = null;
            return true;
        }

        relations.WaitingSends = null;
        return false;
    }

    /// <summary>The process has ended: nobody waits for it any more.</summary>
    private void RefuseWaitingSends()
    {
        if (_relations is not { WaitingSends: not null } relations)
            return;
        Queue<WaitingSend>? sends;
        lock (relations)
        {
            sends = relations.WaitingSends;
            relations.WaitingSends = null;
        }

        while (sends is not null && sends.TryDequeue(out var send))
            send.Refuse(ArtelRuntime.NotFound("send", Pid));
    }
}
