namespace Artel.Runtime;

/// <content>
/// The bound of a mailbox: how many messages may wait to be received. Counted only where there is a bound, so that an unbounded mailbox
/// costs nothing for it.
/// </content>
internal sealed partial class Cell
{
    /// <summary>How many messages wait, if there is a bound. Any thread.</summary>
    private int _waiting;

    /// <summary>Senders that wait for room, first come first served; null until there is one. Under the lock.</summary>
    private Queue<TaskCompletionSource>? _roomWaiters;

    /// <summary>How many messages may wait; 0 for no bound.</summary>
    private int _mailboxLimit;

    private void ApplyMailboxLimit() => _mailboxLimit = _definition.MaxMailboxLength ?? _host.MaxMailboxLength ?? 0;

    /// <summary>Whether a sender may wait for room instead of being refused.</summary>
    internal bool SendersMayWait => _host.MailboxFullPolicy == MailboxFullPolicy.Wait;

    /// <summary>Makes room for one message; the error where there is none. Any thread.</summary>
    internal ProcessException? ReserveRoom(string operation)
    {
        var limit = _mailboxLimit;
        if (limit == 0 || Interlocked.Increment(ref _waiting) <= limit)
            return null;
        Interlocked.Decrement(ref _waiting);
        var definition = _definition.MaxMailboxLength is not null;
        return new ProcessException(
            ErrorKind.RateLimited,
            $"{operation}: the mailbox of {Pid} holds {limit} messages, its limit; raise MaxMailboxLength of "
            + (definition ? $"definition '{_definition.Id}'" : $"host '{_host.Id}'")
            + (SendersMayWait ? ", or wait for room with SendAsync" : ""),
            retryable: true);
    }

    /// <summary>A message was received, or dropped: one sender that waits may try again.</summary>
    internal void ReleaseRoom()
    {
        if (_mailboxLimit == 0)
            return;
        Interlocked.Decrement(ref _waiting);
        if (Volatile.Read(ref _roomWaiters) is null)
            return;
        TaskCompletionSource? next = null;
        lock (_relations)
            _roomWaiters?.TryDequeue(out next);
        next?.TrySetResult();
    }

    /// <summary>Completes when there is room, or the process has ended. Any thread.</summary>
    internal Task WhenRoomAsync()
    {
        lock (_relations)
        {
            if (_ended)
                return Task.CompletedTask;
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_roomWaiters ??= new()).Enqueue(waiter);

            // After the waiter is in the queue, so that a release in between is not missed.
            if (Volatile.Read(ref _waiting) < _mailboxLimit)
                waiter.TrySetResult();
            return waiter.Task;
        }
    }

    /// <summary>The process has ended: nobody waits for it any more.</summary>
    private void ReleaseRoomWaiters()
    {
        Queue<TaskCompletionSource>? waiters;
        lock (_relations)
        {
            waiters = _roomWaiters;
            _roomWaiters = null;
        }

        while (waiters is not null && waiters.TryDequeue(out var waiter))
            waiter.TrySetResult();
    }
}
