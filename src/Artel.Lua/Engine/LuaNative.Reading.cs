using System.Runtime.InteropServices;

namespace Artel.Lua.Engine;

#if DEBUG
/// <summary>Is told of a value on a stack that is looked at, or of a table that is asked for the key on top of the stack.</summary>
internal unsafe delegate void LuaReadWatch(lua_State* L, int index);
#endif

/// <content>
/// The functions by which a value on a stack is looked at for the first time, and a table is asked for a key. A debug build can tell a test
/// of each look, by which it knows which arguments a host function takes, and which fields of them; any other build has the library's
/// functions and nothing else.
/// </content>
internal static unsafe partial class LuaNative
{
#if DEBUG
    /// <summary>Whoever wants to be told. It must not raise, and must look by <see cref="Unwatched"/> only.</summary>
    internal static volatile LuaReadWatch? ReadWatch;

    /// <summary>The same for tables and the keys that they are asked for. It leaves the stack as it was, and makes nothing: there may be no memory.</summary>
    internal static volatile LuaReadWatch? KeyWatch;

    /// <summary>A string's bytes, without telling of it; empty for any other value.</summary>
    internal static ReadOnlySpan<byte> Unwatched(lua_State* L, int index)
    {
        if (lua_type_unwatched(L, index) != LUA_TSTRING)
            return default;
        nuint length;
        var start = lua_tolstring(L, index, &length);
        return new ReadOnlySpan<byte>(start, (int)length);
    }

    private static void Looked(lua_State* L, int index) => ReadWatch?.Invoke(L, index);

    public static int lua_type(lua_State* L, int index)
    {
        Looked(L, index);
        return lua_type_unwatched(L, index);
    }

    [LibraryImport(Lib, EntryPoint = "lua_type"), SuppressGCTransition]
    private static partial int lua_type_unwatched(lua_State* L, int index);

    public static int lua_isinteger(lua_State* L, int index)
    {
        Looked(L, index);
        return lua_isinteger_unwatched(L, index);
    }

    [LibraryImport(Lib, EntryPoint = "lua_isinteger"), SuppressGCTransition]
    private static partial int lua_isinteger_unwatched(lua_State* L, int index);

    public static int lua_toboolean(lua_State* L, int index)
    {
        Looked(L, index);
        return lua_toboolean_unwatched(L, index);
    }

    [LibraryImport(Lib, EntryPoint = "lua_toboolean"), SuppressGCTransition]
    private static partial int lua_toboolean_unwatched(lua_State* L, int index);

    public static long lua_tointegerx(lua_State* L, int index, int* isInteger)
    {
        Looked(L, index);
        return lua_tointegerx_unwatched(L, index, isInteger);
    }

    [LibraryImport(Lib, EntryPoint = "lua_tointegerx"), SuppressGCTransition]
    private static partial long lua_tointegerx_unwatched(lua_State* L, int index, int* isInteger);

    public static double lua_tonumberx(lua_State* L, int index, int* isNumber)
    {
        Looked(L, index);
        return lua_tonumberx_unwatched(L, index, isNumber);
    }

    [LibraryImport(Lib, EntryPoint = "lua_tonumberx"), SuppressGCTransition]
    private static partial double lua_tonumberx_unwatched(lua_State* L, int index, int* isNumber);

    public static void* lua_touserdata(lua_State* L, int index)
    {
        Looked(L, index);
        return lua_touserdata_unwatched(L, index);
    }

    [LibraryImport(Lib, EntryPoint = "lua_touserdata"), SuppressGCTransition]
    private static partial void* lua_touserdata_unwatched(lua_State* L, int index);

    public static void lua_pushvalue(lua_State* L, int index)
    {
        Looked(L, index);
        lua_pushvalue_unwatched(L, index);
    }

    [LibraryImport(Lib, EntryPoint = "lua_pushvalue"), SuppressGCTransition]
    private static partial void lua_pushvalue_unwatched(lua_State* L, int index);

    public static int lua_rawget(lua_State* L, int index)
    {
        KeyWatch?.Invoke(L, index);
        return lua_rawget_unwatched(L, index);
    }

    [LibraryImport(Lib, EntryPoint = "lua_rawget"), SuppressGCTransition]
    private static partial int lua_rawget_unwatched(lua_State* L, int index);
#else
    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_type(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_isinteger(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_toboolean(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial long lua_tointegerx(lua_State* L, int index, int* isInteger);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial double lua_tonumberx(lua_State* L, int index, int* isNumber);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void* lua_touserdata(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial void lua_pushvalue(lua_State* L, int index);

    [LibraryImport(Lib), SuppressGCTransition]
    public static partial int lua_rawget(lua_State* L, int index);
#endif
}
