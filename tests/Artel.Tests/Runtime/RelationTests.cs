namespace Artel.Tests.Runtime;

public sealed class RelationTests
{
    [Fact]
    public async Task S031_and_S036_a_child_that_ends_at_once_is_reported_exactly_once()
    {
        var seen = new Probe<ExitEvent>();
        await using var app = new TestApp()
            .Main("test:value", (_, _) => Task.FromResult<object?>(42))
            .Main("test:parent", async process =>
            {
                var child = process.SpawnMonitored("test:value", TestApp.Host);
                var received = await process.Events.ReceiveAsync();
                var exit = Assert.IsType<ExitEvent>(received.Value);
                Assert.Equal(child, exit.From);
                seen.Tell(exit);
            });
        app.Spawn("test:parent");
        var seenExit = await seen.NextAsync();
        Assert.Null(seenExit.Error);
        Assert.Equal(42, seenExit.Result.GetValue<int>());
        Assert.Equal(TimeSpan.Zero, seenExit.At.Offset);
    }

    [Fact]
    public async Task S031_an_uncaught_exception_is_an_error_exit_with_its_kind()
    {
        await using var app = new TestApp().Idle();
        var pid = app.Spawn("test:idle");
        var ended = app.Runtime.WaitForExitAsync(pid);
        app.Runtime.Send(pid, "fail", "broken");
        var result = await ended.WaitAsync(TestApp.Patience);
        Assert.Equal(ErrorKind.Conflict, result.Error!.Kind);
        Assert.Equal("broken", result.Error.Message);
    }

