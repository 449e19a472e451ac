using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Values;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// The globals of every script. What is not here a script has not: no files, no processes of the system, no loading of code, no look
/// into the engine.
/// </summary>
internal static unsafe class StandardGlobals
{
    public static readonly LuaLibrary Library = new LuaLibrary("_G")
        .Native("assert", "error", "getmetatable", "ipairs", "next", "pairs", "pcall", "rawequal", "rawget", "rawlen", "select")
        .Native("tonumber", "tostring", "type")
        .Value("_G", static (_, L) => lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS))
        .Text("_VERSION", "Lua 5.4")
        .Value("setmetatable", static (_, L) => WeakTables.PushSetMetatable(L))
        .Value("rawset", static (_, L) => PushRawSet(L))
        .Value("xpcall", static (_, L) => PushProtectedCall(L))
        .Value("collectgarbage", CollectorFunctions.Push)
        .Value("print", SystemFunctions.PushPrint)
        .Value("require", SystemFunctions.PushRequire)
        .Value("coroutine", static (state, L) => PushCoroutine(state, L))
        .Library(StringFunctions.Library)
        .Library(TableFunctions.Library)
        .Library(MathFunctions.Library)
        .Library(SystemFunctions.Library)
        .Library(ErrorFunctions.Library)
        .Library(new LuaLibrary("utf8")
            .Native("char", "codepoint", "codes", "len", "offset")
            .Value("charpattern", static (_, L) => LuaStack.PushBytes(L, [(byte)'[', 0, (byte)'-', 0x7F, 0xC2, (byte)'-', 0xFD, (byte)']', (byte)'[', 0x80, (byte)'-', 0xBF, (byte)']', (byte)'*'])));

    private static void PushRawSet(lua_State* L)
    {
        Prelude.Begin(L, "rawset");
        NativeFunctions.Push(L, "error");
        NativeFunctions.Push(L, "rawset");
        NativeFunctions.Push(L, "getmetatable");
        NativeFunctions.Push(L, "tostring");
        Prelude.Call(L, 4, 1);
    }

    private static void PushProtectedCall(lua_State* L)
    {
        Prelude.Begin(L, "xpcall");
        LuaInternals.Push(L);
        NativeFunctions.Push(L, "xpcall");
        Prelude.Call(L, 2, 1);
    }

    private static void PushCoroutine(LuaState state, lua_State* L)
    {
        lua_createtable(L, 0, 9);
        Prelude.Begin(L, "coroutine");
        LuaInternals.Push(L);
        lua_pushlightuserdata(L, LuaInternals.UserYield);
        lua_pushlightuserdata(L, LuaInternals.Operation);
        lua_pushlightuserdata(L, LuaInternals.Failure);
        NativeFunctions.Push(L, "error");
        NativeFunctions.Push(L, "coroutine.create");
        NativeFunctions.Push(L, "coroutine.resume");
        NativeFunctions.Push(L, "coroutine.yield");
        NativeFunctions.Push(L, "coroutine.status");
        NativeFunctions.Push(L, "coroutine.isyieldable");
        NativeFunctions.Push(L, "coroutine.close");
        NativeFunctions.Push(L, "coroutine.running");
        lua_pushcfunction(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Spawn, 0);
        lua_pushcfunction(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Count, 0);
        lua_pushvalue(L, -16);
        Prelude.Call(L, 15, 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Count(lua_State* L) => HostFunction.RunUnchecked(L, &CountOnThread);

    private static int CountOnThread(LuaState state, lua_State* L)
    {
        LuaPreemption.CountOn(lua_tothread(L, 1), NativeState.Of(L));
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Spawn(lua_State* L) => HostFunction.Run(L, &SpawnThread);

    private static int SpawnThread(LuaState state, lua_State* L)
    {
        if (lua_type(L, 1) != LUA_TFUNCTION)
            throw LuaArgumentException.Expected(L, 1, "spawn", "function");
        state.Spawn(state.NewThread(L, lua_gettop(L) - 1));
        return 0;
    }
}
