using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>A duration as an object.</summary>
/// <param name="Nanoseconds">How long it is.</param>
internal sealed record DurationValue(long Nanoseconds);

/// <summary>
/// What <c>time.duration</c> gives: a duration that tells itself in any unit. It compares with whatever else is a duration by
/// <c>&lt;</c> and <c>&lt;=</c>, and with another object by <c>==</c>.
/// </summary>
internal static unsafe class DurationObject
{
    public static readonly LuaObjectType Type = MakeType();

    /// <summary>Pushes a duration.</summary>
    public static void Push(LuaState state, lua_State* L, long nanoseconds) => state.PushObject(L, new DurationValue(nanoseconds), Type);

    /// <summary>A duration as text that can be read again: <c>1h30m0.5s</c>.</summary>
    public static string Text(long nanoseconds)
    {
        if (nanoseconds == 0)
            return "0s";
        var text = new StringBuilder(nanoseconds < 0 ? "-" : "");
        var rest = nanoseconds < 0 ? (ulong)-(nanoseconds + 1) + 1 : (ulong)nanoseconds;
        if (rest < 1_000_000_000)
        {
            var (unit, factor) = rest switch { < 1_000 => ("ns", 1m), < 1_000_000 => ("us", 1e3m), _ => ("ms", 1e6m) };
            return text.Append(CultureInfo.InvariantCulture, $"{rest / factor:0.#########}{unit}").ToString();
        }

        var (hours, minutes) = (rest / 3_600_000_000_000, rest / 60_000_000_000 % 60);
        if (hours > 0)
            text.Append(CultureInfo.InvariantCulture, $"{hours}h");
        if (hours > 0 || minutes > 0)
            text.Append(CultureInfo.InvariantCulture, $"{minutes}m");
        return text.Append(CultureInfo.InvariantCulture, $"{rest % 60_000_000_000 / 1e9m:0.#########}s").ToString();
    }

    private static LuaObjectType MakeType()
    {
        var type = new LuaObjectType("duration")
            .Metamethod("__tostring", &ToText)
            .Metamethod("__eq", &IsEqual)
            .Metamethod("__lt", &IsLess)
            .Metamethod("__le", &IsLessOrEqual)
            .Metamethod("__add", &Add)
            .Metamethod("__sub", &Subtract);
        type.Methods
            .Function("nanoseconds", &Nanoseconds)
            .Function("microseconds", &Microseconds)
            .Function("milliseconds", &Milliseconds)
            .Function("seconds", &Seconds)
            .Function("minutes", &Minutes)
            .Function("hours", &Hours);
        return type;
    }

    private static long Self(LuaState state, lua_State* L, string method) =>
        (state.ToObject<DurationValue>(L, 1) ?? throw LuaArgumentException.Expected(L, 1, method, "duration")).Nanoseconds;

    private static int PushIn(LuaState state, lua_State* L, string method, double unit)
    {
        lua_pushnumber(L, Self(state, L, method) / unit);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Nanoseconds(lua_State* L) => HostFunction.Run(L, &PushNanoseconds);

    private static int PushNanoseconds(LuaState state, lua_State* L)
    {
        lua_pushinteger(L, Self(state, L, "nanoseconds"));
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Microseconds(lua_State* L) => HostFunction.Run(L, &PushMicroseconds);

    private static int PushMicroseconds(LuaState state, lua_State* L) => PushIn(state, L, "microseconds", 1e3);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Milliseconds(lua_State* L) => HostFunction.Run(L, &PushMilliseconds);

    private static int PushMilliseconds(LuaState state, lua_State* L) => PushIn(state, L, "milliseconds", 1e6);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Seconds(lua_State* L) => HostFunction.Run(L, &PushSeconds);

    private static int PushSeconds(LuaState state, lua_State* L) => PushIn(state, L, "seconds", 1e9);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Minutes(lua_State* L) => HostFunction.Run(L, &PushMinutes);

    private static int PushMinutes(LuaState state, lua_State* L) => PushIn(state, L, "minutes", 60e9);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Hours(lua_State* L) => HostFunction.Run(L, &PushHours);

    private static int PushHours(LuaState state, lua_State* L) => PushIn(state, L, "hours", 3600e9);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ToText(lua_State* L) => HostFunction.Run(L, &PushText);

    private static int PushText(LuaState state, lua_State* L)
    {
        LuaStack.PushText(L, Text(Self(state, L, "tostring")));
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsEqual(lua_State* L) => HostFunction.Run(L, &PushIsEqual);

    private static int PushIsEqual(LuaState state, lua_State* L) =>
        PushBoolean(L, state.ToObject<DurationValue>(L, 1) is { } one && one == state.ToObject<DurationValue>(L, 2));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsLess(lua_State* L) => HostFunction.Run(L, &PushIsLess);

    private static int PushIsLess(LuaState state, lua_State* L) => PushBoolean(L, Operand(state, L, 1, "<") < Operand(state, L, 2, "<"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsLessOrEqual(lua_State* L) => HostFunction.Run(L, &PushIsLessOrEqual);

    private static int PushIsLessOrEqual(LuaState state, lua_State* L) => PushBoolean(L, Operand(state, L, 1, "<=") <= Operand(state, L, 2, "<="));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Add(lua_State* L) => HostFunction.Run(L, &PushSum);

    private static int PushSum(LuaState state, lua_State* L)
    {
        // Of a duration and a time, in either order, the time object knows the sum.
        if (state.ToObject<TimeValue>(L, 2) is not null)
            return TimeObject.PushSum(state, L);
        Push(state, L, Saturate((Int128)Operand(state, L, 1, "+") + Operand(state, L, 2, "+")));
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Subtract(lua_State* L) => HostFunction.Run(L, &PushDifference);

    private static int PushDifference(LuaState state, lua_State* L)
    {
        Push(state, L, Saturate((Int128)Operand(state, L, 1, "-") - Operand(state, L, 2, "-")));
        return 1;
    }

    /// <summary>One side of an operator; a text that is no duration raises, as an operator has no error to return.</summary>
    private static long Operand(LuaState state, lua_State* L, int index, string name)
    {
        var nanoseconds = LuaDuration.ReadNanoseconds(state, L, index, name, index, out var malformed);
        return malformed is null ? nanoseconds : throw new ProcessException(ErrorKind.Invalid, malformed, retryable: false);
    }

    private static long Saturate(Int128 nanoseconds) => (long)Int128.Clamp(nanoseconds, long.MinValue, long.MaxValue);

    private static int PushBoolean(lua_State* L, bool value)
    {
        lua_pushboolean(L, value ? 1 : 0);
        return 1;
    }
}
