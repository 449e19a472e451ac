using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>The math library: Lua's own, but for the random numbers, which come from the state.</summary>
internal static unsafe class MathFunctions
{
    public static readonly LuaLibrary Library = new LuaLibrary("math")
        .Native("abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "log", "max", "min", "modf")
        .Native("rad", "sin", "sqrt", "tan", "tointeger", "type", "ult")
        .Value("pi", static (_, L) => lua_pushnumber(L, Math.PI))
        .Value("huge", static (_, L) => lua_pushnumber(L, double.PositiveInfinity))
        .Value("maxinteger", static (_, L) => lua_pushinteger(L, long.MaxValue))
        .Value("mininteger", static (_, L) => lua_pushinteger(L, long.MinValue))
        .Function("random", &NextRandom)
        .Function("randomseed", &SeedRandom);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int NextRandom(lua_State* L) => HostFunction.Run(L, &PushRandom);

    private static int PushRandom(LuaState state, lua_State* L)
    {
        long low = 1, high;
        switch (lua_gettop(L))
        {
            case 0:
                lua_pushnumber(L, state.Random.NextDouble());
                return 1;
            case 1:
                high = HostFunction.Integer(L, 1, "random");
                if (high == 0)
                {
                    lua_pushinteger(L, state.Random.NextInt64(long.MinValue, long.MaxValue));
                    return 1;
                }

                break;
            case 2:
                low = HostFunction.Integer(L, 1, "random");
                high = HostFunction.Integer(L, 2, "random");
                break;
            default:
                return HostFunction.Fail(L, "wrong number of arguments");
        }

        if (low > high)
            throw new LuaArgumentException(lua_gettop(L), "random", "interval is empty");
        lua_pushinteger(L, high == long.MaxValue ? RandomUpToMax(state.Random, low) : state.Random.NextInt64(low, high + 1));
        return 1;
    }

    private static long RandomUpToMax(Random random, long low) =>
        low == long.MinValue ? random.NextInt64(long.MinValue, long.MaxValue) : random.NextInt64(low - 1, long.MaxValue) + 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SeedRandom(lua_State* L) => HostFunction.Run(L, &Seed);

    private static int Seed(LuaState state, lua_State* L)
    {
        if (lua_gettop(L) == 0)
        {
            state.Random = new Random();
            return 0;
        }

        if (lua_type(L, 1) != LUA_TNUMBER)
            throw LuaArgumentException.Expected(L, 1, "randomseed", "number");
        state.Random = new Random(lua_tonumberx(L, 1, null).GetHashCode());
        return 0;
    }
}
