namespace Artel.Conformance;

/// <summary>Upgrade: statements 98 to 103.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class UpgradeConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    [Fact]
    public async Task S098_a_failing_upgrade_leaves_the_old_code_running_and_gives_the_error()
    {
        var puppet = Spawn();
        await puppet.DoAsync("listen", "topic");
        var error = await puppet.FailsAsync("upgrade", Definition("broken"));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Contains("broken on purpose", error.Message, StringComparison.Ordinal);
        error = await puppet.FailsAsync("upgrade", "conf:nobody");
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains("conf:nobody", error.Message, StringComparison.Ordinal);

        Assert.Equal(TLanguage.Puppet, await puppet.DoAsync("id"));
        Runtime.Send(puppet.Pid, "topic", 1);
        Assert.Equal(1, Number((await puppet.ReceiveAsync("topic")).Value));
    }

    [Fact]
    public async Task S099_links_monitors_options_context_and_messages_survive()
    {
        var root = Spawn();
        var spawner = await root.DoAsync("with_context", new Dictionary<string, object?> { ["key"] = "kept" });
        var puppet = Find(Pid.Parse(await root.DoAsync<string>("spawner.spawn", spawner, TLanguage.Child, ConformanceApp.Host)));
        var watcher = Spawn();
        await watcher.DoAsync("monitor", puppet.Pid);
        await puppet.DoAsync("set_trap_links", true);
        var monitored = await SpawnByAsync(puppet, "spawn_monitored");
        var linked = await SpawnByAsync(puppet, "spawn_linked");
        var busy = await KeepBusyAsync(puppet, ["upgrade", TLanguage.Successor]);
        Runtime.Send(puppet.Pid, Puppet.NoteTopic, "not yet received");
        busy.Release();

        Assert.Equal(TLanguage.Successor, await puppet.DoAsync("id"));
        Assert.Equal("not yet received", (await puppet.TakeAsync()).Payload);
        Assert.Equal(true, await puppet.DoAsync("trap_links"));
        Assert.Equal("kept", await puppet.DoAsync("context", "key"));
        await monitored.EndAsync("exit");
        Assert.Equal(monitored.Text, (await puppet.NextEventAsync()).From);
        await linked.EndAsync("fail", "Conflict", "no");
        Assert.Equal("pid.link.down", (await puppet.NextEventAsync()).Kind);
        await puppet.EndAsync("exit");
        Assert.Equal(puppet.Text, (await watcher.NextEventAsync()).From);
    }

    [Fact]
    public async Task S099_kept_and_buffered_messages_survive()
    {
        var puppet = Spawn();
        await puppet.DoAsync("listen", "heard");
        Runtime.Send(puppet.Pid, "heard", 1);
        Runtime.Send(puppet.Pid, "kept", 2);
        await puppet.DoAsync("id");
        puppet.Begin("upgrade", TLanguage.Successor);
        Assert.Equal(TLanguage.Successor, await puppet.DoAsync("id"));
        await puppet.BatchAsync(["listen", "heard"], ["listen", "kept"]);
        Assert.Equal(1, Number((await puppet.ReceiveAsync("heard")).Value));
        Assert.Equal(2, Number((await puppet.ReceiveAsync("kept")).Value));
    }

    [Fact]
    public async Task S100_state_coroutines_subscriptions_and_timers_do_not_survive()
    {
        var witness = Spawn();
        var puppet = Spawn();
        await puppet.BatchAsync(["listen", "topic"], ["background", witness.Pid, 1000], ["guard", witness.Pid]);
        puppet.Begin("upgrade", TLanguage.Puppet);
        await puppet.DoAsync("id");
        App.Time.Advance(TimeSpan.FromSeconds(1));
        await AssertNoNoteAsync(witness);
        Runtime.Send(puppet.Pid, "topic", 1);
        Assert.Equal("topic", (await puppet.ReceiveAsync()).Topic);
    }

    [Fact]
    public async Task S102_the_pid_is_the_same_and_the_id_is_the_new_definitions()
    {
        var puppet = Spawn();
        puppet.Begin("upgrade", TLanguage.Successor);
        Assert.Equal(TLanguage.Successor, await puppet.DoAsync("id"));
        Assert.Equal(puppet.Text, await puppet.DoAsync("pid"));
    }

    [Fact]
    public async Task S103_upgrade_may_be_called_from_any_coroutine_and_emits_no_exit()
    {
        var watcher = Spawn();
        var puppet = await SpawnByAsync(watcher, "spawn_monitored");
        puppet.BeginBatch(["after", 1000], ["upgrade", TLanguage.Successor]);
        Assert.Equal(TLanguage.Child, await puppet.DoAsync("id"));
        App.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TLanguage.Successor, await puppet.DoAsync("id"));
        await AssertNoEventAsync(watcher);
    }
}
