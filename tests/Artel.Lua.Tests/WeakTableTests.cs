using Artel.Lua.Engine;

namespace Artel.Lua.Tests;

/// <summary>Weak tables, as far as their collection can be interrupted.</summary>
public sealed class WeakTableTests
{
    /// <summary>How many links the chain has: through weak keys its collection would take about a second.</summary>
    private const string Chain =
        """
        local N = 16000
        local function fill(t)
          local keys, seed = {}, 12345
          for i = 1, N do keys[i] = {} end
          for i = N, 2, -1 do
            seed = (seed * 1103515245 + 12345) % 2147483648
            local j = seed % i + 1
            keys[i], keys[j] = keys[j], keys[i]
          end
          for i = 1, N - 1 do t[keys[i]] = keys[i + 1] end
        end
        local function count(t)
          local n = 0
          for _ in pairs(t) do n = n + 1 end
          return n
        end

        """;

    [Theory]
    [InlineData("v")]
    [InlineData("kv")]
    [InlineData("vk")]
    public void A_table_with_weak_values_lets_go_of_them(string mode) => Script.Returns(
        $$"""
        local held = {}
        local t = setmetatable({ {}, held, 3 }, { __mode = "{{mode}}" })
        t[{}] = {}
        collectgarbage()
        local n = 0
        for _ in pairs(t) do n = n + 1 end
        return t[1], t[2] == held, t[3], n
        """,
        "nil|true|3|2");

    [Fact]
    public void Keys_are_weak_where_the_values_are_too() => Script.Returns(
        """
        local held = {}
        local t = setmetatable({ [{}] = true, [held] = true, text = true }, { __mode = "kv" })
        collectgarbage()
        return t[held], t.text, next(t, next(t)) ~= nil, next(t, next(t, next(t)))
        """,
        "true|true|true|nil");

    [Theory]
    [InlineData("k")]
    [InlineData("kk")]
    [InlineData(" k")]
    public void Weak_keys_alone_are_refused_with_the_way_out(string mode)
    {
        var outcome = Script.Run($$"""return pcall(function() setmetatable({}, { __mode = "{{mode}}" }) end)""");
        Assert.StartsWith("false|test.lua:1: weak keys alone are not allowed (__mode = \"k\")", outcome.Result, StringComparison.Ordinal);
        Assert.Contains("use \"kv\"", outcome.Result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("V")]
    public void Another_mode_makes_nothing_weak(string mode) =>
        Script.Returns($$"""local t = setmetatable({ {} }, { __mode = "{{mode}}" }) collectgarbage() return #t, getmetatable(t).__mode""", $"1|{mode}");

    [Fact]
    public void A_mode_that_is_no_string_makes_nothing_weak() =>
        Script.Returns("local t = setmetatable({ {} }, { __mode = 1 }) collectgarbage() return #t", "1");

    [Theory]
    [InlineData("local m = {} setmetatable(t, m) m.__mode = 'k'")]
    [InlineData("local m = {} setmetatable(t, m) rawset(m, '__mode', 'k')")]
    [InlineData("local m = { __mode = 'v' } setmetatable(t, m) m.__mode = 'k'")]
    [InlineData("local m = { __mode = 'kv' } setmetatable(t, m) rawset(m, '__mode', 'k')")]
    [InlineData("local m = { __mode = 'v' } setmetatable(t, m) getmetatable(t).__mode = 'k'")]
    [InlineData("local name = {} for i = 1, 6 do name[i] = ('__mode'):sub(i, i) end local m = {} setmetatable(t, m) m[table.concat(name)] = 'k'")]
    public void A_metatable_that_is_changed_later_makes_no_weak_keys(string change)
    {
        // Weak keys would lose this entry, whose value is held elsewhere; nothing else does.
        Script.Returns($"local value = {{}} local t = {{}} {change} t[{{}}] = value collectgarbage() return next(t) ~= nil", change.Contains("'kv'", StringComparison.Ordinal) ? "false" : "true");
        var outcome = Script.Run(Chain + $"local t = {{}} {change} fill(t) collectgarbage() return count(t) > 0", new LuaLimits { CpuBudget = TimeSpan.FromMilliseconds(500) });
        Assert.Equal(LuaStepKind.Finished, outcome.Kind);
    }

    [Fact]
    public void What_a_weak_table_does_is_what_its_metatable_said_when_it_got_it() => Script.Returns(
        """
        local events = { __mode = "v", __index = function(t, k) return k .. "!" end, __len = function() return 7 end, __call = function(_, a) return a end }
        events.__tostring = function() return "weak" end
        events.__add = function(a, b) return "sum" end
        events.__eq = function() return true end
        events.__lt = function() return true end
        events.__concat = function() return "joined" end
        events.__unm = function() return "minus" end
        events.__close = function() end
        events.__name = "Weak"
        local t = setmetatable({}, events)
        local u = setmetatable({}, events)
        do local closed <close> = t end
        events.__index = nil
        return t.x, #t, t(5), tostring(t), t + 1, t == u, t < u, t .. "a", -t
        """,
        "x!|7|5|weak|sum|true|true|joined|minus");

    [Fact]
    public void Every_event_is_taken_over() => Script.Returns(
        """
        local names = { "__add", "__sub", "__mul", "__div", "__mod", "__pow", "__idiv", "__band", "__bor", "__bxor", "__shl", "__shr" }
        local m = { __mode = "v", __bnot = function() return "__bnot" end, __newindex = function(t, k, v) rawset(t, k, v .. "?") end }
        for _, name in ipairs(names) do m[name] = function() return name end end
        m.__le = function() return true end
        m.__pairs = function() return function(_, k) if not k then return 1, 2 end end end
        local t = setmetatable({}, m)
        t.a = "b"
        local k, v
        for x, y in pairs(t) do k, v = x, y end
        return t + 1, t - 1, t * 1, t / 1, t % 1, t ^ 1, t // 1, t & 1, t | 1, t ~ 1, t << 1, t >> 1, ~t, t <= t, t.a, k, v
        """,
        "__add|__sub|__mul|__div|__mod|__pow|__idiv|__band|__bor|__bxor|__shl|__shr|__bnot|true|b?|1|2");

    [Fact]
    public void Its_metatable_is_the_scripts_own() => Script.Returns(
        """
        local m = { __mode = "v" }
        local t = setmetatable({}, m)
        local same = getmetatable(t) == m
        setmetatable(t, { __index = { x = 1 } })
        local changed = t.x
        setmetatable(t, m)
        setmetatable(t, nil)
        local keys = 0
        for _ in pairs(m) do keys = keys + 1 end
        return same, changed, getmetatable(t), keys
        """,
        "true|1|nil|1");

    [Fact]
    public void A_metatable_that_protects_itself_stays() => Script.Returns(
        """
        local t = setmetatable({}, { __mode = "v", __metatable = "mine" })
        return getmetatable(t), pcall(setmetatable, t, {})
        """,
        "mine|false|cannot change a protected metatable");

    [Theory]
    [InlineData("1")]
    [InlineData("{ __gc = 1 }")]
    [InlineData("{ __mode = 'k' }")]
    public void What_is_refused_takes_no_metatable_away(string refused) => Script.Returns(
        $$"""
        local m = { __mode = "v" }
        local t = setmetatable({}, m)
        return (pcall(setmetatable, t, {{refused}})), getmetatable(t) == m, (pcall(setmetatable, 1, m))
        """,
        "false|true|false");
}
