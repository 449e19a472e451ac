using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>The table library: Lua's own, with guards before the loops that a hook can't interrupt.</summary>
internal static unsafe class TableFunctions
{
    /// <summary>A native loop over so many items takes less than a slice.</summary>
    private const long FewItems = 5_000;

    /// <summary>To compare strings of this length takes so long that a loop has to be interruptible.</summary>
    private const long LongString = 16 << 10;

    /// <summary>What an item takes on a stack or in a table.</summary>
    private const long BytesPerItem = 16;

    private static readonly nint Measure = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&MeasureFunction;

    public static readonly LuaLibrary Library = new LuaLibrary("table")
        .Native("pack")
        .Value("concat", static (_, L) => PushGuarded(L, "concat"))
        .Value("unpack", static (_, L) => PushGuarded(L, "unpack"))
        .Value("insert", static (_, L) => PushGuarded(L, "insert"))
        .Value("remove", static (_, L) => PushGuarded(L, "remove"))
        .Value("sort", static (_, L) => PushSort(L))
        .Value("move", static (_, L) => PushGuarded(L, "move"));

    private static void PushSort(lua_State* L)
    {
        Prelude.Begin(L, "sort");
        NativeFunctions.Push(L, "error");
        NativeFunctions.Push(L, "type");
        lua_pushcfunction(L, Measure, 0);
        Prelude.PushNamed(L, "table", "sort");
        Prelude.Call(L, 4, 1);
    }

    private static void PushGuarded(lua_State* L, string name)
    {
        Prelude.Begin(L, "table");
        NativeFunctions.Push(L, "error");
        NativeFunctions.Push(L, "type");
        NativeFunctions.Push(L, "tostring");
        NativeFunctions.Push(L, "getmetatable");
        lua_pushcfunction(L, Measure, 0);
        NativeFunctions.Push(L, "table.concat");
        Prelude.PushNamed(L, "table", name);
        LuaStack.PushText(L, name);
        lua_pushinteger(L, FewItems);
        Prelude.Call(L, 9, 1);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int MeasureFunction(lua_State* L) => HostFunction.RunUnchecked(L, &PushMeasure);

    /// <summary>
    /// (table, count): whether the table has a <c>__len</c>, and whether a native loop over its items, or over so many values, is long. A
    /// comparison of two long strings makes any loop long.
    /// </summary>
    private static int PushMeasure(LuaState state, lua_State* L)
    {
        var native = NativeState.Of(L);
        var hasLength = 0;
        var items = lua_type(L, 1) == LUA_TTABLE ? (long)lua_rawlen(L, 1) : 0;
        if (lua_type(L, 2) == LUA_TNUMBER)
            items = (long)Math.Clamp(lua_tonumberx(L, 2, null), items, long.MaxValue / BytesPerItem);
        if (items > FewItems)
        {
            LuaPreemption.NoteCall(native, Math.Min(items * BytesPerItem, native->Limit));
            LuaPreemption.Charge(L, native);
        }

        if (lua_type(L, 1) == LUA_TTABLE && lua_getmetatable(L, 1) != 0)
        {
            LuaStack.PushBytes(L, "__len"u8);
            hasLength = lua_rawget(L, -2) != LUA_TNIL ? 1 : 0;
        }

        lua_pushboolean(L, hasLength);
        lua_pushboolean(L, items > FewItems || native->LongestString > LongString ? 1 : 0);
        return 2;
    }
}
