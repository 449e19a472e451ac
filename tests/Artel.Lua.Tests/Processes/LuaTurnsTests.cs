using Artel.Runtime;
using Artel.Tests;

namespace Artel.Lua.Tests.Processes;

/// <summary>
/// Where the turns of restless processes are queued, so that as many of them as there are threads leave the others their turns
/// (statement 116).
/// </summary>
public sealed class LuaTurnsTests
{
    [Theory]
    [InlineData("while true do end")]
    [InlineData("local buffer = channel.new(1) while true do buffer:send(1) buffer:receive() end")]
    [InlineData("for i = 1, 10 do coroutine.spawn(function() while true do end end) end")]
    public async Task S116_a_process_that_has_more_to_do_when_its_turn_is_over_comes_behind_all_others(string body)
    {
        var scheduler = new Counting();
        await using var app = new TestApp { Scheduler = scheduler }.Lua(
            "test:restless", $"return function() {body} process.inbox():receive() end", LuaLimits.Default);
        app.Spawn("test:restless");
        await scheduler.WentOn.WaitAsync(TestApp.Patience);
    }

    [Fact]
    public async Task S116_so_many_operations_end_a_turn_also_where_the_slice_does_not()
    {
        var scheduler = new Counting();
        await using var app = new TestApp { Scheduler = scheduler }.Lua(
            "test:restless",
            "return function() local buffer = channel.new(1) while true do buffer:send(1) buffer:receive() end end",
            LuaApp.Unhurried);
        app.Spawn("test:restless");
        await scheduler.WentOn.WaitAsync(TestApp.Patience);
    }

    [Fact]
    public async Task S116_the_messages_of_a_turn_share_its_operations()
    {
        // Each message alone takes fewer operations than a turn may do.
        var hand = new HandScheduler();
        await using var app = new TestApp { Scheduler = hand }.Lua(
            "test:handling",
            """
            return function()
              local buffer = channel.new(1)
              for message in process.inbox():each() do
                for i = 1, 40 do buffer:send(1) buffer:receive() end
                if message:topic() == "last" then return "done" end
              end
            end
            """,
            LuaApp.Unhurried);
        var pid = app.Spawn("test:handling");
        var ended = app.Runtime.WaitForExitAsync(pid);
        hand.RunAll();
        var before = hand.Turns;
        for (var i = 0; i < 10; i++)
            app.Runtime.Send(pid, i == 9 ? "last" : "first");
        hand.RunAll();
        Assert.Equal("done", (await ended.WaitAsync(TestApp.Patience)).Value);
        Assert.InRange(hand.Turns - before, 6, 10);
        await StopAsync(app, hand);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("for i = 1, 40 do buffer:send(1) buffer:receive() end", false)]
    public async Task S116_a_process_that_goes_on_in_its_turn_gets_neither_a_new_slice_nor_new_operations(string work, bool isHurried)
    {
        // It waits for what it has sent to itself, and the cell goes on with that at once. One slice is over as soon as it begins; in the other
        // case each message takes most of the operations of a turn.
        var hand = new HandScheduler();
        await using var app = new TestApp { Scheduler = hand }.Lua(
            "test:going-on",
            $$"""
            return function()
              local buffer, inbox = channel.new(1), process.inbox()
              for i = 1, 20 do
                {{work}}
                process.send(process.pid(), "go on")
                inbox:receive()
              end
              return "done"
            end
            """,
            isHurried ? LuaLimits.Default with { TimeSlice = TimeSpan.FromTicks(1) } : LuaApp.Unhurried);
        var ended = app.Runtime.WaitForExitAsync(app.Spawn("test:going-on"));
        hand.RunAll();
        Assert.Equal("done", (await ended.WaitAsync(TestApp.Patience)).Value);
        Assert.InRange(hand.Turns, 16, 200);
        await StopAsync(app, hand);
    }

    [Fact]
    public async Task S116_what_is_received_without_a_wait_counts_as_an_operation_too()
    {
        var hand = new HandScheduler();
        await using var app = new TestApp { Scheduler = hand }.Lua(
            "test:receiving",
            """
            return function()
              local inbox = process.inbox()
              process.listen("go on"):receive()
              for i = 1, 1000 do inbox:receive() end
              return "done"
            end
            """,
            LuaApp.Unhurried);
        var pid = app.Spawn("test:receiving");
        var ended = app.Runtime.WaitForExitAsync(pid);
        hand.RunAll();
        for (var i = 0; i < 1000; i++)
            app.Runtime.Send(pid, "message");
        hand.RunAll();
        var before = hand.Turns;
        app.Runtime.Send(pid, "go on");
        hand.RunAll();
        Assert.Equal("done", (await ended.WaitAsync(TestApp.Patience)).Value);
        Assert.InRange(hand.Turns - before, 10, 20);
        await StopAsync(app, hand);
    }

    [Fact]
    public async Task S116_a_turn_does_something_though_its_slice_is_over_before_it_begins()
    {
        var hand = new HandScheduler();
        await using var app = new TestApp { Scheduler = hand }.Lua(
            "test:hurried", "return function() return 'done' end", LuaLimits.Default with { TimeSlice = TimeSpan.Zero });
        var ended = app.Runtime.WaitForExitAsync(app.Spawn("test:hurried"));
        while (hand.RunOne("test:hurried"))
            Assert.InRange(hand.Turns, 1, 1000);
        Assert.Equal("done", (await ended.WaitAsync(TestApp.Patience)).Value);
        await StopAsync(app, hand);
    }

