using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <content>What a time is made of.</content>
internal static unsafe partial class TimeObject
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unix(lua_State* L) => HostFunction.Run(L, &PushUnix);

    private static int PushUnix(LuaState state, lua_State* L) => PushInteger(L, Self(state, L, "unix").ToUnixTimeSeconds());

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int UnixMilli(lua_State* L) => HostFunction.Run(L, &PushUnixMilli);

    private static int PushUnixMilli(LuaState state, lua_State* L) => PushInteger(L, Self(state, L, "unix_milli").ToUnixTimeMilliseconds());

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Year(lua_State* L) => HostFunction.Run(L, &PushYear);

    private static int PushYear(LuaState state, lua_State* L) => PushInteger(L, Self(state, L, "year").Year);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Month(lua_State* L) => HostFunction.Run(L, &PushMonth);

    private static int PushMonth(LuaState state, lua_State* L) => PushInteger(L, Self(state, L, "month").Month);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Day(lua_State* L) => HostFunction.Run(L, &PushDay);

    private static int PushDay(LuaState state, lua_State* L) => PushInteger(L, Self(state, L, "day").Day);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Hour(lua_State* L) => HostFunction.Run(L, &PushHour);

    private static int PushHour(LuaState state, lua_State* L) => PushInteger(L, Self(state, L, "hour").Hour);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Minute(lua_State* L) => HostFunction.Run(L, &PushMinute);

    private static int PushMinute(LuaState state, lua_State* L) => PushInteger(L, Self(state, L, "minute").Minute);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Second(lua_State* L) => HostFunction.Run(L, &PushSecond);

    private static int PushSecond(LuaState state, lua_State* L) => PushInteger(L, Self(state, L, "second").Second);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Nanosecond(lua_State* L) => HostFunction.Run(L, &PushNanosecond);

    private static int PushNanosecond(LuaState state, lua_State* L) => PushInteger(L, Self(state, L, "nanosecond").Ticks % TimeSpan.TicksPerSecond * LuaDuration.NanosecondsPerTick);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Weekday(lua_State* L) => HostFunction.Run(L, &PushWeekday);

    private static int PushWeekday(LuaState state, lua_State* L) => PushInteger(L, (int)Self(state, L, "weekday").DayOfWeek);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int YearDay(lua_State* L) => HostFunction.Run(L, &PushYearDay);

    private static int PushYearDay(LuaState state, lua_State* L) => PushInteger(L, Self(state, L, "year_day").DayOfYear);

    /// <summary><c>time:unix_nano()</c>: INVALID for a time that is too far from now to be told in nanoseconds.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int UnixNano(lua_State* L) => HostFunction.Run(L, &PushUnixNano);

    private static int PushUnixNano(LuaState state, lua_State* L)
    {
        try
        {
            return PushInteger(L, UnixNanoseconds(Self(state, L, "unix_nano")));
        }
        catch (ProcessException refused)
        {
            return ProcessModule.Fail(state, L, refused);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FormatRfc3339(lua_State* L) => HostFunction.Run(L, &PushText);

    private static int PushText(LuaState state, lua_State* L)
    {
        LuaStack.PushText(L, Text(Self(state, L, "format_rfc3339")));
        return 1;
    }

    private static int PushInteger(lua_State* L, long value)
    {
        lua_pushinteger(L, value);
        return 1;
    }
}
