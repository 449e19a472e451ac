using Artel.Lua.Engine;

namespace Artel.Lua.Tests;

/// <summary>An operation waits wherever Lua can yield, and is a clean error where it can't.</summary>
public class BlockingTests
{
    [Theory]
    [InlineData("local a = receive('x') local b = exec(a) sleep(5) return a, b", "msg:x|exec:msg:x", "1:x,2:msg:x,3:5")]
    [InlineData("local ok, e = pcall(exec, nil) return ok, e:message(), e:kind()", "false|exec failed|NotFound", "2:nil")]
    [InlineData("local ok, v = pcall(function() local r = receive('p') return r end) return ok, v", "true|msg:p", "1:p")]
    [InlineData("local ok, e = pcall(function() local r = receive('p') error({code=7}) end) return ok, e.code", "false|7", "1:p")]
    [InlineData("return pcall(function() local ok, e = pcall(function() receive('a') error('x', 0) end) receive('b') return e end)", "true|x", "1:a,1:b")]
    [InlineData("return xpcall(function() receive('a') error('boom', 0) end, function(e) return 'H:' .. e end)", "false|H:boom", "1:a")]
    [InlineData("local ok, e = xpcall(function() error('boom', 0) end, function(e) return receive('h') end) return ok, type(e)", "false|string", "")]
    public void Operations_wait_and_their_errors_are_caught(string source, string result, string operations) =>
        Script.Returns(source, result, operations);

    [Theory]
    [InlineData("local co = coroutine.create(function(x) local m = receive(x) local y = coroutine.yield(m) return 'end' .. y end) local _, a = coroutine.resume(co, 'k') local _, b = coroutine.resume(co, '!') return a, b, coroutine.status(co)", "msg:k|end!|dead", "1:k")]
    [InlineData("local t = {} for v in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(receive(i)) end end) do t[#t+1] = v end return table.concat(t, ',')", "msg:1,msg:2,msg:3", "1:1,1:2,1:3")]
    [InlineData("local co = coroutine.wrap(function() local ok, e = pcall(function() receive('z') error('E', 0) end) coroutine.yield(e) end) return co()", "E", "1:z")]
    [InlineData("local co = coroutine.create(function() receive(1) error('bad', 0) end) return coroutine.resume(co)", "false|bad", "1:1")]
    [InlineData("local log = {} local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() log[#log+1] = 'closed' end}) receive(1) coroutine.yield() end) coroutine.resume(co) coroutine.close(co) return log[1], coroutine.status(co)", "closed|dead", "1:1")]
    [InlineData("local co = coroutine.wrap(function(...) local a, b = coroutine.yield(nil, false) return a, b end) local x, y = co() local p, q = co(nil, 3) return x, y, p, q", "nil|false|nil|3", "")]
    [InlineData("local function lvl(n) return coroutine.create(function(x) if n == 0 then local m = receive(x) coroutine.yield(m) return exec(x) end local c = lvl(n - 1) local _, v = coroutine.resume(c, x .. n) coroutine.yield(v) return select(2, coroutine.resume(c)) end) end local c = lvl(3) local _, a = coroutine.resume(c, 'q') local _, b = coroutine.resume(c) return a, b", "msg:q321|exec:q321", "1:q321,2:q321")]
    public void An_operation_passes_through_coroutines_at_any_depth(string source, string result, string operations) =>
        Script.Returns(source, result, operations);

    [Theory]
    [InlineData("local t = setmetatable({}, {__index = function(t, k) return receive(k) end}) return t.foo", "msg:foo")]
    [InlineData("local mt = {} mt.__add = function() return receive('add') end mt.__eq = function() return receive('eq') ~= nil end mt.__lt = function() return receive('lt') ~= nil end mt.__concat = function() return receive('cat') end mt.__call = function() return receive('call') end mt.__len = function() return receive('len') end local a, b = setmetatable({}, mt), setmetatable({}, mt) return a + b, a == b, a < b, a .. b, a(), #a", "msg:add|true|true|msg:cat|msg:call|msg:len")]
    [InlineData("local s = '' for v in (function() local i = 0 return function() i = i + 1 if i < 3 then return receive(i) end end end)() do s = s .. v end return s", "msg:1msg:2")]
    [InlineData("do local x <close> = setmetatable({}, {__close = function() receive('c') end}) end return 'ok'", "ok")]
    [InlineData("local s = '' for k, v in pairs(setmetatable({}, {__pairs = function() local r = receive('p') return function(_, i) if not i then return 1, r end end end})) do s = s .. v end return s", "msg:p")]
    [InlineData("return (string.gsub('abc', '.', function(c) return receive(c) end))", "msg:amsg:bmsg:c")]
    public void Metamethods_iterators_and_gsub_callbacks_may_wait(string source, string result) => Script.Returns(source, result);

