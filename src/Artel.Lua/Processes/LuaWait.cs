using Artel.Lua.Engine;
using Artel.Messaging;

namespace Artel.Lua.Processes;

/// <summary>A coroutine that waits, at channels or for something that the host does.</summary>
/// <param name="behavior">Whose wait it is.</param>
/// <param name="coroutine">The coroutine.</param>
internal abstract class LuaWait(LuaBehavior behavior, LuaCoroutine coroutine) : ChannelOperation
{
    private long _held;

    /// <summary>The coroutine.</summary>
    public LuaCoroutine Coroutine => coroutine;

    /// <summary>Whether only another coroutine of the process can end it.</summary>
    public abstract bool IsOwn { get; }

    /// <summary>Neighbours in the process's list of waits.</summary>
    public LuaWait? Previous { get; set; }

    /// <inheritdoc cref="Previous"/>
    public LuaWait? Next { get; set; }

    /// <summary>At how many channels it waits.</summary>
    protected abstract int CaseCount { get; }

    /// <summary>
    /// Pushes the answer on the coroutine's stack; gives how many values. Not for one that failed. The stack has the operation's arguments
    /// still, and nothing but the answer afterwards.
    /// </summary>
    public abstract int PushAnswer(LuaState state);

    /// <summary>The coroutine has the answer, or the error: what it did not do is let go of, and what was held for it counts no longer.</summary>
    public virtual void LetGo(LuaState state)
    {
        state.ChargeManaged(-_held);
        _held = 0;
    }

    /// <summary>What the coroutine is given counts as the process's memory until <see cref="LetGo"/>.</summary>
    public void Hold(long bytes)
    {
        _held += bytes;
        behavior.State.ChargeManaged(bytes);
    }

    /// <summary>What it takes of the host: the wait, its timer or its request, and each case. More than their memory, since the collector goes through all.</summary>
    private long ManagedBytes => 512 + (384L * CaseCount);

    /// <summary>The coroutine waits from now on.</summary>
    protected void Begin()
    {
        behavior.Waits.Add(this);
        behavior.State.ChargeManaged(ManagedBytes);
    }

    /// <summary>Waits in the queue of a case's channel.</summary>
    protected void Enter(ChannelCase waiting)
    {
        waiting.Operation = this;
        waiting.Enqueue();
    }

    protected override void OnComplete() => behavior.MakeReady(this);

    protected override void LeaveQueues()
    {
        base.LeaveQueues();
        behavior.Waits.Remove(this);
        behavior.State.ChargeManaged(-ManagedBytes);
    }
}
