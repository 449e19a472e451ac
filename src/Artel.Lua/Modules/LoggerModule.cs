using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using Artel.Lua.Processes;
using Microsoft.Extensions.Logging;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>
/// What <c>require("logger")</c> gives: the application's log. The functions may be called with a dot or, as those of a logger that
/// <c>with</c> made, with a colon. What no log wants costs one look at the level.
/// </summary>
internal static unsafe class LoggerModule
{
    /// <summary>The category of what scripts log.</summary>
    public const string Category = "Artel.Lua";

    public static readonly LuaLibrary Library = AddFunctions(new LuaLibrary("logger") { ReadOnly = true });

    public static readonly LuaObjectType Type = MakeType();

    private static LuaObjectType MakeType()
    {
        var type = new LuaObjectType("logger");
        AddFunctions(type.Methods);
        return type;
    }

    private static LuaLibrary AddFunctions(LuaLibrary library) => library
        .Function("debug", &Debug)
        .Function("info", &Info)
        .Function("warn", &Warn)
        .Function("error", &Error)
        .Function("with", &With);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Debug(lua_State* L) => HostFunction.Run(L, &LogDebug);

    private static int LogDebug(LuaState state, lua_State* L) => Log(state, L, LogLevel.Debug, "debug");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Info(lua_State* L) => HostFunction.Run(L, &LogInfo);

    private static int LogInfo(LuaState state, lua_State* L) => Log(state, L, LogLevel.Information, "info");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Warn(lua_State* L) => HostFunction.Run(L, &LogWarn);

    private static int LogWarn(LuaState state, lua_State* L) => Log(state, L, LogLevel.Warning, "warn");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Error(lua_State* L) => HostFunction.Run(L, &LogError);

    private static int LogError(LuaState state, lua_State* L) => Log(state, L, LogLevel.Error, "error");

    private static int Log(LuaState state, lua_State* L, LogLevel level, string function)
    {
        var behavior = LuaBehavior.Of(state);
        var logger = behavior.Logger;
        if (!logger.IsEnabled(level))
            return 0;

        var first = SkipSelf(state, L, out var own);
        HostFunction.Text(state, L, first, function, shownAs: 1);
        var message = LuaLogText.Escape(LuaStack.Bytes(L, first), LuaLogText.LongestMessage);
        var fields = LuaLogFields.With(own, state, L, first + 1, function);
        var cell = behavior.Cell;
        logger.Log(level, LuaLog.ScriptEvent, new LuaLogEntry(cell.Id, cell.Pid, message, fields), exception: null, LuaLogEntry.Formatter);
        return 0;
    }

    /// <summary><c>logger.with(fields)</c>: a logger that adds them to all it logs; its own win over those of the one it came from.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int With(lua_State* L) => HostFunction.Run(L, &PushWith);

    private static int PushWith(LuaState state, lua_State* L)
    {
        var first = SkipSelf(state, L, out var own);
        if (lua_type(L, first) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, first, "with", "table", 1);
        state.PushObject(L, LuaLogFields.With(own, state, L, first, "with"), Type);
        return 1;
    }

    /// <summary>Where the arguments begin: after the logger, or the module itself; a table of the script is an argument.</summary>
    private static int SkipSelf(LuaState state, lua_State* L, out LuaLogFields own)
    {
        own = state.ToObject<LuaLogFields>(L, 1) ?? LuaLogFields.None;
        return ReferenceEquals(own, LuaLogFields.None) && !LuaLibrary.IsReadOnlyTable(L, 1) ? 1 : 2;
    }
}