    [Theory]
    [InlineData("return pcall(table.sort, {3,2,1}, function(a, b) receive('s') return a < b end)", "false|attempt to yield across a C-call boundary")]
    [InlineData("local mt = {__lt = function() receive('s') end} return pcall(table.sort, {setmetatable({}, mt), setmetatable({}, mt)})", "false|attempt to yield across a C-call boundary")]
    [InlineData("return pcall(tostring, setmetatable({}, {__tostring = function() return receive('s') end}))", "false|attempt to yield across a C-call boundary")]
    [InlineData("return pcall(table.concat, setmetatable({}, {__len = function() return 2 end, __index = function(t, k) return receive(k) end}))", "false|attempt to yield across a C-call boundary")]
    [InlineData("local e = select(2, pcall(table.sort, {2,1}, function(a, b) local co = coroutine.create(function() return receive('s') end) local ok, e = coroutine.resume(co) error(e, 0) end)) return (e:find('attempt to wait where the resumer', 1, true)) ~= nil", "true")]
    [InlineData("local t = {3,1,2} table.sort(t, function(a, b) local w = coroutine.wrap(function() coroutine.yield(a < b) end) return w() end) return table.concat(t, ',')", "1,2,3")]
    [InlineData("local ok, e local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() ok, e = pcall(receive, 1) end}) coroutine.yield() end) coroutine.resume(co) coroutine.close(co) return ok, (e:gsub('^.-: ', '')), receive(2)", "false|attempt to wait inside coroutine.close|msg:2")]
    public void Where_Lua_cannot_yield_an_operation_is_a_clean_error(string source, string result) => Script.Returns(source, result);

    [Fact]
    public void A_yield_outside_a_coroutine_is_an_error_in_the_script() =>
        Script.Returns("local ok, e = pcall(coroutine.yield, 1) return ok, (e:gsub('^.-: ', '')), receive('x')", "false|attempt to yield from outside a coroutine|msg:x");

    [Fact]
    public unsafe void The_host_may_make_functions_on_a_thread_that_waits_whenever_the_hook_comes()
    {
        using var state = new LuaState(Script.Patient, null, Script.Globals);
        var thread = state.Load(LuaCompiler.Compile("while true do receive('x') end", "test.lua"));
        Assert.Equal(LuaStepKind.Operation, state.Resume(thread, 0).Kind);
        LuaNative.lua_sethook(thread.Stack, LuaNative.lua_gethook(thread.Stack), LuaNative.LUA_MASKCOUNT, 1);
        state.PushOperation(thread.Stack, Script.Receive);
        state.PushError(thread.Stack, new ProcessException(ErrorKind.Invalid, "x"));
        LuaNative.lua_settop(thread.Stack, 0);
        Assert.Equal(LuaStepKind.Operation, state.Resume(thread, 0).Kind);
    }

    [Fact]
    public unsafe void The_host_may_make_functions_on_a_thread_that_has_not_begun()
    {
        using var state = new LuaState(Script.Impatient, null, Script.Globals);
        var thread = state.Load(LuaCompiler.Compile("return 1", "test.lua"));
        for (var i = 0; i < 1000; i++)
        {
            state.PushOperation(thread.Stack, Script.Receive);
            LuaNative.lua_pop(thread.Stack, 1);
        }

        Assert.Equal("1", Script.Drive(state, thread).Result);
    }

