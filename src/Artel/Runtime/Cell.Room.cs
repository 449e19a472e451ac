using System.Diagnostics.CodeAnalysis;

namespace Artel.Runtime;

/// <content>
/// The bound of a mailbox: how many messages may wait to be received. Counted only where there is a bound, so that an unbounded mailbox
/// costs nothing for it.
/// </content>
internal sealed partial class Cell
{
    /// <summary>How many messages wait, if there is a bound. Any thread.</summary>
    private int _waiting;

    /// <summary>Sends that wait for room, first come first served; null while there is none. Under the lock.</summary>
    private Queue<WaitingSend>? _waitingSends;

    /// <summary>How many messages may wait; 0 for no bound.</summary>
    private int _mailboxLimit;

    private void ApplyMailboxLimit()
    {
        _mailboxLimit = _definition.MaxMailboxLength ?? _host.MaxMailboxLength ?? 0;
        AdmitWaitingSends();
    }

    /// <summary>Whether a sender may wait for room instead of being refused.</summary>
    internal bool SendersMayWait => _host.MailboxFullPolicy == MailboxFullPolicy.Wait;

    /// <summary>Makes room for one message; the error where there is none. Any thread.</summary>
    internal ProcessException? ReserveRoom(string operation, out bool reserved)
    {
        // Nobody passes those who wait already.
        var limit = _mailboxLimit;
        reserved = limit != 0 && Volatile.Read(ref _waitingSends) is null && TryReserve();
        if (limit == 0 || reserved)
            return null;
        var definition = _definition.MaxMailboxLength is not null;
        return new ProcessException(
            ErrorKind.RateLimited,
            $"{operation}: the mailbox of {Pid} holds {limit} messages, its limit; raise MaxMailboxLength of "
            + (definition ? $"definition '{_definition.Id}'" : $"host '{_host.Id}'")
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
        Interlocked.Decrement(ref _waiting);
        AdmitWaitingSends();
    }

    /// <summary>Has a message sent when there is room for it. Any thread.</summary>
    internal void SendWhenRoom(WaitingSend send)
    {
        bool ended;
        lock (_relations)
        {
            ended = _ended;
            if (!ended)
                (_waitingSends ??= new()).Enqueue(send);
        }

        // After it stands in the queue, so that a release in between is not missed.
        if (ended)
            send.Refuse(ArtelRuntime.NotFound("send", Pid));
        else
            AdmitWaitingSends();
    }

    private bool TryReserve()
    {
        if (Interlocked.Increment(ref _waiting) <= _mailboxLimit)
            return true;
        Interlocked.Decrement(ref _waiting);
        return false;
    }

    /// <summary>Sends, in their order, what waits and has room now. Any thread.</summary>
    private void AdmitWaitingSends()
    {
        if (Volatile.Read(ref _waitingSends) is null)
            return;
        lock (_relations)
        {
            while (_waitingSends is not null)
            {
                var reserved = _mailboxLimit != 0;
                if (reserved && !TryReserve())
                    return;
                if (!TryTakeWaitingSend(out var send))
                {
                    if (reserved)
                        Interlocked.Decrement(ref _waiting);
                    return;
                }

                send.Message.TakesRoom = reserved;
                send.Message.SentAt = Runtime.CoarseTime;
                send.Complete(Post(send.Message) ? null : ArtelRuntime.NotFound("send", Pid));
            }
        }
    }

    /// <summary>Takes the first one that was not given up; under the lock.</summary>
    private bool TryTakeWaitingSend([NotNullWhen(true)] out WaitingSend? send)
    {
        while (_waitingSends!.TryDequeue(out send))
        {
            if (!send.TryTake())
                continue;
            if (_waitingSends.Count == 0)
                _waitingSends = null;
            return true;
        }

        _waitingSends = null;
        return false;
    }

    /// <summary>The process has ended: nobody waits for it any more.</summary>
    private void RefuseWaitingSends()
    {
        Queue<WaitingSend>? sends;
        lock (_relations)
        {
            sends = _waitingSends;
            _waitingSends = null;
        }

        while (sends is not null && sends.TryDequeue(out var send))
            send.Refuse(ArtelRuntime.NotFound("send", Pid));
    }
}
