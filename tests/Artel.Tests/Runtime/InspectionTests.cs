using System.Diagnostics.Metrics;

namespace Artel.Tests.Runtime;

public sealed class InspectionTests
{
    [Fact]
    public async Task An_operator_sees_what_a_process_is_and_has()
    {
        var seen = new Probe<Pid>();
        await using var app = new TestApp().Idle().Main("test:busy", async process =>
        {
            process.Registry.Register("b");
            process.Registry.Register("a");
            seen.Tell(process.SpawnLinked("test:idle", TestApp.Host));
            var listened = process.Listen("x");
            await process.Inbox.ReceiveAsync();
            seen.Tell(process.Pid);
            await process.CreateChannel<int>().ReceiveAsync();
        });
        app.Time.Advance(TimeSpan.FromDays(1));
        var pid = app.Spawn("test:busy");
        var child = await seen.NextAsync();
        foreach (var topic in (string[])["first", "x", "x", "other"])
            app.Runtime.Send(pid, topic);
        await seen.NextAsync();
        ProcessInfo info;
        do
            info = app.Runtime.Inspect(pid);
        while (info.State != ProcessState.Waiting);

        Assert.Equal((pid, "test:busy", 3), (info.Pid, info.Definition, info.MailboxLength));
        Assert.Equal(["a", "b"], info.Names);
        Assert.Equal([child], info.Links);
        Assert.Equal(app.Time.GetUtcNow(), info.StartedAt);
        Assert.Equal([pid, child], app.Runtime.InspectAll().Select(static process => process.Pid).OrderBy(static p => p.ToString(), StringComparer.Ordinal));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<ProcessException>(() => app.Runtime.Inspect("nobody")).Kind);
    }

    [Fact]
    public async Task An_operator_sees_monitors_the_oldest_message_and_the_last_error()
    {
        var seen = new Probe<Pid>();
        await using var app = new TestApp().Idle().Main("test:watcher", async process =>
        {
            seen.Tell(process.SpawnMonitored("test:idle", TestApp.Host));
            await process.CreateChannel<int>().ReceiveAsync();
        }).Handlers("test:picky", (process, message) =>
        {
            process.Reject(message, new ProcessException(ErrorKind.Invalid, "not this"));
            seen.Tell(process.Pid);
            return BehaviorStep.Done;
        });
        var watcher = app.Spawn("test:watcher");
        var child = await seen.NextAsync();
        app.Runtime.Send(watcher, "first");
        app.Time.Advance(TimeSpan.FromSeconds(5));
        app.Runtime.Send(watcher, "second");
        app.Time.Advance(TimeSpan.FromSeconds(2));
        var info = InspectWaiting(app, watcher);
        Assert.Equal([child], info.Monitors);
        Assert.Equal(TimeSpan.FromSeconds(7), info.OldestMessageWait);
        Assert.Equal([watcher], app.Runtime.Inspect(child).MonitoredBy);
        Assert.Null(app.Runtime.Inspect(child).OldestMessageWait);
        Assert.Null(info.LastError);

        var picky = app.Spawn("test:picky");
        app.Runtime.Send(picky, "x");
        await seen.NextAsync();
        Assert.Equal("not this", app.Runtime.Inspect(picky).LastError!.Message);
    }

    [Fact]
    public async Task What_waits_longest_is_looked_for_among_what_is_left()
    {
        var seen = new Probe<Pid>();
        await using var app = new TestApp().Main("test:taker", async process =>
        {
            var held = process.Listen("held");
            await process.Listen("take").ReceiveAsync();
            Assert.True(held.TryReceive(out _));
            seen.Tell(process.Pid);
            await process.CreateChannel<int>().ReceiveAsync();
        });
        var pid = app.Spawn("test:taker");
        app.Runtime.Send(pid, "held");
        app.Time.Advance(TimeSpan.FromSeconds(5));
        app.Runtime.Send(pid, "held");
        app.Time.Advance(TimeSpan.FromSeconds(2));
        app.Runtime.Send(pid, "take");
        await seen.NextAsync();
        var info = InspectWaiting(app, pid);
        Assert.Equal(TimeSpan.FromSeconds(2), info.OldestMessageWait);
    }

    [Fact]
    public async Task S021_what_is_left_in_a_channel_that_nobody_listens_on_is_not_waited_for()
    {
        var seen = new Probe<Pid>();
        await using var app = new TestApp().Main("test:leaver", async process =>
        {
            var left = process.Listen("x");
            await process.Listen("ready").ReceiveAsync();
            process.Unlisten(left);
            seen.Tell(process.Pid);
            await process.CreateChannel<int>().ReceiveAsync();
        });
        var pid = app.Spawn("test:leaver");
        app.Runtime.Send(pid, "x");
        app.Time.Advance(TimeSpan.FromSeconds(5));
        app.Runtime.Send(pid, "ready");
        await seen.NextAsync();
        var info = InspectWaiting(app, pid);
        Assert.Null(info.OldestMessageWait);
    }

    [Fact]
    public async Task A_process_that_blocks_its_thread_slows_only_itself_and_is_named_by_a_counter()
    {
        var blocked = new Probe<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == "Artel" && instrument.Name == "artel.turns.blocked")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
                blocked.Tell((string)tag.Value!);
        });
        listener.Start();

        using var release = new ManualResetEventSlim();
        var entered = new Probe<int>();
        await using var app = new TestApp()
            .Handlers("test:blocker", (_, _) =>
            {
                entered.Tell(1);
                release.Wait();
                return BehaviorStep.Done;
            })
            .Handlers("test:echo", static (_, message) => BehaviorStep.Answer(message, message.Topic));
        try
        {
            app.Runtime.Send(app.Spawn("test:blocker"), "block");
            var echo = app.Spawn("test:echo");
            await entered.NextAsync();
            Assert.Equal("still served", await app.Runtime.AskAsync<string>(echo, "still served"));

            // It answers before its turn is over, which would last for seconds of this time.
            while (app.Runtime.Inspect(echo).State != ProcessState.Waiting)
                await Task.Yield();

            for (var i = 0; i < 4; i++)
                app.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("test:blocker", await blocked.NextAsync());
            Assert.Equal(0, blocked.Count);
        }
        finally
        {
            // The runtime's end waits for it.
            release.Set();
        }
    }

    /// <summary>A process as it is when its turn is over: what it has just taken out of the mailbox, and not put down, is in neither.</summary>
    private static ProcessInfo InspectWaiting(TestApp app, Pid pid)
    {
        ProcessInfo info;
        do
            info = app.Runtime.Inspect(pid);
        while (info.State != ProcessState.Waiting);
        return info;
    }
}
