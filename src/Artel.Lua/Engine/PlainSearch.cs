using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>The search of <c>string.find</c> for a text that is no pattern.</summary>
internal static unsafe class PlainSearch
{
    /// <summary>Below this length a plain search is linear enough to leave it to the runtime's search.</summary>
    private const int ShortNeedle = 32;

    /// <summary>Pushes the first and the last position; nil for none.</summary>
    public static int Find(LuaState state, lua_State* L, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> needle, int start)
    {
        if (needle.Length > ShortNeedle)
            return FindLong(state, L, subject, needle, start);
        var at = subject[start..].IndexOf(needle);
        return at < 0 ? NotFound(L) : FoundAt(L, start + at, needle.Length);
    }

    /// <summary>
    /// A search that gives up where comparing a long needle at many places would take too long, and stops between two of them when the slice
    /// is over.
    /// </summary>
    private static int FindLong(LuaState state, lua_State* L, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> needle, int from)
    {
        var native = NativeState.Of(L);
        var steps = SearchSteps.Left(state, L, 5, subject.Length);
        var look = steps - SearchSteps.ToCharge;
        var last = subject.Length - needle.Length;
        while (from <= last)
        {
            var found = subject[from..].IndexOf(needle[..4]);
            if (found < 0 || from + found > last)
                break;
            from += found;
            if (subject.Slice(from, needle.Length).SequenceEqual(needle))
                return FoundAt(L, from, needle.Length);
            from++;
            steps -= (needle.Length >> 5) + 1;
            if (steps < 0)
                return HostFunction.Fail(L, "search too long (step limit reached)");
            if (steps > look)
                continue;
            look = steps - SearchSteps.ToCharge;
            if (!LuaPreemption.IsSliceOver(native))
                continue;
            LuaPreemption.Charge(L, native);
            return SearchSteps.GoOn(L, from, steps);
        }

        return NotFound(L);
    }

    private static int FoundAt(lua_State* L, int at, int length)
    {
        lua_pushinteger(L, at + 1);
        lua_pushinteger(L, at + length);
        return 2;
    }

    private static int NotFound(lua_State* L)
    {
        lua_pushnil(L);
        return 1;
    }
}
