using Artel.Lua.Engine;
using Artel.Runtime;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Processes;

/// <summary>A wait for something that the host does.</summary>
internal sealed unsafe class LuaHostWait : LuaWait
{
    private Func<LuaState, LuaThread, int>? _answer;

    /// <summary>A wait that begins.</summary>
    /// <param name="behavior">Whose wait it is.</param>
    /// <param name="coroutine">The coroutine.</param>
    public LuaHostWait(LuaBehavior behavior, LuaCoroutine coroutine)
        : base(behavior, coroutine) => Begin();

    /// <summary>The message that waits for room in another process's mailbox; null for a wait of another kind.</summary>
    public WaitingSend? Send { get; set; }

    /// <inheritdoc/>
    public override bool IsOwn => false;

    /// <inheritdoc/>
    protected override int CaseCount => 0;

    /// <summary>What the host did is done; in the process's turn.</summary>
    /// <param name="answer">Pushes the answer; gives how many values.</param>
    /// <param name="bytes">What the host holds for it meanwhile.</param>
    public void Complete(Func<LuaState, LuaThread, int> answer, long bytes = 0)
    {
        if (!TryGiveUp())
            return;
        _answer = answer;
        Hold(bytes);
        OnComplete();
    }

    /// <inheritdoc/>
    public override int PushAnswer(LuaState state)
    {
        lua_settop(Coroutine.Stack, 0);
        return _answer!(state, Coroutine.Thread);
    }
}
