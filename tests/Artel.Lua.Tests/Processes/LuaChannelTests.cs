using Artel.Tests;

namespace Artel.Lua.Tests.Processes;

public sealed class LuaChannelTests
{
    [Fact]
    public async Task A5_a_send_waits_for_a_receiver_and_goes_on_before_it() => Assert.Equal(
        "sent 1, recv 1, sent 2, recv 2, closed nil false",
        await LuaApp.ExecAsync<string>("""
            return function()
              local ch, log = channel.new(), {}
              local done = channel.new()
              local function add(text) log[#log + 1] = text end
              coroutine.spawn(function()
                for i = 1, 2 do ch:send(i) add("sent " .. i) done:send(true) end
                ch:close() ch:close()
              end)
              for i = 1, 2 do add("recv " .. ch:receive()) done:receive() end
              local v, ok = ch:receive()
              add("closed " .. tostring(v) .. " " .. tostring(ok))
              return table.concat(log, ", ")
            end
            """));

    [Fact]
    public async Task A5_what_another_channel_holds_is_received_after_one_that_was_empty() => Assert.Equal(
        "1 2 4 3 5 late true nil false",
        await LuaApp.ExecAsync<string>("""
            return function()
              local a, b, got = channel.new(3), channel.new(3), {}
              local function take(ch) got[#got + 1] = tostring((ch:receive())) end
              a:send(1) a:send(4) b:send(2) b:send(3) b:send(5)
              take(a) take(b) take(a) take(b) take(b)
              coroutine.spawn(function() b:send("late") a:close() end)
              local value, ok = b:receive()
              got[#got + 1] = value .. " " .. tostring(ok)
              value, ok = a:receive()
              got[#got + 1] = tostring(value) .. " " .. tostring(ok)
              return table.concat(got, " ")
            end
            """));

    [Fact]
    public async Task A5_where_a_script_cannot_wait_a_receive_is_an_error_also_after_an_empty_channel() => Assert.Equal(
        "1 | attempt to yield across a C-call boundary | 2",
        await LuaApp.ExecAsync<string>("""
            return function()
              local ch = channel.new(1)
              ch:send(1)
              local first = ch:receive()
              ch:send(2)
              local ok, e = pcall(table.sort, { 2, 1 }, function() ch:receive() return true end)
              assert(not ok)
              return first .. " | " .. e .. " | " .. ch:receive()
            end
            """));

    [Fact]
    public async Task A5_send_on_a_closed_channel_raises_also_for_one_that_waits() => Assert.Equal(
        "send on closed channel | send on closed channel",
        await LuaApp.ExecAsync<string>("""
            return function()
              local ch, result = channel.new(), channel.new(1)
              coroutine.spawn(function() local _, e = pcall(ch.send, ch, 1) result:send(e) end)
              coroutine.spawn(function() ch:close() end)
              local waiting = result:receive()
              local _, now = pcall(ch.send, ch, 2)
              return waiting:match("send on.*") .. " | " .. now:match("send on.*")
            end
            """));

    [Fact]
    public async Task A5_select_takes_what_is_ready_or_the_default_or_waits() => Assert.Equal(
        "default | buffered true | true sent | late",
        await LuaApp.ExecAsync<string>("""
            return function()
              local a, b, out = channel.new(1), channel.new(), {}
              local r = channel.select({ a:case_receive(), default = true })
              out[1] = r.default and r.ok and "default" or "?"
              a:send("buffered")
              r = channel.select({ b:case_receive(), a:case_receive() })
              assert(r.channel == a)
              out[2] = r.value .. " " .. tostring(r.ok)
              r = channel.select({ a:case_send("sent"), b:case_receive() })
              out[3] = tostring(r.ok) .. " " .. a:receive()
              coroutine.spawn(function() b:send("late") end)
              r = channel.select({ a:case_receive(), b:case_receive() })
              assert(r.channel == b)
              out[4] = r.value
              return table.concat(out, " | ")
            end
            """));

