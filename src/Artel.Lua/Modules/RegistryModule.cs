using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary><c>process.registry</c>: the names of processes.</summary>
internal static unsafe class RegistryModule
{
    public static readonly LuaLibrary Library = new LuaLibrary("registry") { ReadOnly = true }
        .Function("register", &Register)
        .Function("lookup", &Lookup)
        .Function("unregister", &Unregister);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Register(lua_State* L) => HostFunction.Run(L, &RegisterName);

    private static int RegisterName(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        var name = ProcessModule.Text(state, L, 1, "register", 1, "name");
        Pid? pid = null;
        if (lua_type(L, 2) > LUA_TNIL)
        {
            var text = ProcessModule.Text(state, L, 2, "register", 2, "pid");
            if (!Pid.TryParse(text, out pid))
                throw new ProcessException(ErrorKind.Invalid, $"register: '{text}' is not a pid", retryable: false);
        }

        cell.Registry.Register(name, pid);
        lua_pushboolean(L, 1);
        return 1;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lookup(lua_State* L) => HostFunction.Run(L, &PushLookedUp);

    private static int PushLookedUp(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        LuaStack.PushText(L, cell.Registry.Lookup(ProcessModule.Text(state, L, 1, "lookup", 1, "name")).ToString());
        return 1;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unregister(lua_State* L) => HostFunction.Run(L, &UnregisterName);

    private static int UnregisterName(LuaState state, lua_State* L) => ProcessModule.Try(state, L, cell =>
    {
        lua_pushboolean(L, cell.Registry.Unregister(ProcessModule.Text(state, L, 1, "unregister", 1, "name")) ? 1 : 0);
        return 1;
    });
}
