using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary><c>collectgarbage</c>: what a script may know of its memory and do about it. How the collector works is not its to set.</summary>
internal static unsafe class CollectorFunctions
{
    private static readonly nint CountFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Count;
    private static readonly nint StepFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Step;

    /// <summary>Pushes <c>collectgarbage</c>.</summary>
    public static void Push(LuaState state, lua_State* L)
    {
        Prelude.Begin(L, "collectgarbage");
        NativeFunctions.Push(L, "error");
        NativeFunctions.Push(L, "tostring");
        lua_pushcfunction(L, CountFunction, 0);
        lua_pushcfunction(L, StepFunction, 0);
        Prelude.Call(L, 4, 1);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Count(lua_State* L) => HostFunction.RunUnchecked(L, &PushCount);

    /// <summary>The bytes that the memory limit counts, in units of 1024.</summary>
    private static int PushCount(LuaState state, lua_State* L)
    {
        lua_pushnumber(L, NativeState.Of(L)->Used / 1024.0);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Step(lua_State* L) => HostFunction.RunUnchecked(L, &PushStepped);

    /// <summary>Whether a cycle ended with this step; true also where the collector does not run at all, or a loop would not end.</summary>
    private static int PushStepped(LuaState state, lua_State* L)
    {
        lua_pushboolean(L, lua_gc(L, LUA_GCSTEP, 0, 0, 0) != 0 ? 1 : 0);
        LuaPreemption.Charge(L, NativeState.Of(L));
        return 1;
    }
}
