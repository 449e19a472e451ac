using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Functions;
using Artel.Lua.Engine;
using Artel.Lua.Processes;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>What <c>require("funcs")</c> gives: functions, by their ids.</summary>
internal static unsafe class FunctionsModule
{
    public static readonly LuaLibrary Library = new LuaLibrary("funcs") { ReadOnly = true }
        .Operation("call", (int)LuaOperation.CallFunction)
        .Function("async", &Async)
        .Function("new", &New);

    /// <summary><c>funcs.async(id, ...)</c>: a future at once; what is wrong with the call itself is <c>nil, err</c>.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Async(lua_State* L) => HostFunction.Run(L, &PushFuture);

    private static int PushFuture(LuaState state, lua_State* L) => FutureObject.PushStarted(state, L, 1, "async", FunctionSettings.None);

    /// <summary><c>funcs.new()</c>: an executor.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int New(lua_State* L) => HostFunction.Run(L, &PushExecutor);

    private static int PushExecutor(LuaState state, lua_State* L)
    {
        ExecutorObject.Push(state, L, FunctionSettings.None);
        return 1;
    }
}
