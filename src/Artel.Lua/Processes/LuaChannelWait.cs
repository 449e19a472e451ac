using Artel.Lua.Channels;
using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Processes;

/// <summary>
/// A wait at one channel, which its coroutine uses again and again: a process that waits for each of its messages allocates nothing for it.
/// Nobody has it after its coroutine has gone on: the channel let go of it by completing it.
/// </summary>
internal sealed unsafe class LuaChannelWait(LuaBehavior behavior, LuaCoroutine coroutine) : LuaWait(behavior, coroutine)
{
    private LuaChannel? _channel;
    private ChannelCase? _case;

    /// <inheritdoc/>
    public override bool IsOwn => _channel!.IsOwn;

    /// <inheritdoc/>
    protected override int CaseCount => 1;

    /// <summary>Begins to wait.</summary>
    /// <param name="channel">Where.</param>
    /// <param name="waiting">What for.</param>
    public void Begin(LuaChannel channel, ChannelCase waiting)
    {
        _channel = channel;
        _case = waiting;
        Enter(waiting);
        Begin();
    }

    /// <inheritdoc/>
    public override int PushAnswer(LuaState state)
    {
        lua_settop(Coroutine.Stack, 0);
        return _channel!.PushOutcome(state, Coroutine.Stack, _case!);
    }

    /// <inheritdoc/>
    public override void LetGo(LuaState state)
    {
        base.LetGo(state);
        if (Failed)
            _channel!.Forget(state, _case!);
        _channel!.TakeBack(_case!);
        _channel = null;
        _case = null;
        BeginAgain();
    }

    /// <summary>Its case has left the queue already where it was done.</summary>
    protected override void LeaveQueues()
    {
        _case!.Dequeue();
        base.LeaveQueues();
    }
}
