using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace Artel.Lua.Engine;

/// <summary>A Lua thread of the native library; only ever behind a pointer.</summary>
internal struct lua_State;

/// <summary>
/// The functions of the native library <c>lua54</c>, under the names that the Lua manual gives them.
/// </summary>
/// <remarks>
/// A function marked <see cref="SuppressGCTransitionAttribute"/> is a leaf: it neither allocates, nor raises, nor calls back. Such a
/// call must not stand in the block in which an unmanaged-callers-only method returns (seen to corrupt the return), which is why every
/// host function has its body in a method of its own: see <see cref="HostFunction"/>.
/// </remarks>
internal static unsafe partial class LuaNative
{
    public const int LUA_REGISTRYINDEX = -1000000 - 1000;
    public const int LUA_RIDX_GLOBALS = 2;

    public const int LUA_OK = 0;
    public const int LUA_YIELD = 1;
    public const int LUA_ERRMEM = 4;

    public const int LUA_TNONE = -1;
    public const int LUA_TNIL = 0;
    public const int LUA_TBOOLEAN = 1;
    public const int LUA_TLIGHTUSERDATA = 2;
    public const int LUA_TNUMBER = 3;
    public const int LUA_TSTRING = 4;
    public const int LUA_TTABLE = 5;
    public const int LUA_TFUNCTION = 6;
    public const int LUA_TUSERDATA = 7;
    public const int LUA_TTHREAD = 8;

    public const int LUA_HOOKCOUNT = 3;
    public const int LUA_MASKCALL = 1 << 0;
    public const int LUA_MASKCOUNT = 1 << 3;
    public const int LUA_GCCOLLECT = 2;
    public const int LUA_GCSTEP = 5;

    private const string Lib = "lua54";
    private static readonly nint LoadedLibrary = NativeLibrary.Load(Lib, typeof(LuaNative).Assembly, null);

    // May allocate, call back or run Lua code.
    [LibraryImport(Lib)]
    public static partial lua_State* lua_newstate(delegate* unmanaged[Cdecl]<void*, void*, nuint, nuint, void*> allocator, void* data);

    [LibraryImport(Lib)]
    public static partial lua_State* luaL_newstate();

    [LibraryImport(Lib)]
    public static partial void luaL_openlibs(lua_State* L);

    [LibraryImport(Lib)]
    public static partial void lua_close(lua_State* L);

    [LibraryImport(Lib)]
    public static partial lua_State* lua_newthread(lua_State* L);

    [LibraryImport(Lib)]
    public static partial int lua_resume(lua_State* L, lua_State* from, int arguments, int* results);

    [LibraryImport(Lib)]
    public static partial int lua_pcallk(lua_State* L, int arguments, int results, int handler, nint context, nint continuation);

    [LibraryImport(Lib)]
    public static partial int luaL_loadbufferx(lua_State* L, byte* buffer, nuint size, byte* name, byte* mode);

    [LibraryImport(Lib)]
    public static partial int lua_load(lua_State* L, delegate* unmanaged[Cdecl]<lua_State*, void*, nuint*, byte*> reader, void* data, byte* name, byte* mode);

    [LibraryImport(Lib)]
    public static partial int lua_dump(lua_State* L, delegate* unmanaged[Cdecl]<lua_State*, void*, nuint, void*, int> writer, void* data, int strip);

    [LibraryImport(Lib)]
    public static partial byte* lua_pushlstring(lua_State* L, byte* bytes, nuint length);

    [LibraryImport(Lib)]
    public static partial void lua_createtable(lua_State* L, int values, int pairs);

    [LibraryImport(Lib)]
    public static partial void* lua_newuserdatauv(lua_State* L, nuint size, int userValues);

    [LibraryImport(Lib)]
    public static partial void lua_rawset(lua_State* L, int index);

    [LibraryImport(Lib)]
    public static partial void lua_rawseti(lua_State* L, int index, long key);

    [LibraryImport(Lib)]
    public static partial void lua_rawsetp(lua_State* L, int index, void* key);

    [LibraryImport(Lib)]
    public static partial int lua_setmetatable(lua_State* L, int index);

