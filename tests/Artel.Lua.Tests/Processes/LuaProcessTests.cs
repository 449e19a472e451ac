using Artel.Tests;

namespace Artel.Lua.Tests.Processes;

public sealed class LuaProcessTests
{
    [Fact]
    public async Task S027_arguments_become_mains_positional_arguments() => Assert.Equal(
        "1 nil text 2.5",
        await LuaApp.ExecAsync<string>(
            "return { main = function(a, b, c, d) return table.concat({ tostring(a), tostring(b), c, tostring(d) }, ' ') end }", 1, null, "text", 2.5));

    [Fact]
    public async Task S031_and_S037_a_file_may_return_main_itself_and_its_value_is_the_result() =>
        Assert.Equal(42, await LuaApp.ExecAsync<int>("return function() return 42 end"));

    [Theory]
    [InlineData("return function() error('went wrong', 0) end", ErrorKind.Unknown, "went wrong")]
    [InlineData("return function() return nil, 'no result' end", ErrorKind.Unknown, "no result")]
    [InlineData("return function() return nil, errors.new(errors.TIMEOUT, 'late') end", ErrorKind.Timeout, "late")]
    [InlineData("return function() error(errors.new{ message = 'taken', kind = errors.CONFLICT }) end", ErrorKind.Conflict, "taken")]
    [InlineData("return function() coroutine.spawn(function() error('inside', 0) end) process.inbox():receive() end", ErrorKind.Unknown, "inside")]
    public async Task S031_and_S032_an_error_is_an_error_exit_with_its_kind(string source, ErrorKind kind, string message)
    {
        var error = await Assert.ThrowsAsync<ProcessException>(() => LuaApp.ExecAsync<object?>(source));
        Assert.Equal((kind, message), (error.Kind, error.Message));
    }

    [Fact]
    public async Task S031_return_false_is_a_normal_exit() => Assert.False(await LuaApp.ExecAsync<bool>("return function() return false end"));

    [Fact]
    public async Task An_error_has_the_file_and_the_line()
    {
        var error = await Assert.ThrowsAsync<ProcessException>(() => LuaApp.ExecAsync<object?>("""
            local function inner(t) return t.x.y end
            return function()
              return (inner({}))
            end
            """));
        Assert.StartsWith("test/lua.lua:1: attempt to index a nil value (field 'x')", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("return 5", ErrorKind.NotFound, "return { main = main }")]
    [InlineData("return {}", ErrorKind.NotFound, "return { main = main }")]
    [InlineData("error('bad file', 0)", ErrorKind.Unknown, "bad file")]
    [InlineData("process.pid()", ErrorKind.NotFound, "returns no main")]
    [InlineData("while true do end", ErrorKind.Timeout, "takes too long to load")]
    [InlineData("require('time').sleep('1s')", ErrorKind.Invalid, "waits while it loads")]
    public async Task S037_an_error_while_a_definition_loads_is_the_spawns_error(string source, ErrorKind kind, string text)
    {
        await using var app = new TestApp().Lua("test:lua", source, LuaLimits.Default);
        var error = Assert.Throws<ProcessException>(() => app.Spawn("test:lua"));
        Assert.Equal(kind, error.Kind);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, app.Runtime.ProcessCount);
    }

