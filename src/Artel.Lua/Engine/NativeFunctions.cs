using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>The functions of Lua's own libraries, by <c>library.name</c>; those of the base library by name.</summary>
internal static unsafe class NativeFunctions
{
    /// <summary>The one function of the debug library that the prelude uses: it reads what a userdata carries.</summary>
    private const string UserValue = "debug.getuservalue";

    private static readonly string[] Libraries = ["_G", "string", "table", "math", "utf8", "coroutine", "os"];
    private static readonly FrozenDictionary<string, nint> ByName = ReadAll();

    /// <summary>Answers the lookup by which Lua finds a function's name for an error; see <see cref="IndexRegistry"/>.</summary>
    public static readonly nint RegistryIndex = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&IndexRegistry;

    /// <summary>Pushes one of them.</summary>
    public static void Push(lua_State* L, string name) => lua_pushcfunction(L, AddressOf(name), 0);

    /// <summary>Where one of them is.</summary>
    public static nint AddressOf(string name) => ByName[name];

    /// <summary>
    /// Reads the addresses out of a state with all libraries. Functions with upvalues (<c>math.random</c>) are of no use without them;
    /// nobody must ask for these.
    /// </summary>
    private static FrozenDictionary<string, nint> ReadAll()
    {
        var functions = new Dictionary<string, nint>();
        var L = luaL_newstate();
        luaL_openlibs(L);
        foreach (var library in Libraries)
            Read(L, library, functions);
        var debug = new Dictionary<string, nint>();
        Read(L, "debug", debug);
        functions[UserValue] = debug[UserValue];
        ReadMetamethods(L, functions);
        lua_close(L);
        functions.Remove("math.random");
        functions.Remove("math.randomseed");
        return functions.ToFrozenDictionary();
    }

    private static void Read(lua_State* L, string library, Dictionary<string, nint> functions)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(library + "\0"))
            lua_getglobal(L, name);
        lua_pushnil(L);
        while (lua_next(L, -2) != 0)
        {
            if (lua_type(L, -1) == LUA_TFUNCTION && lua_type(L, -2) == LUA_TSTRING)
                functions[library == "_G" ? LuaStack.Text(L, -2) : $"{library}.{LuaStack.Text(L, -2)}"] = lua_tocfunction(L, -1);
            lua_pop(L, 1);
        }

        lua_pop(L, 1);
    }

    /// <summary>Those of strings, as of the string library: what makes numbers of strings in arithmetic.</summary>
    private static void ReadMetamethods(lua_State* L, Dictionary<string, nint> functions)
    {
        LuaStack.PushBytes(L, ""u8);
        lua_getmetatable(L, -1);
        lua_pushnil(L);
        while (lua_next(L, -2) != 0)
        {
            if (lua_type(L, -1) == LUA_TFUNCTION)
                functions[$"string.{LuaStack.Text(L, -2)}"] = lua_tocfunction(L, -1);
            lua_pop(L, 1);
        }

        lua_pop(L, 2);
    }

    /// <summary>
    /// For <c>bad argument #1 to 'f'</c> Lua looks a function up in the registry's table of loaded modules. A state of ours has none:
    /// it is made for the moment, as an argument error is rare and the table is not small.
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IndexRegistry(lua_State* L) => HostFunction.RunUnchecked(L, &PushLoaded);

    private static int PushLoaded(LuaState state, lua_State* L)
    {
        if (!LuaStack.Bytes(L, 2).SequenceEqual("_LOADED"u8))
            return 0;

        lua_createtable(L, 0, 1);
        LuaStack.PushBytes(L, "_G"u8);
        lua_createtable(L, 0, ByName.Count);
        foreach (var (name, function) in ByName)
        {
            LuaStack.PushText(L, name);
            lua_pushcfunction(L, function, 0);
            lua_rawset(L, -3);
        }

        lua_rawset(L, -3);
        return 1;
    }
}
