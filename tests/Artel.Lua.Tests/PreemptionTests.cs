using Artel.Lua.Engine;

namespace Artel.Lua.Tests;

/// <summary>A script gives up the processor, and dies when it has to, whatever it does.</summary>
public class PreemptionTests
{
    [Theory]
    [InlineData("while true do end")]
    [InlineData("::a:: goto a")]
    [InlineData("pcall(function() while true do end end)")]
    [InlineData("while true do pcall(function() while true do end end) end")]
    [InlineData("while true do pcall(error, 'x') end")]
    [InlineData("local function f() return f() end f()")]
    [InlineData("local co = coroutine.wrap(function() while true do end end) co()")]
    [InlineData("local function n(k) if k == 0 then while true do end end while true do pcall(coroutine.wrap(function() n(k - 1) end)) end end n(5)")]
    [InlineData("while true do coroutine.wrap(function() end)() end")]
    [InlineData("local t = setmetatable({}, {__index = function() while true do end end}) local x = t.y")]
    [InlineData("for x in function() return 1 end do end")]
    [InlineData("do local x <close> = setmetatable({}, {__close = function() while true do end end}) end")]
    [InlineData("string.gsub(('x'):rep(100), '.', function() while true do end end)")]
    [InlineData("local s = ('x'):rep(1e5) while true do local y = s .. 'a' end")]
    [InlineData("while true do pcall(function() local t = {} while true do t[#t+1] = string.rep('x', 1e6) end end) end")]
    public void A_loop_that_can_yield_is_interrupted_and_can_be_killed(string source)
    {
        var outcome = Script.Run(source, Script.Impatient with { MemoryBytes = 4 << 20 }, mostSlices: 20);
        Assert.Equal(LuaStepKind.Killed, outcome.Kind);
        Assert.Equal("terminated", outcome.Error);
        Assert.True(outcome.Slices >= 20);
    }

    [Theory]
    [InlineData("table.sort({3,2,1}, function(a, b) while true do end end)")]
    [InlineData("while true do pcall(table.sort, {3,2,1}, function(a, b) while true do pcall(function() while true do end end) end end) end")]
    [InlineData("tostring(setmetatable({}, {__tostring = function() while true do end end}))")]
    [InlineData("print(setmetatable({}, {__tostring = function() while true do end end}))")]
    [InlineData("local mt = {__lt = function() while true do end end} table.sort({setmetatable({}, mt), setmetatable({}, mt)})")]
    [InlineData("xpcall(error, function() while true do end end)")]
    [InlineData("table.sort({2,1}, function() xpcall(function() while true do end end, function() while true do end end) end)")]
    [InlineData("table.sort({2,1}, function() xpcall(function() xpcall(function() while true do end end, function() while true do end end) end, function() while true do end end) while true do end end)")]
    [InlineData("table.sort({2,1}, function() local co = coroutine.create(function() while true do end end) while true do coroutine.resume(co) end end)")]
    [InlineData("table.sort({2,1}, function() while true do pcall(coroutine.wrap(function() local x <close> = setmetatable({}, {__close = function() while true do end end}) table.sort({2,1}, function() while true do end end) end)) end end)")]
    [InlineData("table.sort({2,1}, function() for i = 1, 100 do local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() while true do end end}) table.sort({2,1}, function() while true do end end) end) pcall(coroutine.resume, co) while true do pcall(coroutine.close, co) end end end)")]
    [InlineData("table.sort({2,1}, function() local function n(k) while true do pcall(function() local co = coroutine.wrap(function() n(k + 1) end) co() end) end end n(0) end)")]
    [InlineData("table.sort({2,1}, function() local e = setmetatable({}, {__tostring = function() while true do end end}) while true do pcall(error, e) end end)")]
    [InlineData("local function s(k) table.sort({2,1}, function() if k == 0 then while true do end end while true do pcall(s, k - 1) end end) end s(20)")]
    [InlineData("local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() while true do end end}) coroutine.yield() end) coroutine.resume(co) coroutine.close(co)")]
    public void A_loop_that_cannot_yield_ends_at_the_time_limit_and_cannot_catch_it(string source)
    {
        var limits = Script.Impatient with { UninterruptibleTime = TimeSpan.FromMilliseconds(1) };
        var outcome = Script.Run(source, limits);
        Assert.Equal(LuaStepKind.Killed, outcome.Kind);
        Assert.StartsWith("time limit of 1 ms for code that can't be interrupted reached; to allow more, raise UninterruptibleTime", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.RateLimited, outcome.Exception!.Kind);
    }

    [Fact]
    public void An_interrupted_loop_goes_on_where_it_was()
    {
        var outcome = Script.Run(
            "local n = 0 for i = 1, 3e5 do n = n + i end local co = coroutine.wrap(function() local m = 0 for i = 1, 3e5 do m = m + 1 end coroutine.yield(m) end) return n, co()",
            Script.Impatient);
        Assert.Equal("45000150000|300000", outcome.Result);
        Assert.True(outcome.Slices > 100);
    }

