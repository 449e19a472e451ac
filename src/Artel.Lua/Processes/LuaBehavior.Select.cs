using Artel.Lua.Channels;
using Artel.Lua.Engine;
using Artel.Lua.Modules;
using Artel.Messaging;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Processes;

/// <content>Select.</content>
internal sealed unsafe partial class LuaBehavior
{
    /// <summary>How many cases one select may have.</summary>
    private const int MaxCases = 1000;

    private int? Select(LuaCoroutine coroutine)
    {
        var L = coroutine.Stack;
        if (lua_type(L, FirstArgument) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, FirstArgument, "select", "table", 1);
        var hasDefault = ChannelModule.HasDefault(L, FirstArgument);
        if (lua_rawlen(L, FirstArgument) > MaxCases)
            return Refuse(L, $"select: there are {lua_rawlen(L, FirstArgument)} cases, {MaxCases} are allowed; select among fewer channels");
        var length = (int)lua_rawlen(L, FirstArgument);
        if (length == 0 && !hasDefault)
            return Refuse(L, "select: there is no case and no default");

        var cases = new ChannelCase[length];
        var channels = new LuaChannel[length];
        for (var i = 0; i < length; i++)
        {
            lua_rawgeti(L, FirstArgument, i + 1);
            if (!ChannelModule.TryReadCase(_state, L, out var channel, out var made))
            {
                Forget(_state, channels.AsSpan(0, i), cases.AsSpan(0, i));
                return Refuse(L, $"select: case {i + 1} is none; make cases by channel:case_receive() and channel:case_send(value)");
            }

            lua_pop(L, 1);
            channels[i] = channel;
            cases[i] = made;
        }

        try
        {
            if (ChannelOperation.TryNow(cases, length == 0 ? 0 : _cell.NextSelectStart(), out var done))
            {
                var index = Array.IndexOf(cases, done);
                Forget(_state, channels, cases, done);
                return AnswerSelect(_state, L, index, channels[index], done!);
            }
        }
        catch (ProcessException closed)
        {
            Forget(_state, channels, cases);
            return Raise(L, closed.Message);
        }

        if (hasDefault)
        {
            Forget(_state, channels, cases);
            lua_settop(L, 0);
            lua_createtable(L, 0, 2);
            ChannelModule.SetField(L, "default"u8, true);
            ChannelModule.SetField(L, "ok"u8, true);
            return 1;
        }

        _ = new LuaSelectWait(this, coroutine, channels, cases);
        return null;
    }

    /// <summary>Gives select's answer: <c>{channel, value, ok}</c>, with the very channel that the case was made of.</summary>
    internal static int AnswerSelect(LuaState state, lua_State* L, int index, LuaChannel channel, ChannelCase done)
    {
        lua_createtable(L, 0, 3);
        lua_rawgeti(L, FirstArgument, index + 1);
        lua_rawgeti(L, -1, 1);
        lua_remove(L, -2);
        LuaStack.PushBytes(L, "channel"u8);
        lua_rotate(L, -2, 1);
        lua_rawset(L, -3);
        ChannelModule.SetField(L, "ok"u8, done.Ok);
        if (channel.IsReceive(done) && done.Ok)
        {
            LuaStack.PushBytes(L, "value"u8);
            channel.PushValue(state, L, done);
            lua_rawset(L, -3);
        }

        lua_replace(L, 1);
        lua_settop(L, 1);
        return 1;
    }

    /// <summary>Lets go of what cases would have sent that were not done.</summary>
    internal static void Forget(LuaState state, ReadOnlySpan<LuaChannel> channels, ReadOnlySpan<ChannelCase> cases, ChannelCase? done = null)
    {
        for (var i = 0; i < cases.Length; i++)
        {
            if (!ReferenceEquals(cases[i], done))
                channels[i].Forget(state, cases[i]);
        }
    }
}
