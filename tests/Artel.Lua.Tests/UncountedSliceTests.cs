using Artel.Lua.Engine;

namespace Artel.Lua.Tests;

/// <summary>A slice begins without counting instructions; a script that runs on is interrupted all the same, whatever it does.</summary>
public sealed unsafe class UncountedSliceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Long enough for the watch, so that nothing is counted that need not be.</summary>
    private static readonly LuaLimits Uncounted = new()
    {
        TimeSlice = TimeSpan.FromMilliseconds(4), UninterruptibleTime = TimeSpan.FromSeconds(1), MemoryBytes = 16 << 20,
    };

    [Fact]
    public void The_library_is_one_whose_hook_can_be_set_from_elsewhere() => Assert.True(HookMask.IsKnown);

    [Theory]
    [InlineData("while true do f() end")]
    [InlineData("local function r() return r() end r()")]
    [InlineData("for i = 1, 10 do print(i) end")]
    [InlineData("for k, v in pairs(t) do n = n + v end")]
    [InlineData("while true do local m = process.inbox():receive() if m then n = n + 1 elseif n then n = 0 end end")]
    [InlineData("repeat local x = f() until x")]
    [InlineData("::again:: f() goto again")]
    [InlineData("return function() return function() while true do f() end end end")]
    [InlineData("local a, b = 1, 2.5 local s = 'short' .. a local t = { a, b, s, [s] = true } return a < b and t or nil")]
    public void Code_that_calls_on_each_round_is_not_counted(string source) => Assert.False(LuaCompiler.Compile(source, "test.lua").NeedsCounting);

    [Theory]
    [InlineData("while true do end")]
    [InlineData("for i = 1, n do x = x + i end")]
    [InlineData("for i = n, 1, -1 do t[i] = nil end")]
    [InlineData("repeat x = t[x] until not x")]
    [InlineData("::again:: goto again")]
    [InlineData("while true do if x then f() end end")]
    [InlineData("while true do local y = x and f() end")]
    [InlineData("while true do while x do f() end end")]
    [InlineData("for k, v in pairs(t) do for i = 1, v do n = n + i end end")]
    [InlineData("return function() return function() while true do end end end")]
    [InlineData("::a:: if x then goto b end f() goto a ::b:: x = y goto c ::c:: if y then goto b end")]
    public void Code_that_has_a_round_without_a_call_is_counted(string source) => Assert.True(LuaCompiler.Compile(source, "test.lua").NeedsCounting);

    [Theory]
    [InlineData(300, false)]
    [InlineData(2000, true)]
    public void A_long_way_without_a_call_is_counted(int comparisons, bool isCounted)
    {
        var source = "local a, b = ... " + string.Concat(Enumerable.Repeat("a = a < b ", comparisons));
        Assert.Equal(isCounted, LuaCompiler.Compile(source, "test.lua").NeedsCounting);
        Assert.False(LuaCompiler.Compile(source.Replace("a < b", "f(a)", StringComparison.Ordinal), "test.lua").NeedsCounting);
    }

    [Fact]
    public void What_is_no_bytecode_of_this_library_is_counted()
    {
        var bytecode = LuaCompiler.Compile("return 1", "test.lua").Bytecode.ToArray();
        Assert.False(new LuaCode("test.lua", bytecode).NeedsCounting);
        for (var length = 0; length < bytecode.Length; length++)
            Assert.True(new LuaCode("test.lua", bytecode[..length]).NeedsCounting);
        bytecode[4] = 0x55;
        Assert.True(new LuaCode("test.lua", bytecode).NeedsCounting);
    }

    /// <summary>Each state of a script that uses a part pays for it.</summary>
    [Fact]
    public void Of_the_prelude_only_the_sort_of_long_tables_is_counted()
    {
        var assembly = typeof(LuaState).Assembly;
        var counted = new List<string>();
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith("Prelude.", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            if (LuaCompiler.Compile(reader.ReadToEnd(), name).NeedsCounting)
                counted.Add(name);
        }

        Assert.Equal(["Prelude.sort"], counted);
    }

    [Theory]
    [InlineData("local function f() end while true do f() end")]
    [InlineData("while true do type(1) end")]
    [InlineData("for k in pairs(setmetatable({}, {__pairs = function() return function() return 1 end end})) do end")]
    [InlineData("local function f() return f() end f()")]
    [InlineData("local function f(n) if n > 0 then f(n - 1) f(n - 1) end end f(200)")]
    [InlineData("while true do pcall(error, 'x') end")]
    [InlineData("local function f() end pcall(function() while true do f() end end)")]
    [InlineData("local function f() end while true do pcall(function() while true do f() end end) end")]
    [InlineData("local function f() end local x = setmetatable({}, {__index = function() while true do f() end end}).y")]
    [InlineData("local t = setmetatable({}, {__add = function(t) return t end}) while true do t = t + type(t + t) end")]
    [InlineData("local function f() end do local x <close> = setmetatable({}, {__close = function() while true do f() end end}) end")]
    [InlineData("while true do local s <const> = ('x'):rep(100) end")]
    [InlineData("local function f() end coroutine.wrap(function() while true do f() end end)()")]
    [InlineData("coroutine.wrap(function() coroutine.wrap(function() while true do type(1) end end)() end)()")]
    [InlineData("while true do coroutine.wrap(function() end)() end")]
    [InlineData("local co = coroutine.wrap(function() while true do coroutine.yield() end end) while true do co() end")]
    [InlineData("local function f() end local co = coroutine.create(function() while true do f() end end) for i = 1, 1e5 do f() end coroutine.resume(co)")]
    [InlineData("local function f() end for i = 1, 1e5 do f() end coroutine.wrap(function() while true do f() end end)()")]
    [InlineData("local s = ('x'):rep(1 << 20) while true do type(s) end")]
    [InlineData("local t = {} for i = 1, 5e4 do t[i] = tostring(i) end while true do type(t) end")]
    [InlineData("receive('x') while true do type(1) end")]
    [InlineData("coroutine.wrap(function() receive('x') while true do type(1) end end)()")]
    public void A_loop_is_interrupted_and_can_be_killed(string source)
    {
        // The code itself does not have it counted.
        Assert.False(LuaCompiler.Compile(source, "test.lua").NeedsCounting);
        var outcome = Aside(() => Script.Run(source, Uncounted, mostSlices: 5));
        Assert.Equal(LuaStepKind.Killed, outcome.Kind);
        Assert.Equal("terminated", outcome.Error);
        Assert.True(outcome.Slices >= 5);
    }

    [Theory]
    [InlineData("table.sort({3,2,1}, function(a, b) while true do type(1) end end)")]
    [InlineData("tostring(setmetatable({}, {__tostring = function() while true do type(1) end end}))")]
    [InlineData("xpcall(error, function() while true do type(1) end end)")]
    [InlineData("table.sort({2,1}, function() local co = coroutine.create(function() while true do type(1) end end) while true do coroutine.resume(co) end end)")]
    [InlineData("local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() while true do type(1) end end}) coroutine.yield() end) coroutine.resume(co) coroutine.close(co)")]
    public void A_loop_that_cannot_yield_ends_at_the_time_limit(string source)
    {
        var outcome = Aside(() => Script.Run(source, Uncounted with { UninterruptibleTime = TimeSpan.FromMilliseconds(1) }));
        Assert.Equal(LuaStepKind.Killed, outcome.Kind);
        Assert.StartsWith("time limit of 1 ms for code that can't be interrupted", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_was_interrupted_goes_on_where_it_was()
    {
        var outcome = Aside(() => Script.Run(
            "local n = 0 local function add(i) n = n + i end for i = 1, 2e6 do add(i) end return n", Uncounted));
        Assert.Equal("2000001000000", outcome.Result);
        Assert.True(outcome.Slices > 1);
    }

    [Fact]
    public void Code_that_comes_later_has_what_runs_already_counted()
    {
        var kind = Aside(() =>
        {
            using var state = new LuaState(Uncounted, null, Script.Globals);
            var first = state.Load(LuaCompiler.Compile("receive('x') loop()", "first.lua"));
            Assert.Equal(LuaStepKind.Operation, state.Resume(first, 0).Kind);
            Assert.Equal(LuaStepKind.Finished, state.Resume(state.Load(LuaCompiler.Compile("function loop() while true do end end", "second.lua")), 0).Kind);
            return state.Resume(first, 0).Kind;
        });
        Assert.Equal(LuaStepKind.Preempted, kind);
    }

    [Fact]
    public void The_processor_time_is_limited()
    {
        var outcome = Aside(() => Script.Run("while true do type(1) end", Uncounted with { CpuBudget = TimeSpan.FromMilliseconds(20) }));
        Assert.Equal(LuaStepKind.Killed, outcome.Kind);
        Assert.StartsWith("time limit of 20 ms for processor time", outcome.Error, StringComparison.Ordinal);
    }

    /// <summary>States end while the watch looks at them.</summary>
    [Fact]
    public void States_may_go_at_any_moment()
    {
        var code = LuaCompiler.Compile("local n = 0 local function add() n = n + 1 end for i = 1, ... do add() end return n", "test.lua");
        Parallel.For(0, 200, i =>
        {
            using var state = new LuaState(Uncounted);
            for (var slice = 0; slice < 3; slice++)
            {
                var thread = state.Load(code);
                LuaNative.lua_pushinteger(thread.Stack, i * 500);
                var step = state.Resume(thread, 1);
                while (step.Kind == LuaStepKind.Preempted)
                    step = state.Resume(thread, 0);
                Assert.Equal(i * 500, LuaNative.lua_tointegerx(thread.Stack, -1, null));
                state.Release(thread);
            }
        });
    }

    /// <summary>What is not interrupted can't be stopped either: the test is left with it.</summary>
    private static T Aside<T>(Func<T> run)
    {
        var done = new TaskCompletionSource<T>();
        new Thread(() =>
        {
            try
            {
                done.SetResult(run());
            }
            catch (Exception failed)
            {
                done.SetException(failed);
            }
        }) { IsBackground = true }.Start();
        Assert.True(done.Task.Wait(Patience), "the script was not interrupted");
        return done.Task.Result;
    }
}
