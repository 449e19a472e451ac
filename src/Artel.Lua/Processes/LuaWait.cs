using Artel.Lua.Channels;
using Artel.Lua.Engine;
using Artel.Messaging;
using Artel.Runtime;

namespace Artel.Lua.Processes;

/// <summary>A coroutine that waits, at channels or for something that the host does.</summary>
internal sealed class LuaWait : ChannelOperation
{
    private readonly LuaBehavior _behavior;
    private readonly ChannelCase[] _cases;
    private long _held;

    /// <summary>A wait for something that the host does.</summary>
    public LuaWait(LuaBehavior behavior, LuaThread thread)
        : this(behavior, thread, [], [])
    {
    }

    /// <summary>A wait at channels.</summary>
    /// <param name="behavior">Whose wait it is.</param>
    /// <param name="thread">The coroutine.</param>
    /// <param name="channels">The channels of the cases, in the same order.</param>
    /// <param name="cases">What it waits for.</param>
    public LuaWait(LuaBehavior behavior, LuaThread thread, LuaChannel[] channels, ChannelCase[] cases)
    {
        _behavior = behavior;
        _cases = cases;
        Thread = thread;
        Channels = channels;
        IsOwn = channels.Length > 0 && Array.TrueForAll(channels, static channel => channel.IsOwn);
        foreach (var waiting in cases)
        {
            waiting.Operation = this;
            waiting.Enqueue();
        }

        behavior.Waits.Add(this);
        behavior.State.ChargeManaged(ManagedBytes);
    }

    /// <summary>The coroutine.</summary>
    public LuaThread Thread { get; }

    /// <summary>The channels of the cases, in the same order; none for a wait of another kind.</summary>
    public LuaChannel[] Channels { get; }

    /// <summary>Whether only another coroutine of the process can end it.</summary>
    public bool IsOwn { get; }

    /// <summary>Whether the answer is a table, as select's is.</summary>
    public bool IsSelect { get; init; }

    /// <summary>The message that waits for room in another process's mailbox; null for a wait of another kind.</summary>
    public WaitingSend? Send { get; set; }

    /// <summary>Pushes the answer of a wait that is not at channels; gives how many values.</summary>
    public Func<LuaState, LuaThread, int>? Answer { get; private set; }

    /// <summary>Which case completed it.</summary>
    public int WinnerIndex => Array.IndexOf(_cases, Winner);

    /// <summary>Neighbours in the process's list of waits.</summary>
    public LuaWait? Previous { get; set; }

    /// <inheritdoc cref="Previous"/>
    public LuaWait? Next { get; set; }

    /// <summary>What it takes of the host: the wait, its timer or its request, and each case. More than their memory, since the collector goes through all.</summary>
    public long ManagedBytes => 512 + (384L * _cases.Length);

    /// <inheritdoc/>
    public override ReadOnlySpan<ChannelCase> Cases => _cases;

    /// <summary>What the host did is done; in the process's turn.</summary>
    /// <param name="answer">Pushes the answer; gives how many values.</param>
    /// <param name="bytes">What the host holds for it meanwhile.</param>
    public void Complete(Func<LuaState, LuaThread, int> answer, long bytes = 0)
    {
        if (!TryGiveUp())
            return;
        Answer = answer;
        Hold(bytes);
        OnComplete();
    }

    /// <summary>What the coroutine is given counts as the process's memory until <see cref="LetGo"/>.</summary>
    public void Hold(long bytes)
    {
        _held += bytes;
        _behavior.State.ChargeManaged(bytes);
    }

    /// <summary>The coroutine has it.</summary>
    public void LetGo()
    {
        _behavior.State.ChargeManaged(-_held);
        _held = 0;
    }

    protected override void OnComplete() => _behavior.MakeReady(this);

    protected override void LeaveQueues()
    {
        base.LeaveQueues();
        _behavior.Waits.Remove(this);
        _behavior.State.ChargeManaged(-ManagedBytes);
    }
}
