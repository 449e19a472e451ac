using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Channels;
using Artel.Lua.Engine;
using Artel.Lua.Processes;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>What <c>require("time")</c> gives.</summary>
internal static unsafe class TimeModule
{
    public static readonly LuaLibrary Library = new LuaLibrary("time") { ReadOnly = true }
        .Value("NANOSECOND", static (_, L) => lua_pushinteger(L, 1))
        .Value("MICROSECOND", static (_, L) => lua_pushinteger(L, 1_000))
        .Value("MILLISECOND", static (_, L) => lua_pushinteger(L, 1_000_000))
        .Value("SECOND", static (_, L) => lua_pushinteger(L, 1_000_000_000))
        .Value("MINUTE", static (_, L) => lua_pushinteger(L, 60_000_000_000))
        .Value("HOUR", static (_, L) => lua_pushinteger(L, 3_600_000_000_000))
        .Operation("sleep", (int)LuaOperation.Sleep)
        .Function("after", &After)
        .Function("parse_duration", &ParseDuration);

    /// <summary><c>time.after(duration)</c>: a channel that gets one value, the time in nanoseconds since 1970, and is closed then.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int After(lua_State* L) => HostFunction.Run(L, &PushAfter);

    private static int PushAfter(LuaState state, lua_State* L)
    {
        var delay = LuaDuration.Read(state, L, 1, "after", 1, out var malformed);
        if (malformed is null && delay <= TimeSpan.Zero)
            malformed = $"after: the duration {LuaStack.Text(L, 1)} is not positive";
        if (malformed is not null)
        {
            lua_pushnil(L);
            state.PushError(L, new ProcessException(ErrorKind.Invalid, malformed, retryable: false));
            return 2;
        }

        state.PushObject(L, new TimeChannel(LuaBehavior.Of(state).Cell.After(delay)), ChannelModule.Type);
        return 1;
    }

    /// <summary><c>time.parse_duration(text)</c>: nanoseconds.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ParseDuration(lua_State* L) => HostFunction.Run(L, &PushDuration);

    private static int PushDuration(LuaState state, lua_State* L)
    {
        var text = System.Text.Encoding.UTF8.GetString(HostFunction.Text(state, L, 1, "parse_duration"));
        if (LuaDuration.TryParse(text, out var nanoseconds) && Math.Abs(nanoseconds) < long.MaxValue)
        {
            lua_pushinteger(L, (long)Math.Round(nanoseconds));
            return 1;
        }

        lua_pushnil(L);
        state.PushError(L, new ProcessException(ErrorKind.Invalid, $"parse_duration: invalid duration format: '{text}'", retryable: false));
        return 2;
    }
}
