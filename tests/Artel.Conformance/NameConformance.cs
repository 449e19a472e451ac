namespace Artel.Conformance;

/// <summary>Names: statements 80 to 86.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class NameConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    [Fact]
    public async Task S080_a_taken_name_is_already_exists_and_one_pid_may_hold_many()
    {
        var owner = Spawn();
        var other = Spawn();
        Assert.Equal(true, await owner.DoAsync("register", "one"));
        Assert.Equal(true, await owner.DoAsync("register", "one"));
        Assert.Equal(true, await owner.DoAsync("register", "two"));
        Assert.Equal(true, await other.DoAsync("register", "three", owner.Pid));
        foreach (var name in (string[])["one", "two", "three"])
        {
            Assert.Equal(owner.Text, await other.DoAsync("lookup", name));
            var error = await other.FailsAsync("register", name);
            Assert.Equal(ErrorKind.AlreadyExists, error.Kind);
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
            Assert.Equal(owner.Text, await other.DoAsync("lookup", name));
        }

        Assert.Equal(ErrorKind.Invalid, (await owner.FailsAsync("register", "")).Kind);
    }

    [Fact]
    public async Task S080_unregister_frees_a_name_and_says_whether_it_was_there()
    {
        var owner = Spawn();
        var other = Spawn();
        await owner.DoAsync("register", "one");
        Assert.Equal(true, await owner.DoAsync("unregister", "one"));
        Assert.Equal(false, await owner.DoAsync("unregister", "one"));
        var error = await other.FailsAsync("lookup", "one");
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains("one", error.Message, StringComparison.Ordinal);
        Assert.Equal(true, await other.DoAsync("register", "one"));
    }

    [Fact]
    public async Task S081_names_are_free_before_exit_is_seen()
    {
        for (var i = 0; i < 50; i++)
        {
            var watcher = Spawn();
            var child = await SpawnByAsync(watcher, "spawn_monitored");
            await child.BatchAsync(["register", "one"], ["register", "two"]);
            var watching = watcher.BatchAsync(
                ["event"], ["register", "one"], ["register", "two"], ["unregister", "one"], ["unregister", "two"]);
            await child.TerminateAsync();
            Assert.All(await watching, static outcome => Assert.Null(outcome.Error));
        }
    }

    [Fact]
    public async Task S082_dead_pids_cannot_be_registered()
    {
        var puppet = Spawn();
        var dead = await SpawnDeadAsync();
        var error = await puppet.FailsAsync("register", "ghost", dead.Pid);
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains(dead.Text, error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.NotFound, (await puppet.FailsAsync("lookup", "ghost")).Kind);
    }

    [Fact]
    public async Task S085_names_are_accepted_wherever_a_pid_is()
    {
        var puppet = Spawn();
        await puppet.DoAsync("set_trap_links", true);
        var named = Spawn();
        await named.DoAsync("register", "named");
        await puppet.DoAsync("send", "named", Puppet.NoteTopic, "hello");
        Assert.Equal("hello", (await named.TakeAsync()).Payload);
        await puppet.DoAsync("cancel", "named");
        Assert.Equal("pid.cancel", (await named.NextEventAsync()).Kind);
        await puppet.BatchAsync(["monitor", "named"], ["unmonitor", "named"], ["link", "named"], ["unlink", "named"]);
        await puppet.DoAsync("monitor", "named");
        await puppet.DoAsync("link", "named");
        await puppet.DoAsync("terminate", "named");
        Assert.Equal(named.Text, (await puppet.NextEventAsync()).From);
        Assert.Equal("pid.link.down", (await puppet.NextEventAsync()).Kind);
        await AssertNoEventAsync(puppet);

        foreach (var operation in (string[])["terminate", "cancel", "monitor", "unmonitor", "link", "unlink"])
        {
            var error = await puppet.FailsAsync(operation, "named");
            Assert.Equal(ErrorKind.NotFound, error.Kind);
            Assert.Contains("named", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task S086_names_survive_an_upgrade()
    {
        var puppet = Spawn();
        await puppet.DoAsync("register", "named");
        puppet.Begin("upgrade", TLanguage.Successor);
        Assert.Equal(TLanguage.Successor, await puppet.DoAsync("id"));
        Assert.Equal(puppet.Text, await Spawn().DoAsync("lookup", "named"));
    }
}
