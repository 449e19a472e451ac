using Artel.Lua.Engine;
using Artel.Lua.Modules;
using Artel.Lua.Processes;
using Artel.Lua.Values;
using Artel.Messaging;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Channels;

/// <summary>A channel as scripts have it: one of the runtime's, and how its values look in Lua.</summary>
internal abstract unsafe class LuaChannel
{
    /// <summary>The runtime's channel.</summary>
    public abstract ProcessChannel Source { get; }

    /// <summary>The place in the registry that keeps the one userdata of a channel that is given out again and again; 0 for none.</summary>
    public int Kept { get; set; }

    /// <summary>Whether only the process's own coroutines send to it, receive from it and close it, so that nothing from outside ends a wait at it.</summary>
    public virtual bool IsOwn => false;

    /// <summary>Whether a receiver would have to wait now.</summary>
    public abstract bool MustWaitToReceive { get; }

    /// <summary>A case that receives.</summary>
    public abstract ChannelCase NewReceiveCase();

    /// <summary>A case that nobody uses any more; one that receives is kept for the next who receives.</summary>
    public abstract void TakeBack(ChannelCase used);

    /// <summary>Receives what is there, or sees the end, and pushes what <c>receive</c> gives; false where it has to wait.</summary>
    public abstract bool TryReceive(LuaState state, lua_State* L, out int results);

    /// <summary>A case that sends the value on top of the stack, which it pops.</summary>
    /// <exception cref="LuaArgumentException">Scripts can't send to this channel.</exception>
    public virtual ChannelCase NewSendCase(lua_State* L) =>
        throw new LuaArgumentException(1, "send", "the runtime sends to this channel; a script can only receive from it");

    /// <summary>Lets go of what a case would have sent, that was not done and never will be.</summary>
    public virtual void Forget(LuaState state, ChannelCase undone) { }

    /// <summary>Whether a case receives.</summary>
    public abstract bool IsReceive(ChannelCase done);

    /// <summary>Pushes what a case received.</summary>
    public abstract void PushValue(LuaState state, lua_State* L, ChannelCase received);

    /// <summary>
    /// Pushes what the prelude takes of <c>send</c>, <c>true</c>, or of <c>receive</c>; how many values. There is room for them, as in a host
    /// function and where a coroutine waits.
    /// </summary>
    public abstract int PushOutcome(LuaState state, lua_State* L, ChannelCase done);
}

/// <inheritdoc cref="LuaChannel"/>
/// <typeparam name="T">What goes through the runtime's channel.</typeparam>
internal abstract unsafe class LuaChannel<T>(ProcessChannel<T> source) : LuaChannel
{
    /// <summary>A case for the next who waits to receive.</summary>
    private ReceiveCase<T>? _spare;

    public sealed override ProcessChannel Source => source;

    protected ProcessChannel<T> Channel => source;

    public sealed override bool MustWaitToReceive => source.MustWaitToReceive;

    public sealed override ChannelCase NewReceiveCase()
    {
        if (_spare is not { } spare)
            return source.ReceiveCase();
        _spare = null;
        return spare;
    }

    public sealed override void TakeBack(ChannelCase used)
    {
        if (used is not ReceiveCase<T> receive)
            return;
        receive.Clear();
        _spare = receive;
    }

    public sealed override bool TryReceive(LuaState state, lua_State* L, out int results)
    {
        results = 0;
        if (!source.TryTake(out var received))
            return false;
        results = PushReceived(state, L, received);
        return true;
    }

    public sealed override int PushOutcome(LuaState state, lua_State* L, ChannelCase done)
    {
        if (done is ReceiveCase<T> receive)
            return PushReceived(state, L, receive.Received);
        lua_pushboolean(L, 1);
        return 1;
    }

    public sealed override bool IsReceive(ChannelCase done) => done is ReceiveCase<T>;

    public sealed override void PushValue(LuaState state, lua_State* L, ChannelCase received) =>
        Push(state, L, ((ReceiveCase<T>)received).Value);

    protected abstract void Push(LuaState state, lua_State* L, T value);

    /// <summary>Pushes <c>value, true</c>, or <c>nil, false</c> when closed and empty; then whether the next receive would have to wait.</summary>
    private int PushReceived(LuaState state, lua_State* L, Received<T> received)
    {
        if (received.Ok)
            Push(state, L, received.Value);
        else
            lua_pushnil(L);
        lua_pushboolean(L, received.Ok ? 1 : 0);
        lua_pushboolean(L, source.MustWaitToReceive ? 1 : 0);
        return 3;
    }
}

/// <summary>The inbox, or a topic that is listened to for messages or for payloads.</summary>
internal sealed unsafe class MessageChannel(ProcessChannel<Message> source) : LuaChannel<Message>(source)
{
    /// <summary>Whether values are message objects, and not the payloads alone.</summary>
    public bool AsMessages { get; set; }

    protected override void Push(LuaState state, lua_State* L, Message value)
    {
        if (AsMessages)
            MessageObject.Push(state, L, value);
        else
            LuaValues.PushPayload(state, L, value);
    }
}

/// <summary>The events.</summary>
internal sealed unsafe class EventChannel(ProcessChannel<ProcessEvent> source) : LuaChannel<ProcessEvent>(source)
{
    protected override void Push(LuaState state, lua_State* L, ProcessEvent value)
    {
        state.ChargeManaged(-HeldBytes.Of(value));
        EventTable.Push(state, L, value);
    }
}

/// <summary>A timer's channel: its value is the time, as nanoseconds since 1970.</summary>
internal sealed unsafe class TimeChannel(ProcessChannel<DateTimeOffset> source) : LuaChannel<DateTimeOffset>(source)
{
    protected override void Push(LuaState state, lua_State* L, DateTimeOffset value) =>
        lua_pushinteger(L, (value - DateTimeOffset.UnixEpoch).Ticks * LuaDuration.NanosecondsPerTick);
}

/// <summary>A channel that a script made: its values stay in the script's own state.</summary>
internal sealed unsafe class ValueChannel(ProcessChannel<LuaValue> source) : LuaChannel<LuaValue>(source)
{
    public override bool IsOwn => true;

    public override ChannelCase NewSendCase(lua_State* L) => Channel.SendCase(new LuaValue(LuaState.Keep(L)));

    public override void Forget(LuaState state, ChannelCase undone)
    {
        if (undone is SendCase<LuaValue> send)
            state.Forget(send.Value.Reference);
    }

    protected override void Push(LuaState state, lua_State* L, LuaValue value)
    {
        LuaState.PushKept(L, value.Reference);
        state.Forget(value.Reference);
    }
}

/// <summary>A value that the state's registry keeps while it is in a channel.</summary>
/// <param name="Reference">Its place.</param>
internal readonly record struct LuaValue(int Reference);
