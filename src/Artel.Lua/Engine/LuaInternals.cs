using System.Runtime.InteropServices;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// The table in a state's registry that the prelude and the host share, and the marks that tell a host's yields and failures from a
/// script's values. Scripts reach none of it.
/// </summary>
internal static unsafe class LuaInternals
{
    /// <summary>True once the script has to die: the prelude then lets nothing be caught.</summary>
    private const int Killed = 1;

    /// <summary>The coroutine whose handlers <c>coroutine.close</c> runs; false else.</summary>
    private const int Closing = 2;

    /// <summary>The coroutines that only the host may resume: its own, and those that wait in an operation.</summary>
    private const int Busy = 3;

    /// <summary>The string by which the collector knows a weak table.</summary>
    private const int Mode = 4;

    private const int FirstPart = 5;

    private static readonly byte* Marks = (byte*)NativeMemory.AllocZeroed(4);

    /// <summary>The first value of what a script's <c>coroutine.yield</c> yields.</summary>
    public static readonly void* UserYield = Marks;

    /// <summary>The first value of a yield that asks the host for an operation.</summary>
    public static readonly void* Operation = Marks + 1;

    /// <summary>The first result of a host function that failed; the error comes after it.</summary>
    public static readonly void* Failure = Marks + 2;

    /// <summary>The first result of a host function that has more to do and gives the turn back meanwhile; what it goes on with comes after it.</summary>
    public static readonly void* More = Marks + 3;

    public static void Create(lua_State* L, NativeState* native)
    {
        lua_createtable(L, FirstPart, 0);
        lua_pushboolean(L, 0);
        lua_rawseti(L, -2, Killed);
        lua_pushboolean(L, 0);
        lua_rawseti(L, -2, Closing);
        lua_createtable(L, 0, 1);
        lua_rawseti(L, -2, Busy);
        WeakTables.HideMode(L);
        lua_rawseti(L, -2, Mode);
        lua_rawsetp(L, LUA_REGISTRYINDEX, native->InternalsKey);
    }

    public static void Push(lua_State* L) => lua_rawgetp(L, LUA_REGISTRYINDEX, NativeState.Of(L)->InternalsKey);

    /// <summary>Pushes the key under which a metatable says what is weak. Scripts must not get it.</summary>
    public static void PushMode(lua_State* L)
    {
        Push(L);
        lua_rawgeti(L, -1, Mode);
        lua_remove(L, -2);
    }

    public static void MarkKilled(lua_State* L, NativeState* native)
    {
        lua_rawgetp(L, LUA_REGISTRYINDEX, native->InternalsKey);
        lua_pushboolean(L, 1);
        lua_rawseti(L, -2, Killed);
        lua_pop(L, 1);
    }

    public static bool IsClosing(lua_State* L, NativeState* native)
    {
        lua_rawgetp(L, LUA_REGISTRYINDEX, native->InternalsKey);
        lua_rawgeti(L, -1, Closing);
        var closing = lua_toboolean(L, -1) != 0;
        lua_pop(L, 2);
        return closing;
    }

    /// <summary>Keeps the thread on top of the stack alive and out of the script's reach; pops it.</summary>
    public static void Anchor(lua_State* L)
    {
        Push(L);
        lua_rawgeti(L, -1, Busy);
        lua_rotate(L, -3, -1);
        lua_pushboolean(L, 1);
        lua_rawset(L, -3);
        lua_pop(L, 2);
    }

    /// <summary>Lets go of an anchored thread.</summary>
    public static void Release(lua_State* thread)
    {
        LuaStack.Ensure(thread, 4);
        Push(thread);
        lua_rawgeti(thread, -1, Busy);
        lua_pushthread(thread);
        lua_pushnil(thread);
        lua_rawset(thread, -3);
        lua_pop(thread, 2);
    }

    /// <summary>Pushes what a part of the prelude made, from the second time on without making it again.</summary>
    public static void PushShared(LuaState state, lua_State* L, PreludePart part)
    {
        Push(L);
        var slot = FirstPart + (int)part;
        if (lua_rawgeti(L, -1, slot) == LUA_TNIL)
        {
            lua_pop(L, 1);
            Prelude.Make(state, L, part);
            lua_pushvalue(L, -1);
            lua_rawseti(L, -3, slot);
        }

        lua_remove(L, -2);
    }
}
