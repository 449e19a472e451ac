using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using Artel.Lua.Values;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>What <c>require("ctx")</c> gives: the context values that the process was spawned with. Scripts get copies.</summary>
internal static unsafe class ContextModule
{
    public static readonly LuaLibrary Library = new LuaLibrary("ctx") { ReadOnly = true }
        .Function("get", &Get)
        .Function("all", &All);

    /// <summary><c>ctx.get(key)</c>: INVALID for an empty key, NOT_FOUND for one that is not there.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Get(lua_State* L) => HostFunction.Run(L, &PushValue);

    private static int PushValue(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        var key = ProcessModule.Text(state, L, 1, "get", 1, "key");
        if (key.Length == 0)
            throw new ProcessException(ErrorKind.Invalid, "get: the key is empty", retryable: false);
        if (!cell.Context.TryGetValue(key, out var value))
            throw new ProcessException(ErrorKind.NotFound, $"get: there is no context value '{key}'", retryable: false);
        LuaValues.Push(state, L, value, key);
        return 1;
    });

    /// <summary><c>ctx.all()</c>: a new table of all values.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int All(lua_State* L) => HostFunction.Run(L, &PushAll);

    private static int PushAll(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        lua_createtable(L, 0, cell.Context.Count);
        var table = lua_gettop(L);
        foreach (var (key, value) in cell.Context)
        {
            LuaStack.PushText(L, key);
            LuaValues.Push(state, L, value, key);
            lua_rawset(L, table);
        }

        return 1;
    });
}
