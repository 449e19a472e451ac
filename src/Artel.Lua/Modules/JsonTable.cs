using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;
using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>
/// A table that is being encoded: an array where its keys are 1 to n, an object where they are strings. Its keys are read once, when it is
/// opened.
/// </summary>
internal sealed unsafe class JsonTable
{
    private const int LongestKey = 64 << 10;

    private JsonTable(nint address, List<byte[]>? keys, int count)
    {
        Address = address;
        Keys = keys;
        Count = count;
    }

    /// <summary>By which it is known again.</summary>
    public nint Address { get; }

    /// <summary>An object's keys in order; null for an array.</summary>
    public List<byte[]>? Keys { get; }

    /// <summary>How many values it has.</summary>
    public int Count { get; }

    /// <summary>The next value to be written.</summary>
    public int Next { get; set; }

    /// <summary>How many values of a step the reading of the keys is worth.</summary>
    public int Cost => Math.Min(Keys is null ? Count / 8 : Count, JsonModule.ValuesPerStep);

    /// <summary>Reads the keys of the table on top of the stack.</summary>
    /// <param name="L">The stack.</param>
    /// <param name="address">The table's address.</param>
    /// <param name="table">The table.</param>
    /// <param name="problem">Why it is neither an array nor an object.</param>
    public static bool TryRead(lua_State* L, nint address, [NotNullWhen(true)] out JsonTable? table, [NotNullWhen(false)] out string? problem)
    {
        table = null;
        var index = lua_gettop(L);
        var length = (long)lua_rawlen(L, index);
        long inSequence = 0;
        List<byte[]>? keys = null;
        lua_pushnil(L);
        while (lua_next(L, index) != 0)
        {
            lua_pop(L, 1);
            if (lua_type(L, -1) == LUA_TSTRING)
            {
                var key = LuaStack.Bytes(L, -1);
                problem = key.Length > LongestKey ? $"a key of {key.Length} bytes is longer than {LongestKey}" : Utf8.IsValid(key) ? null : "a key is no UTF-8";
                if (problem is not null)
                    return false;
                (keys ??= []).Add(key.ToArray());
                continue;
            }

            if (lua_isinteger(L, -1) == 0 || (ulong)(lua_tointegerx(L, -1, null) - 1) >= (ulong)length)
            {
                problem = $"the key {LuaStack.Text(L, -1)} is neither a string nor a place in a sequence";
                return false;
            }

            inSequence++;
        }

        var isMarked = JsonModule.IsArray(L, index);
        problem = (inSequence, keys) switch
        {
            ( > 0, not null) => "the table has both strings and places in a sequence as keys",
            _ when inSequence < length => "the sequence has holes; put json.null there",
            (_, not null) when isMarked => "the table is marked as an array, and has strings as keys",
            _ => null,
        };
        if (problem is not null)
            return false;
        if (keys is null && (length > 0 || isMarked))
        {
            table = new JsonTable(address, null, (int)length);
            return true;
        }

        // Always the same text for the same value: Lua's own order differs from state to state.
        keys ??= [];
        keys.Sort(static (one, other) => one.AsSpan().SequenceCompareTo(other));
        table = new JsonTable(address, keys, keys.Count);
        return true;
    }
}
