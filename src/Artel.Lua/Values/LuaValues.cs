using Artel.Lua.Engine;
using Artel.Payloads;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Values;

/// <summary>Values of C# processes on a Lua stack.</summary>
internal static unsafe class LuaValues
{
    /// <summary>Pushes a value, in the portable form or by its codec.</summary>
    /// <exception cref="ProcessException">INVALID: it has no codec.</exception>
    public static void Push(LuaState state, lua_State* L, object? value, string path)
    {
        if (value is null)
            lua_pushnil(L);
        else if (value is PortableValues portable)
            LuaValueReader.Push(state, L, portable);
        else
            LuaValueReader.Push(state, L, PortableValues.Write(1, (value, path), static (writer, one) => PayloadConversion.Write(writer, one.value, one.path)));
    }

    /// <summary>Pushes a payload as one value: none as nil, several as an array.</summary>
    public static void PushPayload(LuaState state, lua_State* L, Message message)
    {
        LuaStack.Ensure(L, 10);
        var values = message is Messaging.PortableMessage portable ? portable.Values : PortableValues.Write(message.Count, message, static (writer, sent) => sent.WriteTo(writer));
        if (values.Count == 1)
        {
            LuaValueReader.Push(state, L, values);
            return;
        }

        if (values.Count == 0)
        {
            lua_pushnil(L);
            return;
        }

        lua_createtable(L, values.Count, 0);
        var table = lua_gettop(L);
        LuaValueReader.Push(state, L, values);
        for (var i = values.Count; i > 0; i--)
            lua_rawseti(L, table, i);
    }
}
