using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>What a search came to.</summary>
internal enum SearchEnd
{
    NotFound,
    Found,

    /// <summary>The slice is over: it is to go on later.</summary>
    Stopped,
}

/// <summary>How long a search in a text may be, and how one that is long gives the turn back and goes on.</summary>
internal static unsafe class SearchSteps
{
    /// <summary>So many steps take about as long as the script's slice may be overdrawn unnoticed.</summary>
    public const long ToCharge = 20_000;

    /// <summary>How many steps a search may take: what it had left when it stopped, or what one has that begins.</summary>
    public static long Left(LuaState state, lua_State* L, int argument, int length) =>
        lua_type(L, argument) == LUA_TNUMBER ? lua_tointegerx(L, argument, null) : state.Limits.PatternSteps + (4L * length);

    /// <summary>Has the prelude go on with a search in the script's next slice.</summary>
    public static int GoOn(lua_State* L, long at, long steps)
    {
        lua_pushlightuserdata(L, LuaInternals.More);
        lua_pushinteger(L, at + 1);
        lua_pushinteger(L, steps);
        return 3;
    }

    /// <summary>Counts steps that were done as a part of the slice.</summary>
    public static void Charge(lua_State* L, long steps)
    {
        if (steps > ToCharge)
            LuaPreemption.Charge(L, NativeState.Of(L));
    }
}
