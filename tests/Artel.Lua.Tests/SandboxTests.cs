using Artel.Lua.Engine;

namespace Artel.Lua.Tests;

/// <summary>What a script has not, it can't misuse.</summary>
public class SandboxTests
{
    [Theory]
    [InlineData("local bad = {} for _, n in ipairs{'load','loadstring','loadfile','dofile','require','package','io','debug','warn'} do if _G[n] ~= nil then bad[#bad+1] = n end end return #bad, string.dump == nil, os.execute == nil, os.getenv == nil, os.exit == nil", "0|true|true|true|true")]
    [InlineData("local ok, e = pcall(setmetatable, {}, {__gc = function() end}) return ok, e", "false|__gc is not allowed")]
    [InlineData("local mt = {} local t = setmetatable({}, mt) mt.__gc = function() error('ran') end t = nil local u = {} for i = 1, 1e5 do u = {u} if i % 100 == 0 then u = {} end end return 'ok'", "ok")]
    [InlineData("getmetatable('').__index = function(s, k) return k end return ('x').foo", "foo")]
    [InlineData("return ('x'):upper()", "X")]
    [InlineData("local t = table.pack(coroutine.resume(coroutine.create(function() return coroutine.yield(1) end))) return t.n, t[1], t[2]", "2|true|1")]
    [InlineData("error = nil pcall = nil coroutine.yield = nil local co = coroutine.create(function() return receive('a') end) return select(2, coroutine.resume(co))", "msg:a")]
    [InlineData("return getmetatable(_G), getmetatable(string), pcall(setmetatable, string, {})", "protected|protected|false|cannot change a protected metatable")]
    [InlineData("return getmetatable(errors.new('x')), getmetatable(errors)", "protected|read-only")]
    [InlineData("local ok, e = pcall(function() errors.new = 1 end) return ok, e, pcall(rawset, errors, 'x', 1)", "false|test.lua:1: attempt to change 'new' of a read-only table|false|attempt to change 'x' of a read-only table")]
    [InlineData("local n = 0 for k in pairs(string) do n = n + 1 end local m = 0 for k, v in pairs(errors) do m = m + 1 end return n, m, rawget(errors, 'new')", "16|15|nil")]
    public void The_engine_is_out_of_reach(string source, string result) => Script.Returns(source, result);

    [Theory]
    [InlineData("return type(math.pi), math.type(1), utf8.char(228), #table.pack(1,2), string.format('%d', 3), _VERSION, _G._G == _G", "number|integer|ä|2|3|Lua 5.4|true")]
    [InlineData("return 3 // 2, 3 / 2, 1 << 4, 2^53 | 0, 7 // 0.0", "1|1.5|16|9007199254740992|inf")]
    [InlineData("math.randomseed(42) local a = {math.random(), math.random(6), math.random(-3, 3), math.random(0)} math.randomseed(42) return a[1] == math.random(), a[2] == math.random(6), a[3] == math.random(-3, 3), math.type(a[4])", "true|true|true|integer")]
    [InlineData("for i = 1, 1000 do local r = math.random(2, 4) assert(r >= 2 and r <= 4) assert(math.random() < 1) end return math.type(math.random(math.mininteger, math.maxinteger)), pcall(math.random, 2, 1)", "integer|false|bad argument #2 to 'random' (interval is empty)")]
    [InlineData("for p, c in utf8.codes('aä') do end return utf8.len('aä'), ('aä'):match(utf8.charpattern, 2)", "2|ä")]
    [InlineData("local t = {5, 3, 9} table.sort(t) table.insert(t, 1) table.insert(t, 1, 7) return table.concat(t, ','), table.remove(t), table.remove(t, 1), #t, table.concat(table.move({1,2,3}, 2, 3, 1), ','), table.unpack({1,2})", "7,3,5,9,1|1|7|3|2,3,3|1|2")]
    [InlineData("return 2000 + '34', '10' / 2, '3' * '4', -'2', '7' // 2, '7' % 4, '2' ^ 3, '0x10' - 0, '1.5' + 1", "2034|5.0|12|-2|3|3|8.0|16|2.5")]
    [InlineData("local co = coroutine.wrap(function() error({}) end) return pcall(co)", null)]
    public void The_language_is_all_there(string source, string? result)
    {
        if (result is null)
            Assert.StartsWith("false|table: ", Script.Run(source).Result, StringComparison.Ordinal);
        else
            Script.Returns(source, result);
    }

    [Fact]
    public void Print_goes_to_the_host_a_line_at_a_time()
    {
        var lines = new List<string>();
        Script.Run("print('a', 1, nil, setmetatable({}, {__tostring = function() return 'T' end})) print() print(errors.new('e'), 1.5, nil)", output: lines.Add);
        Assert.Equal(["a\t1\tnil\tT", "", "e\t1.5\tnil"], lines);
    }

    [Fact]
    public void The_time_is_the_states()
    {
        using var state = new LuaState(Script.Patient) { Time = new FixedTime() };
        var outcome = Script.Drive(state, state.Load(LuaCompiler.Compile("return os.time(), os.date('!%Y-%m-%d %H:%M:%S'), os.date('!*t', 0).year, os.clock()", "test.lua")));
        Assert.Equal("86400|1970-01-02 00:00:00|1970|2.0", outcome.Result);
    }

    [Fact]
    public void A_module_is_loaded_once_and_may_wait_while_it_loads()
    {
        var modules = new Modules();
        using var state = new LuaState(Script.Patient, null, Script.Globals) { Modules = modules };
        var outcome = Script.Drive(state, state.Load(LuaCompiler.Compile(
            "local a, b = require('code'), require('code') local ok, e = pcall(require, 'none') return a == b, a.value, require('lib').answer, ok, e:kind()", "test.lua")));
        Assert.Equal("true|msg:code|42|false|NotFound", outcome.Result);
        Assert.Equal(["code", "none", "lib"], modules.Asked);
    }

    private sealed unsafe class Modules : ILuaModules
    {
        public List<string> Asked { get; } = [];

        public object Find(LuaState state, string name)
        {
            Asked.Add(name);
            return name switch
            {
                "code" => LuaCompiler.Compile("local name = ... return { value = receive(name) }", "code.lua"),
                "lib" => new LuaLibrary("lib").Value("answer", Push),
                _ => throw new ProcessException(ErrorKind.NotFound, $"no module '{name}'"),
            };
        }

        private static void Push(LuaState state, lua_State* L) => LuaNative.lua_pushinteger(L, 42);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override long TimestampFrequency => 1000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(1);

        public override long GetTimestamp() => 2000;
    }
}
