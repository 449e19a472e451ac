namespace Artel.Benchmarks.Contenders.Bare;

/// <summary>A mailbox that the thread pool runs: what every process library is built on, and nothing else.</summary>
internal abstract class FloorProcess<TQueue> : IThreadPoolWorkItem
    where TQueue : struct, IMailboxQueue
{
    private const int SliceLength = 128;

    /// <summary>Changed by its own members, so not read-only.</summary>
    private protected TQueue Queue;

    private bool _ended;

    protected FloorProcess()
    {
        var queue = default(TQueue);
        queue.Initialize();
        Queue = queue;
    }

    /// <summary>Those who are told of its end by a message, which is this process.</summary>
    public List<FloorProcess<TQueue>>? Watchers { get; set; }

    /// <summary>Those who end with it.</summary>
    public List<FloorProcess<TQueue>>? Links { get; set; }

    public void Send(object message)
    {
        if (Queue.Push(message))
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>Ends it at its next message.</summary>
    public void Kill() => Send(FloorMessages.Kill);

    void IThreadPoolWorkItem.Execute()
    {
        for (var budget = SliceLength; budget > 0; budget--)
        {
            if (!Queue.TryPop(out var message))
            {
                if (Queue.TrySleep())
                    return;
            }
            else if (ReferenceEquals(message, FloorMessages.Kill))
            {
                End();
            }
            else if (!_ended)
            {
                Receive(message);
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    protected abstract void Receive(object message);

    /// <summary>It has ended.</summary>
    protected virtual void Ended() { }

    protected void End()
    {
        if (_ended)
            return;
        _ended = true;
        Ended();
        if (Watchers is not null)
        {
            foreach (var watcher in Watchers)
                watcher.Send(this);
        }

        if (Links is not null)
        {
            foreach (var linked in Links)
                linked.Kill();
        }
    }
}

/// <summary>Messages without content; each is told by its reference.</summary>
internal static class FloorMessages
{
    public static readonly object Kill = new();
    public static readonly object Go = new();
    public static readonly object Stop = new();
    public static readonly object Token = new();
}
