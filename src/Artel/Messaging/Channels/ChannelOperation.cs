namespace Artel.Messaging;

/// <summary>
/// One wait at one or several channels. Exactly one of its cases completes it, and the others leave their queues in the same moment.
/// What happens then is the language's: a C# awaiter goes on, a Lua coroutine becomes ready.
/// </summary>
internal abstract class ChannelOperation
{
    /// <summary>Whether a case completed it, or it was given up.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The case that completed it.</summary>
    public ChannelCase? Winner { get; private set; }

    /// <summary>Whether the winner is a send to a channel that closed meanwhile.</summary>
    public bool Failed { get; private set; }

    /// <summary>The cases of a select; empty where there is one case only, which then left its queue by completing.</summary>
    public virtual ReadOnlySpan<ChannelCase> Cases => default;

    /// <summary>
    /// Does the first case that can go on, looking from <paramref name="start"/> on so that no busy case starves the others; false when
    /// none can.
    /// </summary>
    public static bool TryNow(ReadOnlySpan<ChannelCase> cases, int start, out ChannelCase? done)
    {
        for (var i = 0; i < cases.Length; i++)
        {
            var candidate = cases[(start + i) % cases.Length];
            if (candidate.TryNow())
            {
                done = candidate;
                return true;
            }
        }

        done = null;
        return false;
    }

    /// <summary>A case was done by the other side of its channel.</summary>
    public void Complete(ChannelCase winner, bool failed)
    {
        if (IsComplete)
            return;
        IsComplete = true;
        Winner = winner;
        Failed = failed;
        LeaveQueues();
        OnComplete();
    }

    /// <summary>Stops waiting; false when a case was done already.</summary>
    public bool TryGiveUp()
    {
        if (IsComplete)
            return false;
        IsComplete = true;
        LeaveQueues();
        return true;
    }

    /// <summary>Makes it a wait that has not ended. For one that nobody knows of any more: no case of its is in a queue.</summary>
    protected void BeginAgain()
    {
        IsComplete = false;
        Winner = null;
        Failed = false;
    }

    /// <summary>A case was done; called once.</summary>
    protected abstract void OnComplete();

    /// <summary>Takes the cases that were not done out of their channels.</summary>
    protected virtual void LeaveQueues()
    {
        foreach (var waiting in Cases)
            waiting.Dequeue();
    }
}
