using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using Artel.Lua.Processes;
using Artel.Lua.Values;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>What <c>require("ctx")</c> gives: the values that a process has from whoever spawned it. Read-only.</summary>
internal static unsafe class ContextModule
{
    public static readonly LuaLibrary Library = new LuaLibrary("ctx") { ReadOnly = true }
        .Function("get", &Get)
        .Function("all", &All);

    /// <summary><c>ctx.get(key)</c>: the value.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Get(lua_State* L) => HostFunction.Run(L, &PushValue);

    private static int PushValue(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        var key = ProcessModule.Text(state, L, 1, "get", 1, "key");
        if (key.Length == 0)
            throw new ProcessException(ErrorKind.Invalid, "get: the key is empty", retryable: false);
        if (!cell.Context.TryGetValue(key, out var value))
            throw new ProcessException(ErrorKind.NotFound, $"get: the context has no '{key}'", retryable: false);
        LuaValues.Push(state, L, value, $"context['{key}']");
        return 1;
    });

    /// <summary><c>ctx.all()</c>: a table of its own with all of them.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int All(lua_State* L) => HostFunction.Run(L, &PushAll);

    private static int PushAll(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        lua_createtable(L, 0, cell.Context.Count);
        foreach (var (key, value) in cell.Context)
        {
            LuaStack.PushText(L, key);
            LuaValues.Push(state, L, value, $"context['{key}']");
            lua_rawset(L, -3);
        }

        return 1;
    });
}