    [Fact]
    public async Task S035_when_the_exit_is_seen_the_pid_is_unroutable_and_its_names_are_free()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Idle().Main("test:parent", async process =>
        {
            for (var i = 0; i < 300; i++)
            {
                var child = process.WithContext(new Dictionary<string, object?>()).WithName("child").SpawnMonitored("test:idle", TestApp.Host);
                process.Send("child", "stop");
                await process.Events.ReceiveAsync();
                if (process.TrySend(child, "x") || process.Registry.TryLookup("child") is not null)
                    seen.Tell("still there");
            }

            seen.Tell("done");
        });
        app.Spawn("test:parent");
        Assert.Equal("done", await seen.NextAsync());
    }

    [Fact]
    public async Task S050_S051_S055_monitoring_the_dead_twice_and_oneself_is_refused()
    {
        var seen = new Probe<ErrorKind>();
        await using var app = new TestApp().Idle().Main("test:watcher", async process =>
        {
            var child = process.SpawnMonitored("test:idle", TestApp.Host);
            seen.Tell(Assert.Throws<ProcessException>(() => process.Monitor(child)).Kind);
            seen.Tell(Assert.Throws<ProcessException>(() => process.Monitor(process.Pid)).Kind);
            process.Send(child, "stop");
            await process.Events.ReceiveAsync();
            seen.Tell(Assert.Throws<ProcessException>(() => process.Monitor(child)).Kind);
        });
        app.Spawn("test:watcher");
        Assert.Equal([ErrorKind.AlreadyExists, ErrorKind.Invalid, ErrorKind.NotFound], await seen.TakeAsync(3));
    }

    [Fact]
    public async Task S052_no_exit_comes_after_unmonitor_not_even_one_that_waits_already()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Idle().Main("test:watcher", async process =>
        {
            var child = process.SpawnMonitored("test:idle", TestApp.Host);
            var second = process.SpawnMonitored("test:idle", TestApp.Host);
            var events = process.Events;
            process.Send(child, "stop");
            while (process.TrySend(child, "x"))
                await Task.Yield();
            process.Send(second, "stop");
            while (events.Count < 2)
                await Task.Yield();
            process.Unmonitor(child);
            seen.Tell((await events.ReceiveAsync()).Value.From == second ? "second only" : "the first came");
            seen.Tell(events.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        });
        app.Spawn("test:watcher");
        Assert.Equal(["second only", "0"], await seen.TakeAsync(2));
    }

    [Fact]
    public async Task S052_no_exit_comes_after_unmonitor_not_even_one_that_is_in_the_mailbox()
    {
        var seen = new Probe<int>();
        await using var app = new TestApp().Idle().Main("test:watcher", async process =>
        {
            var events = process.Events;
            for (var i = 0; i < 200; i++)
            {
                var child = process.SpawnMonitored("test:idle", TestApp.Host);
                process.Send(child, "stop");

                // Without an await nothing is taken from the mailbox: when the child is gone, its EXIT is in there.
                while (process.TrySend(child, "x"))
                    Thread.Yield();
                process.Unmonitor(child);
                process.Send(process.Pid, "behind it");
                await process.Inbox.ReceiveAsync();
            }

            seen.Tell(events.Count);
        });
        app.Spawn("test:watcher");
        Assert.Equal(0, await seen.NextAsync());
    }

    [Fact]
    public async Task S058_and_S061_an_abnormal_end_takes_linked_processes_along_and_the_root_cause_can_be_read()
    {
        var pids = new Probe<Pid>();
        await using var app = new TestApp().Idle().Main("test:chain", async (process, arguments) =>
        {
            var depth = arguments.Get<int>(0, "depth");
            var next = depth == 0 ? process.SpawnLinked("test:idle", TestApp.Host) : process.SpawnLinked("test:chain", TestApp.Host, depth - 1);
            if (depth == 0)
                pids.Tell(next);
            await process.Inbox.ReceiveAsync();
            return null;
        });
        var top = app.Spawn("test:chain", 2);
        var bottom = await pids.NextAsync();
        var ended = app.Runtime.WaitForExitAsync(top);
        app.Runtime.Send(bottom, "fail", "the root");
        var result = await ended.WaitAsync(TestApp.Patience);
        Assert.Equal(ErrorKind.Conflict, result.Error!.Kind);
        Assert.Equal("the root", result.Error.RootCause.Message);
        Assert.Contains("{local@test:processes|", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S059_and_S062_with_trapped_links_an_abnormal_end_is_an_event()
    {
        var seen = new Probe<LinkDownEvent>();
        await using var app = new TestApp().Idle().Main("test:trapper", async process =>
        {
            process.Options = process.Options with { TrapLinks = true };
            var child = process.SpawnLinked("test:idle", TestApp.Host);
            process.Terminate(child);
            seen.Tell(Assert.IsType<LinkDownEvent>((await process.Events.ReceiveAsync()).Value));
        });
        app.Spawn("test:trapper");
        Assert.Equal(ErrorKind.Canceled, (await seen.NextAsync()).Error.Kind);
    }

    [Fact]
    public async Task S060_a_normal_end_of_a_linked_process_is_silent()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Idle().Main("test:linker", async process =>
        {
            process.Options = new ProcessOptions { TrapLinks = true };
            var child = process.SpawnLinkedMonitored("test:idle", TestApp.Host);
            process.Send(child, "stop");
            seen.Tell((await process.Events.ReceiveAsync()).Value.Kind);
            process.Send(process.Pid, "end");
            await process.Inbox.ReceiveAsync();
            seen.Tell(process.Events.Count == 0 ? "nothing more" : "a link event");
        });
        app.Spawn("test:linker");
        Assert.Equal(["pid.exit", "nothing more"], await seen.TakeAsync(2));
    }

    [Fact]
    public async Task S064_and_S065_an_unlinked_process_outlives_the_other()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Idle().Main("test:linker", async process =>
        {
            var child = process.SpawnLinkedMonitored("test:idle", TestApp.Host);
            process.Unlink(child);
            process.Terminate(child);
            seen.Tell((await process.Events.ReceiveAsync()).Value.Kind);
            process.Send(process.Pid, "alive");
            seen.Tell((await process.Inbox.ReceiveAsync()).Value.Topic);
        });
        app.Spawn("test:linker");
        Assert.Equal(["pid.exit", "alive"], await seen.TakeAsync(2));
    }

    [Fact]
    public async Task S068_linked_and_monitored_with_trap_gives_exit_first_then_link_down()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Idle().Main("test:both", async process =>
        {
            process.Options = new ProcessOptions { TrapLinks = true };
            var child = process.SpawnLinkedMonitored("test:idle", TestApp.Host);
            process.Send(child, "fail", "x");
            seen.Tell((await process.Events.ReceiveAsync()).Value.Kind);
            seen.Tell((await process.Events.ReceiveAsync()).Value.Kind);
        });
        app.Spawn("test:both");
        Assert.Equal(["pid.exit", "pid.link.down"], await seen.TakeAsync(2));
    }
}
