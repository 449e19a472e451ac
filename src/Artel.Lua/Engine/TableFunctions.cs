using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>The table library: Lua's own, with guards before the loops that a hook can't interrupt.</summary>
internal static unsafe class TableFunctions
{
    /// <summary>Whether a table has a <c>__len</c>.</summary>
    private static readonly nint HasLength = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&HasLengthFunction;

    public static readonly LuaLibrary Library = new LuaLibrary("table")
        .Native("concat", "pack", "unpack")
        .Value("insert", static (_, L) => PushGuarded(L, "insert"))
        .Value("remove", static (_, L) => PushGuarded(L, "remove"))
        .Value("sort", static (_, L) => PushGuarded(L, "sort"))
        .Value("move", static (_, L) => PushGuarded(L, "move"));

    private static void PushGuarded(lua_State* L, string name)
    {
        Prelude.Begin(L, "table");
        NativeFunctions.Push(L, "error");
        NativeFunctions.Push(L, "type");
        lua_pushcfunction(L, HasLength, 0);
        Prelude.PushNamed(L, "table", name);
        LuaStack.PushText(L, name);
        Prelude.Call(L, 5, 1);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int HasLengthFunction(lua_State* L) => HostFunction.RunUnchecked(L, &PushHasLength);

    private static int PushHasLength(LuaState state, lua_State* L)
    {
        var hasLength = 0;
        if (lua_getmetatable(L, 1) != 0)
        {
            LuaStack.PushBytes(L, "__len"u8);
            hasLength = lua_rawget(L, -2) != LUA_TNIL ? 1 : 0;
        }

        lua_pushboolean(L, hasLength);
        return 1;
    }
}
