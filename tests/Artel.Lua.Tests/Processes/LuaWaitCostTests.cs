using Artel.Runtime;
using Artel.Tests;

namespace Artel.Lua.Tests.Processes;

/// <summary>A coroutine's wait at one channel is used again and again: what that saves, in bytes and not in time, and that it is as good as a new one.</summary>
public sealed class LuaWaitCostTests
{
    private const int Messages = 500;

    [Theory]
    [InlineData("local inbox = process.inbox() return function() inbox:receive() end")]
    [InlineData("local next = process.inbox():each() return function() next(process.inbox()) end")]
    [InlineData("local a, b = process.listen('a'), process.listen('b') return function() a:receive() b:receive() end")]
    [InlineData("local a, b = process.listen('a', { message = true }), process.inbox() return function() a:receive() b:receive():payload() end")]
    public async Task To_wait_for_a_message_and_receive_it_takes_nothing_of_the_managed_heap(string wait)
    {
        var turns = new Turns();
        await using var app = new TestApp { Scheduler = turns }.Lua(
            "test:receiving",
            $$"""
            local function prepare() {{wait}} end
            return function()
              local wait = prepare()
              while true do wait() end
            end
            """);
        var pid = app.Spawn("test:receiving");
        turns.RunAll();
        Receive(app, turns, pid);

        Assert.Equal(0, Receive(app, turns, pid));
        await Stop(app, turns);
    }

    [Fact]
    public async Task To_select_takes_something_so_that_the_bytes_are_those_of_the_wait()
    {
        var turns = new Turns();
        await using var app = new TestApp { Scheduler = turns }.Lua(
            "test:selecting",
            "return function() local cases = { process.inbox():case_receive() } while true do channel.select(cases) end end");
        var pid = app.Spawn("test:selecting");
        turns.RunAll();
        Receive(app, turns, pid);

        Assert.True(Receive(app, turns, pid) > Messages * 100);
        await Stop(app, turns);
    }

    [Fact]
    public async Task A5_one_coroutine_waits_to_send_and_to_receive_in_turn_also_after_a_send_that_failed() => Assert.Equal(
        "false | hello true | true | nil false | last true",
        await LuaApp.ExecAsync<string>("""
            return function()
              local closing, open, done, said = channel.new(), channel.new(), channel.new(), {}
              local function say(...)
                local t = table.pack(...)
                for i = 1, t.n do t[i] = tostring(t[i]) end
                said[#said + 1] = table.concat(t, " ")
              end
              coroutine.spawn(function()
                say((pcall(closing.send, closing, 1)))
                say(open:receive())
                say(open:send("back"))
                say(closing:receive())
                say(open:receive())
                done:send(table.concat(said, " | "))
              end)
              coroutine.spawn(function()
                closing:close()
                open:send("hello")
                assert(open:receive() == "back")
                open:send("last")
              end)
              return (done:receive())
            end
            """));

    [Fact]
    public async Task S099_what_a_wait_that_was_used_before_was_given_is_not_received_when_the_code_is_upgraded_first()
    {
        var turns = new Turns();
        await using var app = new TestApp { Scheduler = turns }
            .Lua("test:old", """
                return function()
                  local go, work = process.listen("go"), process.listen("work")
                  coroutine.spawn(function() while true do work:receive() end end)
                  go:receive()
                  process.upgrade("test:new")
                end
                """)
            .Lua("test:new", "return function() return (process.listen('work'):receive()) end");
        var pid = app.Spawn("test:old");
        var ended = app.Runtime.WaitForExitAsync(pid);
        turns.RunAll();
        app.Runtime.Send(pid, "work", "first");
        app.Runtime.Send(pid, "work", "second");
        turns.RunAll();

        // Main is given its message before the other one is given its own, and goes on before it.
        app.Runtime.Send(pid, "go", 1L);
        app.Runtime.Send(pid, "work", "third");
        turns.RunAll();
        Assert.Equal("third", (await ended.WaitAsync(TestApp.Patience)).Value);
        await Stop(app, turns);
    }

    /// <summary>Sends messages of two topics in turn, each when the one before was received; what their process allocates.</summary>
    private static long Receive(TestApp app, Turns turns, Pid pid)
    {
        var allocated = 0L;
        for (var i = 0; i < Messages; i++)
        {
            app.Runtime.Send(pid, i % 2 == 0 ? "a" : "b", (long)i);
            var before = GC.GetAllocatedBytesForCurrentThread();
            turns.RunAll();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }

    private static async Task Stop(TestApp app, Turns turns)
    {
        var stopped = app.DisposeAsync().AsTask();
        while (!stopped.IsCompleted)
        {
            turns.RunAll();
            await Task.Yield();
        }
    }

    /// <summary>Turns are run by the test, on its thread, without an allocation of its own.</summary>
    private sealed class Turns : ProcessScheduler
    {
        private readonly Queue<Cell> _waiting = new();

        public override void Schedule(Cell cell)
        {
            lock (_waiting)
                _waiting.Enqueue(cell);
        }

        public void RunAll()
        {
            while (TryTake(out var cell))
                cell!.Execute();
        }

        private bool TryTake(out Cell? cell)
        {
            lock (_waiting)
                return _waiting.TryDequeue(out cell);
        }
    }
}
