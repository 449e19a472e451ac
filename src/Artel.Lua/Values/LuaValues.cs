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
        var values = message is Messaging.PortableMessage portable ? portable.Values : PortableValues.Write(message.Count, message, static (writer, sent) => sent.WriteTo(writer));
        BeginPayload(L, values.Count);
        LuaValueReader.Push(state, L, values);
        EndPayload(L, values.Count);
    }

    /// <summary>The same for the bytes of values, where no table comes twice.</summary>
    public static void PushPayload(LuaState state, lua_State* L, ReadOnlySpan<byte> bytes, int count)
    {
        BeginPayload(L, count);
        LuaValueReader.Push(state, L, bytes, count);
        EndPayload(L, count);
    }

    private static void BeginPayload(lua_State* L, int count)
    {
        LuaStack.Ensure(L, 10);
        if (count == 0)
            lua_pushnil(L);
        else if (count > 1)
            lua_createtable(L, count, 0);
    }

    private static void EndPayload(lua_State* L, int count)
    {
        if (count < 2)
            return;
        for (var i = count; i > 0; i--)
            lua_rawseti(L, -1 - i, i);
    }
}