    [Fact]
    public async Task S022_a_busy_case_does_not_starve_another() => Assert.Equal(
        50,
        await LuaApp.ExecAsync<int>("""
            return function()
              local a, b, n = channel.new(100), channel.new(100), 0
              for i = 1, 100 do a:send(i) b:send(i) end
              for i = 1, 100 do if channel.select({ a:case_receive(), b:case_receive() }).channel == a then n = n + 1 end end
              return n
            end
            """));

    [Fact]
    public async Task S022_select_over_inbox_events_and_a_timer()
    {
        await using var app = new TestApp().Lua("test:lua", """
            local time = require("time")
            return function()
              local inbox, events, timer, seen = process.inbox(), process.events(), time.after("2s"), {}
              process.send(process.pid(), "note", 1)
              process.spawn_monitored("test:end", "test:processes")
              while #seen < 3 do
                local r = channel.select({ inbox:case_receive(), events:case_receive(), timer:case_receive() })
                if r.channel == inbox then seen[#seen + 1] = r.value:topic()
                elseif r.channel == events then seen[#seen + 1] = r.value.kind
                else seen[#seen + 1] = math.type(r.value) end
                process.registry.register("seen " .. #seen)
              end
              return table.concat(seen, " ")
            end
            """).Lua("test:end", "return function() end");
        var run = app.Runtime.ExecAsync<string>("test:lua", TestApp.Host);
        while (app.Runtime.TryLookup("seen 2") is null && !run.IsCompleted)
            await Task.Yield();
        app.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("note pid.exit integer", await run.WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task A11_sleep_waits_for_the_clock_and_returns_at_once_when_not_positive()
    {
        await using var app = new TestApp().Lua("test:lua", """
            local time = require("time")
            return function()
              time.sleep(0) time.sleep(-5) time.sleep("0")
              process.registry.register("asleep")
              coroutine.spawn(function() process.registry.register("others go on") end)
              time.sleep(1.5 * time.SECOND)
              return "awake"
            end
            """);
        var run = app.Runtime.ExecAsync<string>("test:lua", TestApp.Host);
        while (app.Runtime.TryLookup("others go on") is null && !run.IsCompleted)
            await Task.Yield();
        app.Time.Advance(TimeSpan.FromSeconds(1.4));
        Assert.False(run.IsCompleted);
        app.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("awake", await run.WaitAsync(TestApp.Patience));
    }

    [Theory]
    [InlineData("'1h2m3.5s'", 3_723_500_000_000)]
    [InlineData("'-1.5ms'", -1_500_000)]
    [InlineData("'10us'", 10_000)]
    [InlineData("'10µs'", 10_000)]
    [InlineData("'0'", 0)]
    public async Task A11_durations_are_read(string text, long nanoseconds) => Assert.Equal(
        nanoseconds, await LuaApp.ExecAsync<long>($"return function() return require('time').parse_duration({text}) end"));

    [Theory]
    [InlineData("''")]
    [InlineData("'5'")]
    [InlineData("'s'")]
    [InlineData("'1.2.3s'")]
    [InlineData("'5 s'")]
    [InlineData("'5parsec'")]
    public async Task A11_other_text_is_no_duration(string text) => Assert.Equal(
        "Invalid", await LuaApp.ExecAsync<string>($"return function() local v, err = require('time').parse_duration({text}) return err:kind() end"));

    [Fact]
    public async Task Require_finds_modules_and_says_what_there_is() => Assert.Contains(
        "there is no module 'socket'; there are ctx, funcs, json, logger, queue, security, time, uuid, and the application's Lua files",
        await LuaApp.ExecAsync<string>("return function() local ok, e = pcall(require, 'socket') return tostring(e) end"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("../secret")]
    [InlineData("..secret")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("")]
    public async Task Require_leads_nowhere_outside_of_the_folder(string name) => Assert.Contains(
        "there is no module", await LuaApp.ExecAsync<string>($"return function() local ok, e = pcall(require, '{name}') return tostring(e) end"), StringComparison.Ordinal);
}
