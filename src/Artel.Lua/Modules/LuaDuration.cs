using Artel.Lua.Engine;
using Artel.Runtime;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>
/// Durations as scripts write them: a number of nanoseconds, a duration object, or text such as <c>"1m30s"</c>: an optional sign, then
/// numbers with the units <c>ns us µs ms s m h</c>, or <c>0</c>.
/// </summary>
internal static unsafe class LuaDuration
{
    public const long NanosecondsPerTick = 100;

    /// <summary>Reads an argument as the time of a timer; <paramref name="malformed"/> says why a text is no duration.</summary>
    /// <exception cref="LuaArgumentException">It is no duration at all.</exception>
    public static TimeSpan Read(LuaState state, lua_State* L, int index, string function, int argument, out string? malformed) =>
        FromNanoseconds(ReadNanoseconds(state, L, index, function, argument, out malformed));

    /// <summary>Reads an argument; a part of a nanosecond counts as a whole one, what is beyond the range of integers is its end.</summary>
    /// <exception cref="LuaArgumentException">It is no duration at all.</exception>
    public static long ReadNanoseconds(LuaState state, lua_State* L, int index, string function, int argument, out string? malformed)
    {
        malformed = null;
        switch (lua_type(L, index))
        {
            case LUA_TNUMBER when lua_isinteger(L, index) != 0:
                return lua_tointegerx(L, index, null);
            case LUA_TNUMBER:
                return Whole(lua_tonumberx(L, index, null));
            case LUA_TSTRING:
                var text = LuaStack.Text(L, index);
                if (TryParse(text, out var nanoseconds))
                    return Whole(nanoseconds);
                malformed = $"{function}: invalid duration format: '{text}'; write it as in \"1.5s\", \"200ms\" or \"1h30m\"";
                return 0;
            case LUA_TUSERDATA when state.ToObject<DurationValue>(L, index) is { } duration:
                return duration.Nanoseconds;
            default:
                throw LuaArgumentException.Expected(L, index, function, "duration", argument);
        }
    }

    /// <summary>Whether an argument can be a duration.</summary>
    public static bool IsDuration(LuaState state, lua_State* L, int index) =>
        lua_type(L, index) is LUA_TNUMBER or LUA_TSTRING || state.ToObject<DurationValue>(L, index) is not null;

    /// <summary>Reads a text.</summary>
    public static bool TryParse(string text, out double nanoseconds) => DurationText.TryParse(text, out nanoseconds);

    /// <summary>A time span; what is above or below the longest one is that. A part of a tick counts as a whole one, so that what is positive stays so.</summary>
    public static TimeSpan FromNanoseconds(double nanoseconds)
    {
        var ticks = nanoseconds / NanosecondsPerTick;
        if (double.IsNaN(ticks))
            return default;
        if (ticks >= MaxTicks)
            return TimeSpan.FromTicks(MaxTicks);
        return ticks <= -MaxTicks ? TimeSpan.FromTicks(-MaxTicks) : TimeSpan.FromTicks((long)(ticks > 0 ? Math.Ceiling(ticks) : Math.Floor(ticks)));
    }

    /// <summary>The longest time that a timer takes, 49 days.</summary>
    private const long MaxTicks = (uint.MaxValue - 1L) * TimeSpan.TicksPerMillisecond;

    private static long Whole(double nanoseconds) => (long)(nanoseconds > 0 ? Math.Ceiling(nanoseconds) : Math.Floor(nanoseconds));
}
