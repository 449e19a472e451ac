using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>Text to and from a Lua stack, without a call that could run or raise anything.</summary>
internal static unsafe class LuaStack
{
    private const int SmallText = 1024;

    /// <summary>Makes room for values to be pushed.</summary>
    /// <exception cref="ProcessException">RATE_LIMITED: the script's calls go too deep.</exception>
    public static void Ensure(lua_State* L, int slots)
    {
        if (lua_checkstack(L, slots) == 0)
            throw new ProcessException(ErrorKind.RateLimited, "stack overflow", retryable: false);
    }

    /// <summary>Pushes a string of bytes.</summary>
    public static void PushBytes(lua_State* L, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            lua_pushlstring(L, start, (nuint)bytes.Length);
    }

    /// <summary>Pushes text, as UTF-8.</summary>
    [SkipLocalsInit]
    public static void PushText(lua_State* L, ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most <= SmallText)
        {
            Span<byte> bytes = stackalloc byte[SmallText];
            PushBytes(L, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(most);
        PushBytes(L, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>A string's bytes, which stay in place as long as the string is on the stack; empty for any other value.</summary>
    public static ReadOnlySpan<byte> Bytes(lua_State* L, int index)
    {
        if (lua_type(L, index) != LUA_TSTRING)
            return default;
        nuint length;
        var start = lua_tolstring(L, index, &length);
        return new ReadOnlySpan<byte>(start, (int)length);
    }

    /// <summary>Any value as text, as <c>tostring</c> without metamethods has it.</summary>
    public static string Text(lua_State* L, int index) => lua_type(L, index) switch
    {
        LUA_TNONE or LUA_TNIL => "nil",
        LUA_TBOOLEAN => lua_toboolean(L, index) != 0 ? "true" : "false",
        LUA_TSTRING => Encoding.UTF8.GetString(Bytes(L, index)),
        LUA_TNUMBER => NumberText(L, index),
        var type => string.Create(CultureInfo.InvariantCulture, $"{TypeName(type)}: 0x{(nint)lua_topointer(L, index):x}"),
    };

    /// <summary>A type's name, as <c>type</c> has it.</summary>
    public static string TypeName(int type) => type switch
    {
        LUA_TNONE => "no value",
        LUA_TNIL => "nil",
        LUA_TBOOLEAN => "boolean",
        LUA_TNUMBER => "number",
        LUA_TSTRING => "string",
        LUA_TTABLE => "table",
        LUA_TFUNCTION => "function",
        LUA_TTHREAD => "thread",
        _ => "userdata",
    };

    private static string NumberText(lua_State* L, int index)
    {
        // On a copy: the conversion changes the value in its place.
        lua_pushvalue(L, index);
        nuint length;
        var start = lua_tolstring_converting(L, -1, &length);
        var text = Encoding.UTF8.GetString(start, (int)length);
        lua_pop(L, 1);
        return text;
    }
}
