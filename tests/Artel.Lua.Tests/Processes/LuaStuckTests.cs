using Artel.Tests;

namespace Artel.Lua.Tests.Processes;

/// <summary>A process that can never run again ends with an error that says so (statement 38), and no other one does.</summary>
public sealed class LuaStuckTests
{
    [Theory]
    [InlineData("channel.new():receive()", "main at test/lua.lua:2")]
    [InlineData("channel.new():send(1)", "main at test/lua.lua:2")]
    [InlineData("channel.select({ channel.new():case_receive(), channel.new():case_send(1) })", "main at test/lua.lua:2")]
    [InlineData("pcall(function() channel.new():receive() end)", "main at test/lua.lua:2")]
    [InlineData("coroutine.wrap(function() channel.new():receive() end)()", "main at test/lua.lua:2")]
    [InlineData("local a, b = channel.new(), channel.new()\ncoroutine.spawn(function()\na:receive()\nb:send(1)\nend)\nb:receive()", "main at test/lua.lua:7, a coroutine at test/lua.lua:4")]
    [InlineData("local inbox = process.inbox()\nlocal events = process.events()\nrequire('time').after('1s')\nchannel.new():receive()", "main at test/lua.lua:5")]
    [InlineData("for i = 1, 30 do coroutine.spawn(function() channel.new():receive() end) end\nchannel.new():receive()", "and 21 more")]
    public async Task S038_a_process_that_can_never_run_again_ends_and_tells_where_it_waits(string body, string where)
    {
        var error = await Assert.ThrowsAsync<ProcessException>(() => LuaApp.ExecAsync<object?>($"return function()\n{body}\nend"));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.StartsWith("the process can never run again: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
        Assert.Contains("test/lua.lua:", error.ScriptStack, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("process.inbox():receive()")]
    [InlineData("process.events():receive()")]
    [InlineData("process.listen('topic'):receive()")]
    [InlineData("channel.select({ channel.new():case_receive(), process.inbox():case_receive() })")]
    [InlineData("coroutine.spawn(function() process.inbox():receive() end) channel.new():receive()")]
    [InlineData("coroutine.spawn(function() require('time').sleep('1h') end) channel.new():receive()")]
    [InlineData("coroutine.spawn(function() require('time').after('1h'):receive() end) channel.new():receive()")]
    [InlineData("coroutine.spawn(function() process.exec('test:idle', 'test:processes') end) channel.new():receive()")]
    [InlineData("coroutine.spawn(function() process.ask(process.spawn('test:idle', 'test:processes'), 'topic') end) channel.new():receive()")]
    [InlineData("coroutine.spawn(function() while true do end end) channel.new():receive()")]
    public async Task S038_a_process_that_something_can_wake_lives(string body)
    {
        var seen = new Probe<string>();
        await using var app = new TestApp()
            .Lua("test:idle", LuaApp.Idle)
            .Handlers("test:watcher", (_, message) =>
            {
                seen.Tell(message.Topic);
                return BehaviorStep.Done;
            })
            .Lua("test:lua", $"return function(watcher) process.send(watcher, 'started') {body} end");
        var watcher = app.Spawn("test:watcher");
        var pid = app.Spawn("test:lua", watcher);
        var ended = app.Runtime.WaitForExitAsync(pid);
        Assert.Equal("started", await seen.NextAsync());

        // Messages that nobody takes give it turns in which it has nothing to do.
        for (var i = 0; i < 3 && !ended.IsCompleted; i++)
        {
            app.Runtime.Send(watcher, "round");
            await seen.NextAsync();
        }

        app.Runtime.Terminate(pid);
        Assert.Equal("process terminated", (await ended.WaitAsync(TestApp.Patience)).Error!.Message);
    }

    [Fact]
    public async Task S038_a_refused_wait_does_not_keep_a_stuck_process_alive()
    {
        var error = await Assert.ThrowsAsync<ProcessException>(() => LuaApp.ExecAsync<object?>("""
            return function()
              process.exec("test:missing", "test:processes")
              process.ask("nobody", "topic")
              process.ask(process.pid(), "topic", print)
              channel.new():receive()
            end
            """));
        Assert.Contains("main at test/lua.lua:5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S038_coroutines_that_hand_values_to_each_other_are_not_stuck() => Assert.Equal(
        500500,
        await LuaApp.ExecAsync<int>("""
            return function()
              local ch, sum = channel.new(), 0
              coroutine.spawn(function() for i = 1, 1000 do ch:send(i) end ch:close() end)
              for v in ch:each() do sum = sum + v end
              return sum
            end
            """));
}
