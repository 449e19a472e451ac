using Artel.Lua.Channels;
using Artel.Lua.Engine;
using Artel.Messaging;

namespace Artel.Lua.Processes;

/// <summary>A coroutine that waits, at channels or for something that the host does.</summary>
internal sealed class LuaWait : ChannelOperation
{
    private readonly LuaBehavior _behavior;
    private readonly ChannelCase[] _cases;

    /// <summary>A wait at channels.</summary>
    public LuaWait(LuaBehavior behavior, LuaThread thread, params ChannelCase[] cases)
    {
        _behavior = behavior;
        _cases = cases;
        Thread = thread;
        foreach (var waiting in cases)
        {
            waiting.Operation = this;
            waiting.Enqueue();
        }
    }

    /// <summary>The coroutine.</summary>
    public LuaThread Thread { get; }

    /// <summary>The channels of the cases, in the same order; null for a wait of another kind.</summary>
    public LuaChannel[]? Channels { get; init; }

    /// <summary>Whether the answer is a table, as select's is.</summary>
    public bool IsSelect { get; init; }

    /// <summary>Pushes the answer of a wait that is not at channels; gives how many values.</summary>
    public Func<LuaState, LuaThread, int>? Answer { get; private set; }

    /// <summary>Which case completed it.</summary>
    public int WinnerIndex => Array.IndexOf(_cases, Winner);

    protected override ReadOnlySpan<ChannelCase> Cases => _cases;

    /// <summary>What the host did is done; in the process's turn.</summary>
    public void Complete(Func<LuaState, LuaThread, int> answer)
    {
        if (!TryGiveUp())
            return;
        Answer = answer;
        OnComplete();
    }

    protected override void OnComplete() => _behavior.MakeReady(this);
}
