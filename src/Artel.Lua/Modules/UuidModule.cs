using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>What <c>require("uuid")</c> gives. A UUID is a text of 36 characters in lower case.</summary>
internal static unsafe class UuidModule
{
    /// <summary>The one form that is read: hexadecimal digits with hyphens between them, without braces.</summary>
    private const string Form = "D";

    public static readonly LuaLibrary Library = new LuaLibrary("uuid") { ReadOnly = true }
        .Text("NIL", Guid.Empty.ToString(Form))
        .Function("v4", &RandomUuid)
        .Function("v7", &TimedUuid)
        .Function("parse", &Parse)
        .Function("is_valid", &IsValid);

    /// <summary><c>uuid.v4()</c>: random, from the system's source of unguessable numbers.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int RandomUuid(lua_State* L) => HostFunction.Run(L, &PushRandom);

    private static int PushRandom(LuaState state, lua_State* L)
    {
        LuaStack.PushText(L, Guid.NewGuid().ToString(Form));
        return 1;
    }

    /// <summary><c>uuid.v7()</c>: begins with the process's time in milliseconds, so that later ones sort after earlier ones.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int TimedUuid(lua_State* L) => HostFunction.Run(L, &PushTimed);

    private static int PushTimed(LuaState state, lua_State* L)
    {
        LuaStack.PushText(L, Guid.CreateVersion7(state.Time.GetUtcNow()).ToString(Form));
        return 1;
    }

    /// <summary><c>uuid.parse(text)</c>: the text in lower case, or INVALID.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Parse(lua_State* L) => HostFunction.Run(L, &PushParsed);

    private static int PushParsed(LuaState state, lua_State* L)
    {
        var text = Encoding.UTF8.GetString(HostFunction.Text(state, L, 1, "parse"));
        if (!Guid.TryParseExact(text, Form, out var parsed))
        {
            return ProcessModule.Fail(state, L, new ProcessException(
                ErrorKind.Invalid, $"parse: '{text}' is no UUID; write it as in \"{Guid.Empty}\"", retryable: false));
        }

        LuaStack.PushText(L, parsed.ToString(Form));
        return 1;
    }

    /// <summary><c>uuid.is_valid(value)</c>: whether <c>parse</c> would take it; any value may be asked about.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsValid(lua_State* L) => HostFunction.Run(L, &PushIsValid);

    private static int PushIsValid(LuaState state, lua_State* L)
    {
        lua_pushboolean(L, lua_type(L, 1) == LUA_TSTRING && Guid.TryParseExact(LuaStack.Text(L, 1), Form, out _) ? 1 : 0);
        return 1;
    }
}
