using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>A point in time as an object, to 100 nanoseconds.</summary>
/// <param name="At">The time; always in UTC.</param>
internal sealed record TimeValue(DateTimeOffset At);

/// <summary>
/// What <c>time.now</c> and its like give: a point in time, in UTC. <c>time + duration</c> and <c>time - duration</c> give another one,
/// <c>time - time</c> the nanoseconds between; times compare with each other.
/// </summary>
internal static unsafe partial class TimeObject
{
    public static readonly LuaObjectType Type = MakeType();

    /// <summary>Pushes a time.</summary>
    public static int Push(LuaState state, lua_State* L, DateTimeOffset time)
    {
        state.PushObject(L, new TimeValue(time.ToUniversalTime()), Type);
        return 1;
    }

    /// <summary>A time as RFC 3339 has it, with as many digits of a second as it needs.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Nanoseconds since 1970.</summary>
    /// <exception cref="ProcessException">INVALID: it is before 1677 or after 2262, beyond what an integer holds.</exception>
    public static long UnixNanoseconds(DateTimeOffset time)
    {
        var nanoseconds = (Int128)(time - DateTimeOffset.UnixEpoch).Ticks * LuaDuration.NanosecondsPerTick;
        return nanoseconds == (long)nanoseconds
            ? (long)nanoseconds
            : throw new ProcessException(ErrorKind.Invalid, $"unix_nano: {Text(time)} is beyond what an integer of nanoseconds holds", retryable: false);
    }

    /// <summary>The sum of a time and a duration on the stack, in either order.</summary>
    public static int PushSum(LuaState state, lua_State* L)
    {
        if (state.ToObject<TimeValue>(L, 1) is null && LuaDuration.IsDuration(state, L, 1))
            lua_rotate(L, 1, 1);
        return PushMoved(state, L, "+", sign: 1);
    }

    private static LuaObjectType MakeType()
    {
        var type = new LuaObjectType("time")
            .Metamethod("__tostring", &FormatRfc3339)
            .Metamethod("__eq", &IsEqual)
            .Metamethod("__lt", &IsLess)
            .Metamethod("__le", &IsNotAfter)
            .Metamethod("__add", &Sum)
            .Metamethod("__sub", &Difference);
        type.Methods
            .Function("unix", &Unix)
            .Function("unix_milli", &UnixMilli)
            .Function("unix_nano", &UnixNano)
            .Function("add", &Add)
            .Function("sub", &Sub)
            .Function("before", &IsBefore)
            .Function("after", &IsAfter)
            .Function("equal", &IsSame)
            .Function("format_rfc3339", &FormatRfc3339)
            .Function("year", &Year)
            .Function("month", &Month)
            .Function("day", &Day)
            .Function("hour", &Hour)
            .Function("minute", &Minute)
            .Function("second", &Second)
            .Function("nanosecond", &Nanosecond)
            .Function("weekday", &Weekday)
            .Function("year_day", &YearDay);
        return type;
    }

    private static DateTimeOffset Self(LuaState state, lua_State* L, string method) => Operand(state, L, 1, method, shownAs: 1);

    private static DateTimeOffset Other(LuaState state, lua_State* L, string method) => Operand(state, L, 2, method, shownAs: 1);

    private static DateTimeOffset Operand(LuaState state, lua_State* L, int index, string name, int? shownAs = null) =>
        (state.ToObject<TimeValue>(L, index) ?? throw LuaArgumentException.Expected(L, index, name, "time", shownAs)).At;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Add(lua_State* L) => HostFunction.Run(L, &PushAdded);

    private static int PushAdded(LuaState state, lua_State* L)
    {
        try
        {
            return PushMoved(state, L, "add", sign: 1, shownAs: 1);
        }
        catch (ProcessException refused)
        {
            return ProcessModule.Fail(state, L, refused);
        }
    }

    private static int PushMoved(LuaState state, lua_State* L, string function, int sign, int shownAs = 2)
    {
        var from = Self(state, L, function);
        var nanoseconds = LuaDuration.ReadNanoseconds(state, L, 2, function, shownAs, out var malformed);
        if (malformed is not null)
            throw new ProcessException(ErrorKind.Invalid, malformed, retryable: false);
        var ticks = from.UtcTicks + (sign * (nanoseconds / LuaDuration.NanosecondsPerTick));
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
        {
            throw new ProcessException(
                ErrorKind.Invalid, $"{function}: {Text(from)} and {DurationObject.Text(nanoseconds)} lead beyond the years 1 to 9999", retryable: false);
        }

        return Push(state, L, new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sub(lua_State* L) => HostFunction.Run(L, &PushBetween);

    private static int PushBetween(LuaState state, lua_State* L)
    {
        var between = (Int128)(Self(state, L, "sub") - Other(state, L, "sub")).Ticks * LuaDuration.NanosecondsPerTick;
        lua_pushinteger(L, (long)Int128.Clamp(between, long.MinValue, long.MaxValue));
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sum(lua_State* L) => HostFunction.Run(L, &PushSum);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Difference(lua_State* L) => HostFunction.Run(L, &PushDifference);

    private static int PushDifference(LuaState state, lua_State* L) =>
        state.ToObject<TimeValue>(L, 2) is not null ? PushBetween(state, L) : PushMoved(state, L, "-", sign: -1);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsEqual(lua_State* L) => HostFunction.Run(L, &PushIsEqual);

    private static int PushIsEqual(LuaState state, lua_State* L) =>
        PushBoolean(L, state.ToObject<TimeValue>(L, 1) is { } one && one == state.ToObject<TimeValue>(L, 2));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsBefore(lua_State* L) => HostFunction.Run(L, &PushIsBefore);

    private static int PushIsBefore(LuaState state, lua_State* L) => PushBoolean(L, Self(state, L, "before") < Other(state, L, "before"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsAfter(lua_State* L) => HostFunction.Run(L, &PushIsAfter);

    private static int PushIsAfter(LuaState state, lua_State* L) => PushBoolean(L, Self(state, L, "after") > Other(state, L, "after"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsSame(lua_State* L) => HostFunction.Run(L, &PushIsSame);

    private static int PushIsSame(LuaState state, lua_State* L) => PushBoolean(L, Self(state, L, "equal") == Other(state, L, "equal"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsLess(lua_State* L) => HostFunction.Run(L, &PushIsLess);

    private static int PushIsLess(LuaState state, lua_State* L) => PushBoolean(L, Operand(state, L, 1, "<") < Operand(state, L, 2, "<"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsNotAfter(lua_State* L) => HostFunction.Run(L, &PushIsNotAfter);

    private static int PushIsNotAfter(LuaState state, lua_State* L) => PushBoolean(L, Operand(state, L, 1, "<=") <= Operand(state, L, 2, "<="));

    private static int PushBoolean(lua_State* L, bool value)
    {
        lua_pushboolean(L, value ? 1 : 0);
        return 1;
    }
}
