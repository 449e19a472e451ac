using System.Text;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// The string library: searches by <see cref="PatternFunctions"/>, the rest is Lua's own. The functions that read a text take an error object
/// for its message.
/// </summary>
internal static unsafe class StringFunctions
{
    /// <summary>Lua's own: an operand that is a string of a number is that number.</summary>
    private static readonly (byte[] Name, nint Function)[] Arithmetic =
    [
        .. new[] { "__add", "__sub", "__mul", "__mod", "__pow", "__div", "__idiv", "__unm" }
            .Select(static name => (Encoding.ASCII.GetBytes(name), NativeFunctions.AddressOf("string." + name))),
    ];

    public static readonly LuaLibrary Library = new LuaLibrary("string")
        .Native("byte", "char", "reverse")
        .Value("pack", static (state, L) => PushShortFormat(state, L, "pack"))
        .Value("packsize", static (state, L) => PushShortFormat(state, L, "packsize"))
        .Value("unpack", static (state, L) => PushShortFormat(state, L, "unpack"))
        .Value("format", static (_, L) => PushGuarded(L, "format", "format", "error", "type", "select", "string.find"))
        .Value("len", static (_, L) => PushGuarded(L, "string", "len", "error", "type", "tostring"))
        .Value("lower", static (_, L) => PushGuarded(L, "string", "lower", "error", "type", "tostring"))
        .Value("upper", static (_, L) => PushGuarded(L, "string", "upper", "error", "type", "tostring"))
        .Value("sub", static (_, L) => PushGuarded(L, "string", "sub", "error", "type", "tostring"))
        .Value("rep", static (_, L) => PushGuarded(L, "rep", "rep", "type", "tostring", "math.tointeger"))
        .Value("find", static (_, L) => PatternFunctions.PushFind(L))
        .Value("match", static (_, L) => PatternFunctions.PushMatch(L))
        .Value("gmatch", static (_, L) => PatternFunctions.PushGlobalMatch(L))
        .Value("gsub", static (_, L) => PatternFunctions.PushGlobalSubstitution(L));

    /// <summary>Gives strings their methods, the state's own string table, and their arithmetic. The globals are on top of the stack.</summary>
    public static void AttachMetatable(LuaState state, lua_State* L)
    {
        LuaStack.PushBytes(L, ""u8);
        lua_createtable(L, 0, 1 + Arithmetic.Length);
        foreach (var (name, function) in Arithmetic)
        {
            LuaStack.PushBytes(L, name);
            lua_pushcfunction(L, function, 0);
            lua_rawset(L, -3);
        }

        LuaStack.PushBytes(L, "__index"u8);
        Library.Push(state, L);
        LuaStack.PushBytes(L, "string"u8);
        lua_pushvalue(L, -2);
        lua_rawset(L, -7);
        lua_rawset(L, -3);
        lua_setmetatable(L, -2);
        lua_pop(L, 1);
    }

    /// <summary>Pushes what a part of the prelude makes of some functions of Lua, and of the one that it stands before, with its name.</summary>
    private static void PushGuarded(lua_State* L, string part, string name, params ReadOnlySpan<string> natives)
    {
        Begin(L, part, name, natives);
        Prelude.Call(L, natives.Length + 2, 1);
    }

    private static void PushShortFormat(LuaState state, lua_State* L, string name)
    {
        ReadOnlySpan<string> natives = ["error", "type", "string.find", "tonumber"];
        Begin(L, "short_format", name, natives);
        lua_pushinteger(L, state.Limits.ObjectBytes);
        Prelude.Call(L, natives.Length + 3, 1);
    }

    private static void Begin(lua_State* L, string part, string name, params ReadOnlySpan<string> natives)
    {
        Prelude.Begin(L, part);
        foreach (var native in natives)
            NativeFunctions.Push(L, native);
        Prelude.PushNamed(L, "string", name);
        LuaStack.PushText(L, name);
    }
}
