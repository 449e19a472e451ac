using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Channels;
using Artel.Lua.Engine;
using Artel.Lua.Processes;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>The <c>channel</c> global, and the channel object.</summary>
internal static unsafe class ChannelModule
{
    private static readonly nint ReceiveFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Receive;

    private static ReadOnlySpan<byte> ReceiveKind => "receive"u8;

    private static ReadOnlySpan<byte> SendKind => "send"u8;

    /// <summary>A channel.</summary>
    public static readonly LuaObjectType Type = MakeType();

    /// <summary>The global.</summary>
    public static readonly LuaLibrary Library = new LuaLibrary("channel") { ReadOnly = true }
        .Function("new", &New)
        .Operation("select", (int)LuaOperation.Select);

    /// <summary>The channel that a method was called on.</summary>
    /// <exception cref="LuaArgumentException">It is none.</exception>
    public static LuaChannel Self(LuaState state, lua_State* L, int index, string method) =>
        state.ToObject<LuaChannel>(L, index) ?? throw LuaArgumentException.Expected(L, index, method, "channel", 1);

    /// <summary>Whether select's argument has <c>default = true</c>.</summary>
    public static bool HasDefault(lua_State* L, int index)
    {
        // The second argument of select, or a field of the table of cases.
        if (lua_type(L, index + 1) > LUA_TNIL && lua_toboolean(L, index + 1) != 0)
            return true;
        LuaStack.PushBytes(L, "default"u8);
        lua_rawget(L, index);
        var has = lua_toboolean(L, -1) != 0;
        lua_pop(L, 1);
        return has;
    }

    /// <summary>Reads the case on top of the stack.</summary>
    public static bool TryReadCase(LuaState state, lua_State* L, [NotNullWhen(true)] out LuaChannel? channel, [NotNullWhen(true)] out ChannelCase? made)
    {
        channel = null;
        made = null;
        if (lua_type(L, -1) != LUA_TTABLE)
            return false;
        lua_rawgeti(L, -1, 1);
        channel = state.ToObject<LuaChannel>(L, -1);
        lua_pop(L, 1);
        if (channel is null)
            return false;

        // Without a text for each of them: a select may have a thousand cases, and be done again and again.
        lua_rawgeti(L, -1, 2);
        var kind = LuaStack.Bytes(L, -1);
        var sends = kind.SequenceEqual(SendKind);
        var receives = kind.SequenceEqual(ReceiveKind);
        lua_pop(L, 1);
        if (sends)
        {
            lua_rawgeti(L, -1, 3);
            made = channel.NewSendCase(L);
        }
        else if (receives)
        {
            made = channel.NewReceiveCase();
        }

        return made is not null;
    }

    /// <summary>Sets a truth value in the table on top of the stack.</summary>
    public static void SetField(lua_State* L, ReadOnlySpan<byte> name, bool value)
    {
        LuaStack.PushBytes(L, name);
        lua_pushboolean(L, value ? 1 : 0);
        lua_rawset(L, -3);
    }

    private static LuaObjectType MakeType()
    {
        var type = new LuaObjectType("channel", managedBytes: 256);
        type.Methods
            .WaitingGetter("receive", &Receive, (int)LuaOperation.Receive)
            .FixedOperation("send", (int)LuaOperation.Send)
            .Function("close", &Close)
            .Function("case_receive", &CaseReceive)
            .Function("case_send", &CaseSend)
            .Function("each", &Each);
        return type;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int New(lua_State* L) => HostFunction.Run(L, &PushNew);

    private static int PushNew(LuaState state, lua_State* L)
    {
        var capacity = HostFunction.Integer(L, 1, "new", 0);
        if (capacity is < 0 or > int.MaxValue)
            throw new LuaArgumentException(1, "new", "a capacity is not negative");
        var source = LuaBehavior.Of(state).Cell.CreateChannel<LuaValue>((int)capacity);
        state.PushObject(L, new ValueChannel(source), Type);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Receive(lua_State* L) => HostFunction.Run(L, &PushReceived);

    private static int PushReceived(LuaState state, lua_State* L)
    {
        var channel = Self(state, L, 1, "receive");
        if (LuaBehavior.Of(state).MayOperate(L) && channel.TryReceive(state, L, out var results))
            return results;
        lua_pushlightuserdata(L, LuaInternals.Operation);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(lua_State* L) => HostFunction.Run(L, &CloseChannel);

    private static int CloseChannel(LuaState state, lua_State* L)
    {
        Self(state, L, 1, "close").Source.Close();
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CaseReceive(lua_State* L) => HostFunction.Run(L, &PushCaseReceive);

    private static int PushCaseReceive(LuaState state, lua_State* L)
    {
        Self(state, L, 1, "case_receive");
        lua_settop(L, 1);
        return PushCase(L, ReceiveKind, sends: false);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CaseSend(lua_State* L) => HostFunction.Run(L, &PushCaseSend);

    private static int PushCaseSend(LuaState state, lua_State* L)
    {
        Self(state, L, 1, "case_send");
        lua_settop(L, 2);
        return PushCase(L, SendKind, sends: true);
    }

    private static int PushCase(lua_State* L, ReadOnlySpan<byte> kind, bool sends)
    {
        lua_createtable(L, sends ? 3 : 2, 0);
        lua_pushvalue(L, 1);
        lua_rawseti(L, -2, 1);
        LuaStack.PushBytes(L, kind);
        lua_rawseti(L, -2, 2);
        if (sends)
        {
            lua_pushvalue(L, 2);
            lua_rawseti(L, -2, 3);
        }

        return 1;
    }

    /// <summary><c>for value in channel:each() do</c>: <c>receive</c> as an iterator, which ends when the channel is closed and empty.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Each(lua_State* L) => HostFunction.Run(L, &PushEach);

    private static int PushEach(LuaState state, lua_State* L)
    {
        Self(state, L, 1, "each");
        state.PushWaitingGetter(L, ReceiveFunction, (int)LuaOperation.Receive);
        lua_pushvalue(L, 1);
        return 2;
    }
}