    [LibraryImport(Lib)]
    public static partial int lua_checkstack(lua_State* L, int slots);

    [LibraryImport(Lib)]
    public static partial int lua_yieldk(lua_State* L, int results, nint context, nint continuation);

    [LibraryImport(Lib)]
    public static partial int lua_gc(lua_State* L, int what, int a, int b, int c);

    [LibraryImport(Lib)]
    public static partial int lua_getinfo(lua_State* L, byte* what, lua_Debug* call);

    [LibraryImport(Lib)]
    public static partial void lua_pushcclosure(lua_State* L, nint function, int upvalues);

    [LibraryImport(Lib)]
    public static partial int lua_getglobal(lua_State* L, byte* name);

    [LibraryImport(Lib)]
    public static partial int luaL_ref(lua_State* L, int index);

    [LibraryImport(Lib)]
    public static partial void luaL_unref(lua_State* L, int index, int reference);

    /// <summary>As <see cref="lua_tolstring"/>, for a value that may be a number: it becomes a string in its place.</summary>
    [LibraryImport(Lib, EntryPoint = "lua_tolstring")]
    public static partial byte* lua_tolstring_converting(lua_State* L, int index, nuint* length);

    // Leaves.
    /// <summary>Only where <see cref="lua_type"/> is a string; a leaf for that reason.</summary>
    [LibraryImport(Lib), SuppressGCTransition]
    public static partial byte* lua_tolstring(lua_State* L, int index, nuint* length);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_gettop(lua_State* L);

    /// <summary>Only on stacks without to-be-closed slots, as a host's are; a leaf for that reason.</summary>
    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void lua_settop(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void* lua_topointer(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial nint lua_tocfunction(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial nuint lua_rawlen(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void lua_pushnil(lua_State* L);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void lua_pushboolean(lua_State* L, int value);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void lua_pushinteger(lua_State* L, long value);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void lua_pushnumber(lua_State* L, double value);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void lua_pushlightuserdata(lua_State* L, void* value);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_pushthread(lua_State* L);

    /// <summary>A function without upvalues is no object of its own: nothing is allocated.</summary>
    [LibraryImport(Lib, EntryPoint = "lua_pushcclosure"), SuppressGCTransition]
    public static partial void lua_pushcfunction(lua_State* L, nint function, int mustBeZero);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void lua_rotate(lua_State* L, int index, int places);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void lua_copy(lua_State* L, int from, int to);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_rawgeti(lua_State* L, int index, long key);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_rawgetp(lua_State* L, int index, void* key);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_getiuservalue(lua_State* L, int index, int number);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_setiuservalue(lua_State* L, int index, int number);

    /// <summary>As <see cref="lua_setmetatable"/>, for a metatable without <c>__gc</c>: a leaf for that reason.</summary>
    [LibraryImport(Lib, EntryPoint = "lua_setmetatable"), SuppressGCTransition]
    public static partial int lua_setplainmetatable(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_next(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_getmetatable(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_isyieldable(lua_State* L);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_status(lua_State* L);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial nint lua_gethook(lua_State* L);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_gethookmask(lua_State* L);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial lua_State* lua_tothread(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_gethookcount(lua_State* L);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void lua_sethook(lua_State* L, nint hook, int mask, int count);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_getstack(lua_State* L, int level, lua_Debug* call);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void lua_xmove(lua_State* from, lua_State* to, int count);

    public static void lua_pop(lua_State* L, int count) => lua_settop(L, -count - 1);

    /// <summary>Moves the value on top of the stack to a place below.</summary>
    public static void lua_replace(lua_State* L, int index)
    {
        lua_copy(L, -1, index);
        lua_pop(L, 1);
    }

    /// <summary>Removes a value from the middle of the stack.</summary>
    public static void lua_remove(lua_State* L, int index)
    {
        lua_rotate(L, index, -1);
        lua_pop(L, 1);
    }

    public static int lua_upvalueindex(int upvalue) => LUA_REGISTRYINDEX - upvalue;

    /// <summary>The address of an exported function, to be given back to Lua.</summary>
    public static nint Export(string name) => NativeLibrary.GetExport(LoadedLibrary, name);
}
