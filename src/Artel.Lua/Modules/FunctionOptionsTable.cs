using System.Diagnostics;
using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>
/// The options of function calls as scripts write them: <c>{ timeout = "5s", retry = { max_attempts = 3, initial_delay = "100ms", max_delay =
/// "10s", backoff_factor = 2, jitter = 0.1, retry_kinds = { errors.UNAVAILABLE }, skip_kinds = { errors.INVALID } } }</c>.
/// </summary>
internal static unsafe class FunctionOptionsTable
{
    /// <summary>How many kinds a list may have: there are not so many.</summary>
    private const int MaxKinds = 50;

    private static readonly OptionNames Names = new("", "timeout", "retry");

    private static readonly OptionNames RetryNames =
        new("retry.", "max_attempts", "initial_delay", "max_delay", "backoff_factor", "jitter", "retry_kinds", "skip_kinds");

    /// <summary>Reads an argument; every key is known and of the right type, or nothing is read.</summary>
    /// <exception cref="LuaArgumentException">It is no table.</exception>
    /// <exception cref="ProcessException">INVALID: a key is unknown, or its value of another type.</exception>
    public static FunctionOptions Read(LuaState state, lua_State* L, int index)
    {
        if (lua_type(L, index) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, index, "with_options", "table", 1);
        var options = new FunctionOptions();
        LuaStack.Ensure(L, 20);
        lua_pushnil(L);
        while (lua_next(L, index) != 0)
        {
            options = Key(L, Names) switch
            {
                "timeout" => options with { Timeout = Duration(state, L, "timeout") },
                "retry" => options with { Retry = ReadRetry(state, L) },
                _ => throw new UnreachableException(),
            };
            lua_pop(L, 1);
        }

        return options;
    }

    private static FunctionRetry ReadRetry(LuaState state, lua_State* L)
    {
        var index = lua_gettop(L);
        if (lua_type(L, index) != LUA_TTABLE)
            throw Wrong(L, "retry", "table");
        var retry = new FunctionRetry();
        lua_pushnil(L);
        while (lua_next(L, index) != 0)
        {
            retry = Key(L, RetryNames) switch
            {
                "max_attempts" => retry with { MaxAttempts = Attempts(L) },
                "initial_delay" => retry with { InitialDelay = Duration(state, L, "retry.initial_delay") },
                "max_delay" => retry with { MaxDelay = Duration(state, L, "retry.max_delay") },
                "backoff_factor" => retry with { BackoffFactor = Number(L, "retry.backoff_factor") },
                "jitter" => retry with { Jitter = Number(L, "retry.jitter") },
                "retry_kinds" => retry with { RetryKinds = Kinds(L, "retry.retry_kinds") },
                "skip_kinds" => retry with { SkipKinds = Kinds(L, "retry.skip_kinds") },
                _ => throw new UnreachableException(),
            };
            lua_pop(L, 1);
        }

        return retry;
    }

    private static string Key(lua_State* L, OptionNames names) => names.Find(L, -2) ?? throw Invalid(names.Unknown(L, -2));

    private static TimeSpan Duration(LuaState state, lua_State* L, string option)
    {
        var index = lua_gettop(L);
        if (!LuaDuration.IsDuration(state, L, index))
            throw Wrong(L, option, "duration");
        var duration = LuaDuration.Read(state, L, index, "with_options", 1, out var malformed);
        return malformed is null ? duration : throw Invalid(malformed["with_options: ".Length..]);
    }

    private static double Number(lua_State* L, string option) =>
        lua_type(L, -1) == LUA_TNUMBER ? lua_tonumberx(L, -1, null) : throw Wrong(L, option, "number");

    private static int Attempts(lua_State* L)
    {
        var isInteger = 0;
        var attempts = lua_type(L, -1) == LUA_TNUMBER ? lua_tointegerx(L, -1, &isInteger) : 0;
        return isInteger != 0 ? (int)Math.Clamp(attempts, int.MinValue, int.MaxValue) : throw Wrong(L, "retry.max_attempts", "integer");
    }

    private static ErrorKind[] Kinds(lua_State* L, string option)
    {
        var list = lua_gettop(L);
        if (lua_type(L, list) != LUA_TTABLE)
            throw Wrong(L, option, "table");
        var count = lua_rawlen(L, list);
        if (count > MaxKinds)
            throw Invalid($"'{option}' has {count} kinds, {MaxKinds} are allowed");
        var kinds = new ErrorKind[count];
        for (var i = 0; i < kinds.Length; i++)
        {
            lua_rawgeti(L, list, i + 1);
            if (lua_type(L, -1) != LUA_TSTRING)
                throw Wrong(L, $"{option}[{i + 1}]", "error kind");
            var text = LuaStack.Text(L, -1);
            kinds[i] = ErrorKindNames.Parse(text);
            if (kinds[i] == ErrorKind.Unknown && text.Length > 0)
                throw Invalid($"'{option}[{i + 1}]': there is no error kind '{text}'; use those of errors, as errors.UNAVAILABLE");
            lua_pop(L, 1);
        }

        return kinds;
    }

    private static ProcessException Wrong(lua_State* L, string option, string expected) =>
        Invalid($"'{option}' is a {LuaStack.TypeName(lua_type(L, -1))}; {(expected[0] is 'i' or 'e' ? "an" : "a")} {expected} is needed");

    private static ProcessException Invalid(string problem) => new(ErrorKind.Invalid, $"with_options: {problem}", retryable: false);
}