    [Fact]
    public void Each_slice_may_run_on_another_thread()
    {
        var outcome = Script.Run("local a = receive('x') local c = coroutine.wrap(function() local ok, e = pcall(function() receive('y') error('E', 0) end) return e .. receive('z') end)() return a, c", hop: true);
        Assert.Equal("msg:x|Emsg:z", outcome.Result);
    }

    [Theory]
    [InlineData("local main = coroutine.running() local co = coroutine.create(function() return coroutine.resume(main) end) local _, ok, e = coroutine.resume(co) return ok, e", "false|cannot resume non-suspended coroutine")]
    [InlineData("local main = coroutine.running() local co = coroutine.wrap(function() return coroutine.status(main) end) return co()", "normal")]
    [InlineData("local ok, e = pcall(coroutine.close, coroutine.running()) return ok, (e:gsub('^.-: ', ''))", "false|cannot close a running coroutine")]
    public void The_hosts_coroutines_are_out_of_the_scripts_reach(string source, string result) => Script.Returns(source, result);

    [Fact]
    public void A_coroutine_that_waits_cannot_be_resumed_by_another_one()
    {
        using var state = new LuaState(Script.Patient, null, Script.Globals);
        var main = state.Load(LuaCompiler.Compile(
            "waiting = coroutine.create(function() return receive('a') end) coroutine.spawn(function() return coroutine.resume(waiting, 'forged') end) return select(2, coroutine.resume(waiting))",
            "test.lua"));
        var step = state.Resume(main, 0);
        Assert.Equal(LuaStepKind.Operation, step.Kind);
        Assert.True(state.TryTakeSpawned(out var spawned));
        Assert.Equal("false|cannot resume non-suspended coroutine", Script.Drive(state, spawned).Result);
        unsafe
        {
            LuaStack.PushText(main.Stack, "real");
        }

        step = state.Resume(main, 1);
        Assert.Equal(LuaStepKind.Finished, step.Kind);
    }

    [Fact]
    public void Spawned_coroutines_are_resumed_by_the_host_each_for_itself()
    {
        using var state = new LuaState(Script.Patient, null, Script.Globals);
        var main = state.Load(LuaCompiler.Compile("n = 0 for i = 1, 3 do coroutine.spawn(function(k) n = n + k return receive(k) .. n end, i) end receive('main') return n", "test.lua"));
        Assert.Equal(LuaStepKind.Operation, state.Resume(main, 0).Kind);
        var results = new List<string>();
        while (state.TryTakeSpawned(out var thread))
        {
            var step = state.Resume(thread, thread.Waiting);
            Assert.Equal(LuaStepKind.Operation, step.Kind);
            unsafe
            {
                LuaStack.PushText(thread.Stack, "m");
            }

            step = state.Resume(thread, 1);
            unsafe
            {
                results.Add(LuaStack.Text(thread.Stack, -step.Count));
            }

            state.Release(thread);
        }

        Assert.Equal(["m1", "m3", "m6"], results);
        Assert.Equal(LuaStepKind.Finished, state.Resume(main, 0).Kind);
    }

    [Fact]
    public void An_error_names_the_scripts_line()
    {
        var outcome = Script.Run("local x = 1\nreceive('a')\nlocal y = ('x'):rep({})");
        Assert.Equal("test.lua:3: bad argument #2 to 'rep' (number expected, got table)", outcome.Error);
        outcome = Script.Run("\n\n  exec(nil)");
        Assert.Contains("test.lua:3:", outcome.Exception!.ScriptStack, StringComparison.Ordinal);
        Assert.DoesNotContain("?: in", outcome.Exception.ScriptStack, StringComparison.Ordinal);
        outcome = Script.Run("local function f()\n  return (string.find(nil, 'x'))\nend\nf()");
        Assert.Equal("test.lua:2: bad argument #1 to 'find' (string expected, got nil)", outcome.Error);
        outcome = Script.Run("for w in string.gmatch('abc', '[') do end");
        Assert.Equal("test.lua:1: malformed pattern (missing ']')", outcome.Error);
        outcome = Script.Run("table.insert(nil, 1)");
        Assert.Equal("test.lua:1: bad argument #1 to 'insert' (table expected, got nil)", outcome.Error);
    }
}
