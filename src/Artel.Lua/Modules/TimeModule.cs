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
        .Function("timer", &Timer)
        .Function("ticker", &Ticker)
        .Function("now", &Now)
        .Function("date", &Date)
        .Function("unix", &Unix)
        .Function("parse", &Parse)
        .Function("duration", &Duration)
        .Function("parse_duration", &ParseDuration);

    private static readonly string[] DateParts = ["year", "month", "day", "hour", "minute", "second", "nanosecond"];

    /// <summary><c>time.after(duration)</c>: a channel that gets one value, the time in nanoseconds since 1970, and is closed then.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int After(lua_State* L) => HostFunction.Run(L, &PushAfter);

    private static int PushAfter(LuaState state, lua_State* L)
    {
        var delay = LuaDuration.Read(state, L, 1, "after", 1, out var malformed);
        if (malformed is null && delay <= TimeSpan.Zero)
            malformed = $"after: the duration {LuaStack.Text(L, 1)} is not positive";
        if (malformed is not null)
            return Refuse(state, L, malformed);

        state.PushObject(L, new TimeChannel(TimerObject.After(state, delay)), ChannelModule.Type);
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

        return Refuse(state, L, $"parse_duration: invalid duration format: '{text}'");
    }

    /// <summary><c>time.duration(value)</c>: a duration as an object.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Duration(lua_State* L) => HostFunction.Run(L, &PushDurationObject);

    private static int PushDurationObject(LuaState state, lua_State* L)
    {
        var nanoseconds = LuaDuration.ReadNanoseconds(state, L, 1, "duration", 1, out var malformed);
        if (malformed is not null)
            return Refuse(state, L, malformed);
        DurationObject.Push(state, L, nanoseconds);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Timer(lua_State* L) => HostFunction.Run(L, &PushTimer);

    private static int PushTimer(LuaState state, lua_State* L) => TimerObject.PushStarted(state, L, repeats: false);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Ticker(lua_State* L) => HostFunction.Run(L, &PushTicker);

    private static int PushTicker(LuaState state, lua_State* L) => TimerObject.PushStarted(state, L, repeats: true);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Now(lua_State* L) => HostFunction.Run(L, &PushNow);

    private static int PushNow(LuaState state, lua_State* L) => TimeObject.Push(state, L, state.Time.GetUtcNow());

    /// <summary><c>time.date(year, month, day, hour, minute, second, nanosecond)</c>, in UTC; what is left out is the least there is.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Date(lua_State* L) => HostFunction.Run(L, &PushDate);

    private static int PushDate(LuaState state, lua_State* L)
    {
        Span<int> parts = stackalloc int[DateParts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var given = i == 0 ? HostFunction.Integer(L, 1, "date") : HostFunction.Integer(L, i + 1, "date", i < 3 ? 1 : 0);
            var (least, most) = i switch
            {
                0 => (1, 9999),
                1 => (1, 12),
                2 => (1, DateTime.DaysInMonth(parts[0], parts[1])),
                3 => (0, 23),
                4 or 5 => (0, 59),
                _ => (0, 999_999_999),
            };
            if (given < least || given > most)
                return Refuse(state, L, $"date: the {DateParts[i]} {given} is not between {least} and {most}");
            parts[i] = (int)given;
        }

        var time = new DateTimeOffset(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], TimeSpan.Zero);
        return TimeObject.Push(state, L, time.AddTicks(parts[6] / LuaDuration.NanosecondsPerTick));
    }

    /// <summary><c>time.unix(seconds, nanoseconds)</c>: the time so long after 1970.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unix(lua_State* L) => HostFunction.Run(L, &PushUnix);

    private static int PushUnix(LuaState state, lua_State* L)
    {
        var seconds = HostFunction.Integer(L, 1, "unix");
        var nanoseconds = HostFunction.Integer(L, 2, "unix", 0);
        var ticks = ((Int128)seconds * TimeSpan.TicksPerSecond) + (nanoseconds / LuaDuration.NanosecondsPerTick) + DateTimeOffset.UnixEpoch.Ticks;
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks)
            return Refuse(state, L, $"unix: {seconds} s and {nanoseconds} ns lead beyond the years 1 to 9999");
        return TimeObject.Push(state, L, new DateTimeOffset((long)ticks, TimeSpan.Zero));
    }

    /// <summary><c>time.parse(text)</c>: a time as RFC 3339 writes it.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Parse(lua_State* L) => HostFunction.Run(L, &PushParsed);

    private static int PushParsed(LuaState state, lua_State* L)
    {
        var text = System.Text.Encoding.UTF8.GetString(HostFunction.Text(state, L, 1, "parse"));
        return Rfc3339.TryParse(text, out var time)
            ? TimeObject.Push(state, L, time)
            : Refuse(state, L, $"parse: '{text}' is no time; write it as in \"2030-01-31T18:30:00Z\" or \"2030-01-31T18:30:00.5+02:00\"");
    }

    private static int Refuse(LuaState state, lua_State* L, string problem) =>
        ProcessModule.Fail(state, L, new ProcessException(ErrorKind.Invalid, problem, retryable: false));
}