    [Fact]
    public void A_close_handler_is_not_cut_off_by_the_end_of_a_slice()
    {
        var outcome = Script.Run(
            "local n = 0 local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() for i = 1, 1e5 do n = n + 1 end end}) coroutine.yield() end) coroutine.resume(co) return coroutine.close(co), n",
            Script.Patient with { TimeSlice = TimeSpan.Zero });
        Assert.Equal("true|100000", outcome.Result);
    }

    [Theory]
    [InlineData("while true do pcall(function() while true do end end) end")]
    [InlineData("table.sort({2,1}, function() while true do end end)")]
    public void A_kill_request_from_another_thread_stops_a_running_script(string loop)
    {
        using var state = new LuaState(Script.Patient, null, Script.Globals);
        using var started = new ManualResetEventSlim();
        state.Output = _ => started.Set();
        var thread = state.Load(LuaCompiler.Compile("print('running') " + loop, "test.lua"));
        var killer = new Thread(() =>
        {
            started.Wait();
            state.RequestKill();
        });
        killer.Start();
        Assert.Equal(LuaStepKind.Killed, state.Resume(thread, 0).Kind);
        killer.Join();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_resumes_of_a_turn_share_its_slice(bool isCounted)
    {
        // What may take only so much processor time is looked at by another way.
        using var state = new LuaState(isCounted ? Script.Patient with { CpuBudget = TimeSpan.FromMinutes(5) } : Script.Patient, null, Script.Globals);
        var thread = state.Load(LuaCompiler.Compile("while true do receive('x') end", "test.lua"));
        state.BeginTurn();
        var first = DeadlineAfterResume();
        Assert.Equal(first, DeadlineAfterResume());
        state.BeginTurn();
        var second = DeadlineAfterResume();
        Assert.True(second > first);
        Assert.Equal(second, DeadlineAfterResume());

        unsafe long DeadlineAfterResume()
        {
            Assert.Equal(LuaStepKind.Operation, state.Resume(thread, 0).Kind);
            return NativeState.Of(state.HostStack)->Deadline;
        }
    }

    [Fact]
    public void Slices_that_are_over_before_anybody_looks_use_up_the_processor_time_too()
    {
        var outcome = Script.Run("receive(1) receive(2) return 'done'", Script.Patient with { CpuBudget = TimeSpan.FromTicks(1) });
        Assert.Equal(LuaStepKind.Killed, outcome.Kind);
        Assert.Contains("processor time", outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Operations);
    }

    /// <summary>Each is short; all together, and what comes between them, take much longer than the limit.</summary>
    [Fact]
    public void Each_stretch_that_cannot_be_interrupted_has_the_time_limit_for_itself()
    {
        var limit = TimeSpan.FromMilliseconds(200);
        using var state = new LuaState(Script.Impatient with { UninterruptibleTime = limit }, owner: null, Script.Globals);
        var thread = state.Load(LuaCompiler.Compile(
            "while true do table.sort({ 2, 1 }, function(a, b) for i = 1, 20000 do end return a < b end) end", "test.lua"));
        var started = ThreadTime.Now;
        while (ThreadTime.Now - started < 3 * limit.TotalSeconds * System.Diagnostics.Stopwatch.Frequency)
            Assert.Equal(LuaStepKind.Preempted, state.Resume(thread, 0).Kind);
    }

    [Fact]
    public void A_killed_state_runs_no_more()
    {
        using var state = new LuaState(Script.Patient, null, Script.Globals);
        var thread = state.Load(LuaCompiler.Compile("receive('x') return 1", "test.lua"));
        Assert.Equal(LuaStepKind.Operation, state.Resume(thread, 0).Kind);
        state.RequestKill();
        Assert.Equal(LuaStepKind.Killed, state.Resume(thread, 0).Kind);
        Assert.Equal(LuaStepKind.Killed, state.Resume(thread, 0).Kind);
    }

    [Theory]
    [InlineData("return pcall(string.rep, 'x', 1e9)", "not enough memory")]
    [InlineData("return pcall(string.rep, 'x', 1 << 62)", "resulting string too large")]
    [InlineData("return pcall(table.move, {}, 1, 1e15, 1)", "can't move more than")]
    [InlineData("return pcall(table.insert, setmetatable({}, {__len = function() return 1e15 // 1 | 0 end}), 1, 0)", "__len")]
    [InlineData("return pcall(table.unpack, {}, 1, 1e8)", "too many results")]
    [InlineData("return pcall(table.concat, {}, '', 1, 1e15)", "invalid value")]
    [InlineData("local function f(n) return coroutine.wrap(function() return f(n + 1) end)() end return pcall(f, 1)", "C stack overflow")]
    [InlineData("local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end return pcall(function() return t.x end)", "overflow")]
    [InlineData("local function f() return f() + 1 end return pcall(f)", "stack overflow")]
    public void What_would_be_endless_in_native_code_is_an_error(string source, string error)
    {
        var outcome = Script.Run(source, Script.Patient with { MemoryBytes = 256 << 20 });
        Assert.StartsWith("false|", outcome.Result, StringComparison.Ordinal);
        Assert.Contains(error, outcome.Result, StringComparison.Ordinal);
    }
}