    /// <summary>It is interrupted anywhere, also between what puts any number of values on its stack and what takes them from there.</summary>
    [Fact]
    public async Task S116_what_main_was_spawned_with_is_given_to_it_once()
    {
        await using var app = new TestApp().Lua(
            "test:interrupted",
            """
            local function all(...) return ... end
            return function(...)
              for i = 1, 30000 do
                for j = 1, i % 7 do end
                if select("#", all(1, all(2, 3))) ~= 3 then return "lost in round " .. i end
              end
              return "kept"
            end
            """,
            LuaLimits.Default with { TimeSlice = TimeSpan.FromTicks(1) });
        Assert.Equal("kept", await app.Runtime.ExecAsync<string>("test:interrupted", TestApp.Host, 1, 2, 3).WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task S103_no_other_coroutine_runs_after_one_that_upgrades()
    {
        await using var app = new TestApp()
            .Lua("test:upgraded", "return function() return process.registry.lookup('ran on') and 'ran on' or 'did not' end")
            .Lua(
                "test:upgrading",
                """
                return function()
                  coroutine.spawn(function() process.registry.register("ran on") end)
                  process.upgrade("test:upgraded")
                end
                """);
        Assert.Equal("did not", await app.Runtime.ExecAsync<string>("test:upgrading", TestApp.Host).WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task S052_who_was_given_an_event_goes_on_before_one_that_takes_the_monitor_back()
    {
        // Main is put off in the middle of its work; the event comes before it is its turn again.
        var hand = new HandScheduler();
        await using var app = new TestApp { Scheduler = hand }
            .Idle("test:other")
            .Lua(
                "test:watching",
                """
                return function(other)
                  local said, buffer = {}, channel.new(1)
                  process.monitor(other)
                  coroutine.spawn(function()
                    process.events():receive()
                    said[#said + 1] = "told"
                  end)
                  process.listen("go on"):receive()
                  for i = 1, 120 do buffer:send(1) buffer:receive() end
                  process.unmonitor(other)
                  said[#said + 1] = "unmonitored"
                  return table.concat(said, ", ")
                end
                """);
        var other = app.Spawn("test:other");
        var watching = app.Spawn("test:watching", other.ToString());
        var ended = app.Runtime.WaitForExitAsync(watching);
        hand.RunAll();
        app.Runtime.Send(watching, "go on");
        Assert.True(hand.RunOne("test:watching"));
        app.Runtime.Send(other, "stop");
        hand.Run("test:other");
        hand.RunAll();
        Assert.Equal("told, unmonitored", (await ended.WaitAsync(TestApp.Patience)).Value);
        await StopAsync(app, hand);
    }

    [Theory]
    [InlineData("process.send('nobody', 'kept', list)")]
    [InlineData("process.send('nobody', 'kept', list, print)")]
    [InlineData("process.send('nobody', 'kept', long, long)")]
    [InlineData("process.spawn('test:absent', 'test', lists)")]
    [InlineData("process.listen('t' .. i)")]
    public async Task S116_what_takes_long_in_the_host_is_a_part_of_the_slice(string call)
    {
        // The slice is over at once, and many instructions pass between two looks at it.
        var hand = new HandScheduler();
        await using var app = new TestApp { Scheduler = hand }.Lua(
            "test:calling",
            $$"""
            return function()
              local list, lists, long = {}, {}, ("x"):rep(200 << 10)
              for i = 1, 2000 do list[i] = i end
              for i = 1, 200 do lists[i] = { { i } } end
              process.events():receive()
              for i = 1, 40 do {{call}} end
              return "done"
            end
            """,
            LuaLimits.Default with { TimeSlice = TimeSpan.FromTicks(1) });
        var pid = app.Spawn("test:calling");
        var ended = app.Runtime.WaitForExitAsync(pid);
        hand.RunAll();
        var before = hand.Turns;
        app.Runtime.Cancel(pid, TimeSpan.FromMinutes(1));
        hand.RunAll();
        Assert.Equal("done", (await ended.WaitAsync(TestApp.Patience)).Value);
        Assert.InRange(hand.Turns - before, 40, 400);
        await StopAsync(app, hand);
    }

    [Fact]
    public void S116_what_goes_on_is_queued_for_all_threads_and_so_is_one_of_many_wakes()
    {
        var scheduler = new Noting();
        for (var i = 0; i < 3; i++)
            scheduler.ScheduleLast(null!);
        Assert.Equal([false, false, false], scheduler.Preferred);

        scheduler.Preferred.Clear();
        for (var i = 0; i < 10 * ThreadPoolScheduler.WakesPerSharedOne; i++)
            scheduler.Schedule(null!);
        Assert.Equal(10, scheduler.Preferred.Count(static local => !local));
    }

    private static async Task StopAsync(TestApp app, HandScheduler hand)
    {
        var stopped = app.DisposeAsync().AsTask();
        while (!stopped.IsCompleted)
        {
            hand.RunAll();
            await Task.Yield();
        }
    }

    /// <summary>Counts the turns that were over before the work was.</summary>
    private sealed class Counting : ProcessScheduler
    {
        private readonly TaskCompletionSource _wentOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _behind;

        /// <summary>Done at the third of them.</summary>
        public Task WentOn => _wentOn.Task;

        public override void Schedule(Cell cell) => ThreadPoolScheduler.Instance.Schedule(cell);

        public override void ScheduleLast(Cell cell)
        {
            if (Interlocked.Increment(ref _behind) == 3)
                _wentOn.TrySetResult();
            ThreadPoolScheduler.Instance.ScheduleLast(cell);
        }
    }

    /// <summary>Notes whether each turn is queued for the queueing thread first.</summary>
    private sealed class Noting : ThreadPoolScheduler
    {
        public List<bool> Preferred { get; } = [];

        private protected override void Queue(Cell cell, bool preferLocal) => Preferred.Add(preferLocal);
    }
}
