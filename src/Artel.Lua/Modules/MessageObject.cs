using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using Artel.Lua.Values;
using Artel.Payloads;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>A message as scripts see it.</summary>
internal static unsafe class MessageObject
{
    public static readonly LuaObjectType Type = MakeType();

    private static LuaObjectType MakeType()
    {
        var type = new LuaObjectType("message", managedBytes: 128);
        type.Methods
            .Getter("topic", &Topic)
            .Getter("from", &From)
            .Getter("payload", &Payload)
            .Function("reply", &Reply);
        return type;
    }

    private static Message Self(LuaState state, lua_State* L, string method) =>
        state.ToObject<Message>(L, 1) ?? throw LuaArgumentException.Expected(L, 1, method, "message");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Topic(lua_State* L) => HostFunction.Run(L, &PushTopic);

    private static int PushTopic(LuaState state, lua_State* L)
    {
        LuaStack.PushText(L, Self(state, L, "topic").Topic);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int From(lua_State* L) => HostFunction.Run(L, &PushFrom);

    private static int PushFrom(LuaState state, lua_State* L)
    {
        if (Self(state, L, "from").From is { } from)
            LuaStack.PushText(L, from.ToString());
        else
            lua_pushnil(L);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Payload(lua_State* L) => HostFunction.Run(L, &PushPayload);

    private static int PushPayload(LuaState state, lua_State* L)
    {
        LuaValues.PushPayload(state, L, Self(state, L, "payload"));
        return 1;
    }

    /// <summary><c>message:reply(value)</c>: answers a request; false when nobody waits for an answer.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Reply(lua_State* L) => HostFunction.Run(L, &SendReply);

    private static int SendReply(LuaState state, lua_State* L)
    {
        var message = Self(state, L, "reply");
        lua_settop(L, 3);
        if (lua_type(L, 2) == LUA_TNIL && lua_type(L, 3) != LUA_TNIL)
        {
            lua_pushboolean(L, message.ReplyError(LuaErrors.OfValue(state, L, 3, trace: null)) ? 1 : 0);
            return 1;
        }

        try
        {
            var answer = LuaValueWriter.Copy(L, 2, 1, "answer");
            if (state.Account.Refuse("reply", PayloadAccount.Overhead + answer.Bytes.Length) is { } unaffordable)
                throw unaffordable;
            lua_pushboolean(L, message.Reply(answer) ? 1 : 0);
            return 1;
        }
        catch (ProcessException refused)
        {
            lua_pushboolean(L, 0);
            state.PushError(L, refused);
            return 2;
        }
    }
}
