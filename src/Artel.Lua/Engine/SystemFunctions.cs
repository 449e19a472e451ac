using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>What a script may know of the system: the time, and where its output goes.</summary>
internal static unsafe class SystemFunctions
{
    /// <summary>The <c>os</c> library: nothing but the time, which is the state's.</summary>
    public static readonly LuaLibrary Library = new LuaLibrary("os")
        .Function("clock", &Clock)
        .Value("time", static (state, L) => PushWithNow(state, L, "time"))
        .Value("date", static (state, L) => PushWithNow(state, L, "date"));

    /// <summary>Pushes <c>print</c>.</summary>
    public static void PushPrint(LuaState state, lua_State* L)
    {
        Prelude.Begin(L, "print");
        state.PushFunction(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Write);
        NativeFunctions.Push(L, "select");
        NativeFunctions.Push(L, "tostring");
        NativeFunctions.Push(L, "table.concat");
        Prelude.Call(L, 4, 1);
    }

    /// <summary>Pushes <c>require</c>; nil in a state without modules.</summary>
    public static void PushRequire(LuaState state, lua_State* L)
    {
        if (state.Modules is null)
        {
            lua_pushnil(L);
            return;
        }

        Prelude.Begin(L, "require");
        lua_pushlightuserdata(L, LuaInternals.Failure);
        NativeFunctions.Push(L, "error");
        lua_pushcfunction(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&FindModule, 0);
        NativeFunctions.Push(L, "type");
        NativeFunctions.Push(L, "coroutine.running");
        NativeFunctions.Push(L, "setmetatable");
        NativeFunctions.Push(L, "table.concat");
        NativeFunctions.Push(L, "table.remove");
        LuaInternals.PushMode(L);
        Prelude.Call(L, 9, 1);
    }

    private static void PushWithNow(LuaState state, lua_State* L, string name)
    {
        Prelude.Begin(L, name);
        NativeFunctions.Push(L, "os." + name);
        state.PushFunction(L, (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Now);
        NativeFunctions.Push(L, "error");
        NativeFunctions.Push(L, "type");
        Prelude.Call(L, 4, 1);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Now(lua_State* L) => HostFunction.Run(L, &PushNow);

    private static int PushNow(LuaState state, lua_State* L)
    {
        lua_pushinteger(L, state.Time.GetUtcNow().ToUnixTimeSeconds());
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Clock(lua_State* L) => HostFunction.Run(L, &PushClock);

    private static int PushClock(LuaState state, lua_State* L)
    {
        lua_pushnumber(L, (double)state.Time.GetTimestamp() / state.Time.TimestampFrequency);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(lua_State* L) => HostFunction.Run(L, &WriteLine);

    private static int WriteLine(LuaState state, lua_State* L)
    {
        state.Output?.Invoke(Encoding.UTF8.GetString(LuaStack.Bytes(L, 1)));
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FindModule(lua_State* L) => HostFunction.Run(L, &PushModule);

    private static int PushModule(LuaState state, lua_State* L)
    {
        var name = LuaStack.Text(L, 1);
        var found = state.Modules!.Find(state, name);
        lua_pushboolean(L, found is LuaCode ? 1 : 0);
        switch (found)
        {
            case LuaCode code:
                state.PushCode(L, code);
                break;
            case LuaLibrary library:
                library.Push(state, L);
                break;
            default:
                throw new InvalidOperationException($"module '{name}' is neither code nor a library");
        }

        return 2;
    }
}