    [Fact]
    public async Task S037_a_file_may_load_for_as_long_as_nothing_may_interrupt_it()
    {
        const string source = "local n = 0 while os.clock() >= 0 and n < 3e6 do n = n + 1 end return function() return n end";
        await using var app = new TestApp()
            .Lua("test:patient", source, new LuaLimits { UninterruptibleTime = TimeSpan.FromMinutes(1) })
            .Lua("test:hasty", source, new LuaLimits { UninterruptibleTime = TimeSpan.FromMilliseconds(5) })
            .Lua("test:hasty-in-long-slices", source, LuaApp.Unhurried with { UninterruptibleTime = TimeSpan.FromMilliseconds(5) });
        Assert.Equal(3_000_000L, Convert.ToInt64(await app.Runtime.ExecAsync<object>("test:patient", TestApp.Host), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(ErrorKind.Timeout, Assert.Throws<ProcessException>(() => app.Spawn("test:hasty")).Kind);
        Assert.Equal(ErrorKind.Timeout, Assert.Throws<ProcessException>(() => app.Spawn("test:hasty-in-long-slices")).Kind);
    }

    [Fact]
    public async Task A_syntax_error_at_start_names_file_line_and_column()
    {
        await using var app = new TestApp().Lua("test:lua", "local a = 1\nlocal b = a +\nreturn b b");
        var error = Assert.ThrowsAny<ProcessException>(() => app.Runtime.Terminate("x"));
        Assert.StartsWith("test/lua.lua:3:1: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S001_to_S020_messages_arrive_in_order_with_topic_sender_and_payload() => Assert.Equal(
        "a 1; b nil; c 2,3; ",
        await LuaApp.ExecAsync<string>("""
            return function()
              local me = process.pid()
              assert(process.send(me, "a", 1))
              assert(process.send(me, "b"))
              assert(process.send(me, "c", 2, 3))
              local seen = ""
              for i = 1, 3 do
                local message = process.inbox():receive()
                assert(message:from() == me)
                local payload = message:payload()
                if type(payload) == "table" then payload = table.concat(payload, ",") end
                seen = seen .. message:topic() .. " " .. tostring(payload) .. "; "
              end
              return seen
            end
            """));

    [Fact]
    public async Task S009_to_S021_listen_unlisten_and_the_inbox() => Assert.Equal(
        "early raw | message news again | nil false | inbox later",
        await LuaApp.ExecAsync<string>("""
            return function()
              local me, out = process.pid(), {}
              process.send(me, "news", "early raw")
              local news = process.listen("news")
              assert(news == process.listen("news"))
              out[1] = news:receive()
              process.listen("news", { message = true })
              process.send(me, "news", "again")
              local message = news:receive()
              out[2] = "message " .. message:topic() .. " " .. message:payload()
              assert(process.unlisten(news))
              local v, ok = news:receive()
              out[3] = tostring(v) .. " " .. tostring(ok)
              local gone, err = process.unlisten(news)
              assert(gone == false and err:kind() == errors.INVALID)
              process.send(me, "news", "later")
              out[4] = "inbox " .. process.inbox():receive():payload()
              return table.concat(out, " | ")
            end
            """));

    [Fact]
    public async Task S024_and_S026_tables_are_copied_and_keep_shape_numbers_and_bytes() => Assert.Equal(
        "true true integer float 3 changed",
        await LuaApp.ExecAsync<string>("""
            return function()
              local shared = { name = "s" }
              local sent = { a = shared, b = shared, i = 1, f = 1.0, bytes = "\0\255x" }
              sent.self = sent
              process.send(process.pid(), "t", sent)
              shared.name = "changed"
              local got = process.inbox():receive():payload()
              return table.concat({ tostring(got.a == got.b), tostring(got.self == got), math.type(got.i), math.type(got.f), #got.bytes,
                got.a.name == "s" and shared.name or "leaked" }, " ")
            end
            """));

    [Theory]
    [InlineData("process.send(process.pid(), 'x', { steps = { 1, print } })", "payload[1].steps[2]")]
    [InlineData("process.send(process.pid(), 'x', 1, coroutine.create(print))", "payload[2]")]
    [InlineData("process.send(process.pid(), 'x', process.inbox())", "payload[1]")]
    public async Task S025_what_cannot_cross_is_invalid_and_names_its_path(string call, string path) => Assert.Contains(
        path,
        await LuaApp.ExecAsync<string>($"return function() local ok, err = {call} return err:kind() .. ' ' .. err:message() end"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("process.send()", "Invalid", "destination")]
    [InlineData("process.send('nobody', 'x')", "NotFound", "'nobody'")]
    [InlineData("process.send('{local@test:processes|ffff.1}', 'x')", "NotFound", "ffff.1")]
    [InlineData("process.send(process.pid(), '')", "Invalid", "topic")]
    [InlineData("process.send(process.pid(), '@events')", "Invalid", "@events")]
    [InlineData("process.spawn('test:idle')", "Invalid", "host")]
    [InlineData("process.spawn('idle', 'test:processes')", "Invalid", "'idle'")]
    [InlineData("process.spawn('test:missing', 'test:processes')", "NotFound", "test:missing")]
    [InlineData("process.spawn('test:idle', 'test:nowhere')", "NotFound", "test:nowhere")]
    [InlineData("process.cancel(process.pid(), '5 parsecs')", "Invalid", "invalid duration format")]
    [InlineData("process.cancel(process.pid(), 0)", "Invalid", "not positive")]
    [InlineData("process.monitor(process.pid())", "Invalid", "itself")]
    [InlineData("process.link(process.pid())", "Invalid", "itself")]
    [InlineData("process.listen('@inbox')", "Invalid", "@inbox")]
    [InlineData("process.registry.lookup('nobody')", "NotFound", "'nobody'")]
    [InlineData("process.registry.register('')", "Invalid", "name")]
    [InlineData("process.exec('test:missing', 'test:processes')", "NotFound", "test:missing")]
    [InlineData("process.ask('nobody', 'x')", "NotFound", "'nobody'")]
    [InlineData("channel.select({})", "Invalid", "no case")]
    [InlineData("channel.select({ 5 })", "Invalid", "case 1")]
    public async Task A1_a_refused_operation_returns_nil_and_an_error_that_names_what_was_passed(string call, string kind, string text)
    {
        var said = await LuaApp.ExecAsync<string>(
            $"return function() local v, err = {call} assert(v == nil) return err:kind() .. ': ' .. err:message() end");
        Assert.StartsWith(kind + ": ", said, StringComparison.Ordinal);
        Assert.Contains(text, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("process.send({}, 'x')", "bad argument #1 to 'send' (string expected, got table)")]
    [InlineData("process.send(process.pid(), {})", "bad argument #2 to 'send' (string expected, got table)")]
    [InlineData("process.spawn(print, 'x')", "bad argument #1 to 'spawn' (string expected, got function)")]
    [InlineData("process.set_options(5)", "bad argument #1 to 'set_options' (table expected, got number)")]
    [InlineData("channel.new(-1)", "bad argument #1 to 'new' (a capacity is not negative)")]
    [InlineData("process.inbox().receive({})", "bad argument #1 to 'receive' (channel expected, got table)")]
    public async Task An_argument_of_the_wrong_type_raises(string call, string text) => Assert.EndsWith(
        text, await LuaApp.ExecAsync<string>($"return function() local ok, e = pcall(function() {call} end) assert(not ok) return tostring(e) end"), StringComparison.Ordinal);

    [Fact]
    public async Task The_tables_process_event_and_registry_are_read_only() => Assert.Equal(
        "false false false",
        await LuaApp.ExecAsync<string>("""
            return function()
              return tostring((pcall(function() process.send = 1 end))) .. " " .. tostring((pcall(function() process.event.EXIT = 1 end)))
                .. " " .. tostring((pcall(function() process.registry.x = 1 end)))
            end
            """));

    [Fact]
    public async Task S036_S050_monitors_in_Lua() => Assert.Equal(
        "pid.exit value 7 | AlreadyExists | pid.exit error Conflict x | NotFound",
        await LuaApp.ExecAsync<string>("""
            return function()
              local events, out = process.events(), {}
              local child = process.spawn_monitored("test:idle", "test:processes")
              process.send(child, "stop", 7)
              local e = events:receive()
              assert(e.from == child and e.at:find("Z$"))
              out[1] = e.kind .. " value " .. e.result.value
              local second = process.spawn_monitored("test:idle", "test:processes")
              out[2] = select(2, process.monitor(second)):kind()
              process.send(second, "fail", "x")
              e = events:receive()
              out[3] = e.kind .. " error " .. e.result.error:kind() .. " " .. e.result.error
              out[4] = select(2, process.monitor(second)):kind()
              return table.concat(out, " | ")
            end
            """));

    [Fact]
    public async Task S057_to_S068_links_in_Lua() => Assert.Equal(
        "false true pid.exit pid.link.down process terminated",
        await LuaApp.ExecAsync<string>("""
            return function()
              local before = process.get_options().trap_links
              assert(process.set_options({ trap_links = true }))
              local ok, err = process.set_options({ trap_link = true })
              assert(ok == false and err:kind() == errors.INVALID)
              local child = process.spawn_linked_monitored("test:idle", "test:processes")
              process.terminate(child)
              local one, two = process.events():receive(), process.events():receive()
              return table.concat({ tostring(before), tostring(process.get_options().trap_links), one.kind, two.kind, two.result.error:message() }, " ")
            end
            """));

    [Fact]
    public async Task S070_and_S073_a_cancelled_Lua_process_gets_the_event_and_is_terminated_at_its_deadline()
    {
        await using var app = new TestApp().Lua("test:stubborn", """
            return function(watcher)
              local cancel = process.events():receive()
              process.send(watcher, cancel.kind, cancel.deadline)
              process.inbox():receive()
            end
            """);
        var seen = new Probe<string>();
        app.Handlers("test:watcher", (_, message) =>
        {
            seen.Tell(message.Topic + " " + message.GetPayload<DateTimeOffset>().Offset);
            return BehaviorStep.Done;
        });
        var watcher = app.Spawn("test:watcher");
        var stubborn = app.Spawn("test:stubborn", watcher);
        var ended = app.Runtime.WaitForExitAsync(stubborn);
        app.Runtime.Cancel(stubborn, TimeSpan.FromSeconds(5));
        Assert.Equal("pid.cancel 00:00:00", await seen.NextAsync());
        app.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ErrorKind.Timeout, (await ended.WaitAsync(TestApp.Patience)).Error!.Kind);
    }

    [Theory]
    [InlineData("while true do end")]
    [InlineData("while true do pcall(function() while true do end end) end")]
    [InlineData("process.inbox():receive()")]
    [InlineData("table.sort({ 3, 2, 1 }, function() while true do end end)")]
    public async Task S077_terminate_is_prompt_whatever_the_script_does(string body)
    {
        var seen = new Probe<int>();
        await using var app = new TestApp()
            .Lua("test:busy", $"return function(watcher) process.send(watcher, 'started') {body} end", Script.Patient)
            .Handlers("test:watcher", (_, _) =>
            {
                seen.Tell(1);
                return BehaviorStep.Done;
            });
        var busy = app.Spawn("test:busy", app.Spawn("test:watcher"));
        await seen.NextAsync();
        var ended = app.Runtime.WaitForExitAsync(busy);
        app.Runtime.Terminate(busy);
        var error = (await ended.WaitAsync(TestApp.Patience)).Error!;
        Assert.Equal((ErrorKind.Canceled, "process terminated"), (error.Kind, error.Message));
    }

    [Fact]
    public async Task A_Lua_loop_without_a_call_keeps_nobody_else_waiting()
    {
        await using var app = new TestApp().Lua("test:busy", "return function() while true do end end", LuaLimits.Default).Lua("test:echo", LuaApp.Echo);
        for (var i = 0; i < Environment.ProcessorCount * 4; i++)
            app.Spawn("test:busy");
        var echo = app.Spawn("test:echo");
        for (var i = 0; i < 10; i++)
        {
            var asked = app.Runtime.AskAsync<int, int>(echo, "echo", i, TimeSpan.FromHours(1)).AsTask();
            Assert.Equal(i, await asked.WaitAsync(TestApp.Patience));
        }
    }

    [Fact]
    public async Task A_script_that_reaches_its_memory_limit_dies_alone_with_an_error_that_names_it()
    {
        await using var app = new TestApp()
            .Lua("test:hungry", "return function() local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end end", new LuaLimits { MemoryBytes = 1 << 20 })
            .Lua("test:echo", LuaApp.Echo);
        var echo = app.Spawn("test:echo");
        var ended = app.Runtime.WaitForExitAsync(app.Spawn("test:hungry"));
        var error = (await ended.WaitAsync(TestApp.Patience)).Error!;
        Assert.Contains("memory limit of 1 MiB reached", error.Message, StringComparison.Ordinal);
        Assert.Equal("still here", await app.Runtime.AskAsync<string, string>(echo, "echo", "still here"));
    }

    [Fact]
    public async Task S080_to_S090_names_and_the_spawner_in_Lua() => Assert.Equal(
        "true AlreadyExists true true false | hello from spawner 2 | nil",
        await LuaApp.ExecAsync<string>("""
            return function()
              local out = {}
              out[1] = tostring(process.registry.register("mine"))
              local other = process.spawn("test:echo", "test:processes")
              out[2] = select(2, process.registry.register("mine", other)):kind()
              out[3] = tostring(process.registry.lookup("mine") == process.pid())
              out[4] = tostring(process.registry.unregister("mine"))
              out[5] = tostring(process.registry.unregister("mine"))
              local spawner = process.with_context({ a = 1 }):with_name("named"):with_message("greet", "hello from spawner")
              local first = spawner:spawn("test:echo", "test:processes")
              local second = spawner:spawn("test:echo", "test:processes")
              assert(first == second and process.registry.lookup("named") == first)
              local inbox = process.inbox()
              local one, two = inbox:receive(), inbox:receive()
              assert(one:payload() == two:payload())
              local none = process.registry.lookup("nobody")
              return table.concat(out, " ") .. " | " .. one:payload() .. " 2 | " .. tostring(none)
            end
            """));

    [Fact]
    public async Task S093_exec_in_Lua_gives_the_value_or_the_error() => Assert.Equal(
        "49 Conflict: no",
        await LuaApp.ExecAsync<string>("""
            return function(again)
              if again == "square" then return 7 * 7 end
              if again == "fail" then error(errors.new(errors.CONFLICT, "no")) end
              local squared = process.exec(process.id(), "test:processes", "square")
              local nothing, err = process.exec(process.id(), "test:processes", "fail")
              return squared .. " " .. err:kind() .. ": " .. err
            end
            """));

    [Fact]
    public async Task S143_pcall_and_coroutines_work_across_waiting_calls() => Assert.Equal(
        "1 2 3 | false oops",
        await LuaApp.ExecAsync<string>("""
            return function()
              local ch = channel.new()
              coroutine.spawn(function() for i = 1, 3 do ch:send(i) end ch:close() end)
              local got = {}
              for v in coroutine.wrap(function() for v in ch:each() do coroutine.yield(v) end end) do got[#got + 1] = v end
              local ok, e = pcall(function() process.exec("test:missing", "x:y") error("oops", 0) end)
              return table.concat(got, " ") .. " | " .. tostring(ok) .. " " .. e
            end
            """));
}
