using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// Which tables may be weak. Lua's collector goes through a chain of weak keys once for each of its links, in one piece that nothing can
/// interrupt: 4,096 of them take 50 ms, 32,768 take 4 s. So weak keys alone are refused; weak values, and both, it goes through once.
/// </summary>
/// <remarks>
/// The collector looks for <c>__mode</c> whenever it comes to a table, so that a script could set it in a metatable after the table has got
/// it. It knows the name by the identity of one string, which <see cref="HideMode"/> renames: a script's <c>__mode</c> is another string since
/// then. What is weak is said by <c>setmetatable</c> alone, in a metatable that no script ever gets.
/// </remarks>
internal static unsafe class WeakTables
{
    private static readonly nint LetGoFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&LetGo;

    /// <summary>What is in a metatable of ours that a script may replace.</summary>
    private static readonly void* Ours = NativeMemory.Alloc(1);

    private static ReadOnlySpan<byte> Mode => "__mode"u8;

    /// <summary>What the collector's name of the mode is then. A script that makes the same bytes may get that string: nobody can guess them.</summary>
    private static readonly byte[] Hidden = RandomNumberGenerator.GetBytes(Mode.Length);

    /// <summary>Renames the string that the collector looks for, and pushes it. For a new state, before any script is in it.</summary>
    public static void HideMode(lua_State* L)
    {
        LuaStack.PushBytes(L, Mode);
        Hidden.CopyTo(new Span<byte>(lua_tolstring(L, -1, null), Hidden.Length));
    }

    /// <summary>Pushes <c>setmetatable</c>.</summary>
    public static void PushSetMetatable(lua_State* L)
    {
        Prelude.Begin(L, "setmetatable");
        NativeFunctions.Push(L, "error");
        NativeFunctions.Push(L, "setmetatable");
        NativeFunctions.Push(L, "rawget");
        NativeFunctions.Push(L, "type");
        lua_pushcfunction(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&MakeWeak, 0);
        Prelude.Call(L, 5, 1);
    }

    /// <summary>Gives what makes a table weak, and what gives back the metatable of one that is.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int MakeWeak(lua_State* L) => HostFunction.RunUnchecked(L, &PushMakers);

    private static int PushMakers(LuaState state, lua_State* L)
    {
        Prelude.Begin(L, "weak");
        NativeFunctions.Push(L, "error");
        NativeFunctions.Push(L, "setmetatable");
        NativeFunctions.Push(L, "rawget");
        NativeFunctions.Push(L, "type");
        NativeFunctions.Push(L, "string.find");
        lua_pushcfunction(L, LetGoFunction, 0);
        LuaInternals.PushMode(L);
        lua_pushlightuserdata(L, Ours);
        Prelude.Call(L, 8, 1);
        lua_pushcfunction(L, LetGoFunction, 0);
        return 2;
    }

    /// <summary>Takes a metatable of ours from a table, so that the table can get another one; Lua would say that it is protected.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LetGo(lua_State* L) => HostFunction.RunUnchecked(L, &TakeMetatable);

    private static int TakeMetatable(LuaState state, lua_State* L)
    {
        if (lua_type(L, 1) != LUA_TTABLE || lua_getmetatable(L, 1) == 0 || lua_rawgetp(L, -1, Ours) == LUA_TNIL)
            return 0;
        lua_pushnil(L);
        lua_setmetatable(L, 1);
        return 0;
    }
}
