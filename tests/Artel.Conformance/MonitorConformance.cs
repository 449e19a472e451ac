namespace Artel.Conformance;

/// <summary>Monitors: statements 50 to 56.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class MonitorConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    [Fact]
    public async Task S050_monitor_of_a_dead_or_unknown_pid_is_not_found_and_makes_no_exit()
    {
        var watcher = Spawn();
        var dead = await SpawnDeadAsync();
        foreach (var pid in (string[])[dead.Text, "{local@conf:processes|ffff.7}"])
        {
            var error = await watcher.FailsAsync("monitor", pid);
            Assert.Equal(ErrorKind.NotFound, error.Kind);
            Assert.Contains(pid, error.Message, StringComparison.Ordinal);
        }

        await AssertNoEventAsync(watcher);
    }

    [Fact]
    public async Task S051_a_second_monitor_is_already_exists_and_there_is_one_exit()
    {
        var watcher = Spawn();
        var watched = Spawn();
        var child = await SpawnByAsync(watcher, "spawn_monitored");
        await watcher.DoAsync("monitor", watched.Pid);
        foreach (var puppet in (Puppet[])[watched, child])
        {
            var error = await watcher.FailsAsync("monitor", puppet.Pid);
            Assert.Equal(ErrorKind.AlreadyExists, error.Kind);
            Assert.Contains(puppet.Text, error.Message, StringComparison.Ordinal);
            await puppet.EndAsync("exit");
            Assert.Equal(puppet.Text, (await watcher.NextEventAsync()).From);
        }

        await AssertNoEventAsync(watcher);
    }

    [Fact]
    public async Task S052_after_unmonitor_no_exit_comes()
    {
        var watcher = Spawn();
        var watched = Spawn();
        await watcher.DoAsync("monitor", watched.Pid);
        Assert.Equal(true, await watcher.DoAsync("unmonitor", watched.Pid));
        await watched.EndAsync("exit");
        await AssertNoEventAsync(watcher);
    }

    [Fact]
    public async Task S052_after_unmonitor_no_exit_comes_that_was_in_the_mailbox_already()
    {
        var watcher = Spawn();
        var watched = Spawn();
        await watcher.DoAsync("monitor", watched.Pid);
        var busy = await KeepBusyAsync(watcher, ["unmonitor", watched.Pid]);
        await watched.EndAsync("exit");
        Assert.Null((await busy.ReleaseAsync())[0].Error);
        await AssertNoEventAsync(watcher);
    }

    [Fact]
    public async Task S052_after_unmonitor_no_exit_comes_that_was_delivered_and_not_received()
    {
        // A handler has received it by then; a channel still holds it.
        if (TLanguage.HandlesEvents)
            return;
        foreach (var operation in (string[])["id", "events"])
        {
            var watcher = Spawn();
            await watcher.DoAsync(operation);
            var watched = await SpawnByAsync(watcher, "spawn_monitored");
            await watched.EndAsync("exit");
            await watcher.DoAsync("unmonitor", watched.Pid);
            await AssertNoEventAsync(watcher);
        }
    }

    [Fact]
    public async Task S052_unmonitor_of_what_is_not_monitored_or_dead_is_true_and_a_new_monitor_counts()
    {
        var watcher = Spawn();
        var watched = Spawn();
        Assert.Equal(true, await watcher.DoAsync("unmonitor", watched.Pid));
        Assert.Equal(true, await watcher.DoAsync("unmonitor", (await SpawnDeadAsync()).Pid));
        Assert.Equal(ErrorKind.NotFound, (await watcher.FailsAsync("unmonitor", "nobody")).Kind);
        await watcher.BatchAsync(["monitor", watched.Pid], ["unmonitor", watched.Pid], ["monitor", watched.Pid]);
        await watched.EndAsync("exit");
        Assert.Equal(watched.Text, (await watcher.NextEventAsync()).From);
        await AssertNoEventAsync(watcher);
    }

    [Fact]
    public async Task S053_every_way_to_end_is_an_exit_and_the_watcher_lives()
    {
        var watcher = Spawn();
        await AssertExitAsync(static watched => watched.EndAsync("exit"), null);
        await AssertExitAsync(static watched => watched.EndAsync("return"), null);
        await AssertExitAsync(static watched => watched.EndAsync("fail", "Conflict", "no"), ErrorKind.Conflict);
        await AssertExitAsync(static watched => watched.TerminateAsync(), ErrorKind.Canceled);
        Assert.Equal(TLanguage.Puppet, await watcher.DoAsync("id"));

        async Task AssertExitAsync(Func<Puppet, Task> end, ErrorKind? expected)
        {
            var watched = Spawn();
            await watcher.DoAsync("monitor", watched.Pid);
            await end(watched);
            var exit = await watcher.NextEventAsync();
            Assert.Equal("pid.exit", exit.Kind);
            Assert.Equal(watched.Text, exit.From);
            Assert.Equal(expected, exit.Error?.Kind);
        }
    }

    [Fact]
    public async Task S054_several_watchers_get_one_exit_each()
    {
        var watched = Spawn();
        var watchers = Enumerable.Range(0, 5).Select(_ => Spawn()).ToArray();
        foreach (var watcher in watchers)
            await watcher.DoAsync("monitor", watched.Pid);
        await watched.EndAsync("exit");
        foreach (var watcher in watchers)
        {
            Assert.Equal(watched.Text, (await watcher.NextEventAsync()).From);
            await AssertNoEventAsync(watcher);
        }
    }

    [Fact]
    public async Task S055_monitoring_oneself_is_invalid()
    {
        var puppet = Spawn();
        await puppet.DoAsync("register", "me");
        Assert.Equal(ErrorKind.Invalid, (await puppet.FailsAsync("monitor", puppet.Pid)).Kind);
        Assert.Equal(ErrorKind.Invalid, (await puppet.FailsAsync("monitor", "me")).Kind);
    }

    [Fact]
    public async Task S056_a_watcher_that_exits_first_leaves_nothing_behind()
    {
        var watched = Spawn();
        for (var i = 0; i < 20; i++)
        {
            var watcher = Spawn();
            await watcher.DoAsync("monitor", watched.Pid);
            await watcher.EndAsync("exit");
        }

        // Its answer comes after what the watchers left in its mailbox.
        Assert.Equal(TLanguage.Puppet, await watched.DoAsync("id"));
        Assert.Empty(Runtime.Inspect(watched.Pid).MonitoredBy);
        Assert.True((await watched.EndAsync("exit")).IsNormal);
        Assert.Equal(0, Runtime.ProcessCount);
    }
}
