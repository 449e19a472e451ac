using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// When a request is given up. It belongs to a slot and stays in the queue when that has its answer: looked at in time, it finds that the slot
/// is in use for another request, which is due later, or not in use. So a request that is answered in time does nothing in the queue.
/// </summary>
internal sealed class AskDeadline(ReplySlot slot) : TimerEntry
{
    private TimerQueue? _queue;
    private long _due;
    private string _topic = "";
    private Destination _destination;
    private TimeSpan _limit;

    /// <summary>The use of the slot that was found due. Under the queue's lock.</summary>
    private ushort _dueVersion;

    internal override bool IsWanted => OpenDue(out _) != long.MaxValue;

    /// <summary>Whether it may be used with a queue: it does not stand in another one.</summary>
    public bool IsFreeFor(TimerQueue queue) => ReferenceEquals(_queue, queue) || Volatile.Read(ref LookAt) == long.MaxValue;

    /// <summary>Sets it for the slot's next use, which is not open yet.</summary>
    /// <param name="queue">The queue of the runtime.</param>
    /// <param name="limit">How long to wait; infinite for ever.</param>
    /// <param name="topic">What is asked.</param>
    /// <param name="destination">Who is asked.</param>
    public void Set(TimerQueue queue, TimeSpan limit, string topic, Destination destination)
    {
        _queue = queue;
        _limit = limit;

        // Very often the same as the last time; to write a reference costs more than to compare it.
        if (!ReferenceEquals(_topic, topic))
            _topic = topic;
        if (!_destination.IsSameAs(destination))
            _destination = destination;
        Volatile.Write(ref _due, limit == Timeout.InfiniteTimeSpan ? long.MaxValue : queue.DueIn(limit));
    }

    /// <summary>
    /// Sees to it that the queue looks at it in time; once the slot is open and the request is sent. The exchange by which that comes into a
    /// mailbox is the barrier between the opening and the look here: <see cref="DueAt"/> does both the other way round.
    /// </summary>
    public void Watch()
    {
        var due = _due;
        if (Volatile.Read(ref LookAt) > due)
            _queue!.Add(this, due);
    }

    /// <summary>Takes it out of the queue: the slot is not used again.</summary>
    public void Stop()
    {
        if (Volatile.Read(ref LookAt) != long.MaxValue)
            _queue!.Remove(this);
    }

    internal override long DueAt()
    {
        var due = OpenDue(out _dueVersion);
        if (due != long.MaxValue)
            return due;

        // Out of the queue, unless it comes into use in this moment: who opens the slot looks afterwards whether it is in.
        Volatile.Write(ref LookAt, long.MaxValue);
        Interlocked.MemoryBarrier();
        return OpenDue(out _dueVersion);
    }

    internal override void Fire(int arming)
    {
        var version = _dueVersion;
        if (slot.IsClosed(version))
            return;
        slot.TryFail(version, new ProcessException(
            ErrorKind.Timeout, $"ask: '{_topic}' was not answered by {_destination} within {_limit.TotalMilliseconds} ms", retryable: true));
    }

    /// <summary>When the open use of the slot is due; <see cref="long.MaxValue"/> when none is open.</summary>
    private long OpenDue(out ushort version)
    {
        while (slot.IsOpen(out version))
        {
            // The time belongs to this use if that is open still: it is set before the next one opens.
            var due = Volatile.Read(ref _due);
            if (!slot.IsClosed(version))
                return due;
        }

        return long.MaxValue;
    }
}
