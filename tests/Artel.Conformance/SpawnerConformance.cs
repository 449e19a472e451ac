namespace Artel.Conformance;

/// <summary>Spawner: statements 87 to 91.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class SpawnerConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    private static readonly Dictionary<string, object?> NoContext = [];

    [Fact]
    public async Task S087_a_free_name_is_registered_before_the_process_runs()
    {
        var puppet = Spawn();
        var spawner = await SpawnerAsync(puppet, "with_name", "early");
        await puppet.DoAsync("spawner.spawn_monitored", spawner, Definition("namesake"), ConformanceApp.Host, "early");
        Assert.Equal(true, (await puppet.NextEventAsync()).Value);

        var empty = await puppet.DoAsync("with_context", NoContext);
        Assert.Equal(ErrorKind.Invalid, (await puppet.FailsAsync("spawner.with_name", empty, "")).Kind);
    }

    [Fact]
    public async Task S088_a_taken_name_gives_its_process_which_gets_the_messages_and_relations()
    {
        var owner = Spawn();
        await owner.DoAsync("register", "taken");
        var puppet = Spawn();
        await puppet.DoAsync("set_trap_links", true);
        var named = await SpawnerAsync(puppet, "with_name", "taken");
        var spawner = await puppet.DoAsync("spawner.with_message", named, Puppet.NoteTopic, "queued");
        var processes = Runtime.ProcessCount;

        var pid = await puppet.DoAsync("spawner.spawn_linked_monitored", spawner, TLanguage.Child, ConformanceApp.Host, "not used");
        Assert.Equal(owner.Text, pid);
        Assert.Equal(processes, Runtime.ProcessCount);
        Assert.Equal(new SeenMessage(Puppet.NoteTopic, puppet.Text, "queued"), await owner.TakeAsync());
        await owner.EndAsync("fail", "Conflict", "no");
        Assert.Equal("pid.exit", (await puppet.NextEventAsync()).Kind);
        Assert.Equal("pid.link.down", (await puppet.NextEventAsync()).Kind);
    }

    [Fact]
    public async Task S088_a_taken_name_whose_process_is_monitored_already_is_joined_all_the_same()
    {
        var puppet = Spawn();
        var spawner = await SpawnerAsync(puppet, "with_name", "single");
        var first = await puppet.DoAsync("spawner.spawn_monitored", spawner, TLanguage.Child, ConformanceApp.Host);
        var second = await puppet.DoAsync("spawner.spawn_monitored", spawner, TLanguage.Child, ConformanceApp.Host);
        Assert.Equal(first, second);
        await Find(Pid.Parse((string)first!)).EndAsync("exit");
        Assert.Equal(first, (await puppet.NextEventAsync()).From);
        await AssertNoEventAsync(puppet);
    }

    [Fact]
    public async Task S089_queued_messages_come_in_order_from_the_spawner_and_before_all_others()
    {
        var puppet = Spawn();
        var spawner = await SpawnerAsync(puppet, "with_message", Puppet.NoteTopic, "one");
        spawner = await puppet.DoAsync("spawner.with_message", spawner, Puppet.NoteTopic, "two");
        spawner = await puppet.DoAsync("spawner.with_name", spawner, "receiver");
        var outcomes = await puppet.BatchAsync(
            ["spawner.spawn", spawner, TLanguage.Child, ConformanceApp.Host], ["send", "receiver", Puppet.NoteTopic, "three"]);
        var child = Find(Pid.Parse((string)outcomes[0].Value!));
        foreach (var expected in (string[])["one", "two", "three"])
            Assert.Equal(new SeenMessage(Puppet.NoteTopic, puppet.Text, expected), await child.TakeAsync());
        Assert.Equal(ErrorKind.Invalid, (await puppet.FailsAsync("spawner.with_message", spawner, "@inbox", 1)).Kind);
        Assert.Equal(ErrorKind.Invalid, (await puppet.FailsAsync("spawner.with_message", spawner, "", 1)).Kind);
    }

    [Fact]
    public async Task S090_a_spawner_can_be_used_again_and_what_is_made_of_it_does_not_change_it()
    {
        var puppet = Spawn();
        var plain = await SpawnerAsync(puppet, "with_message", Puppet.NoteTopic, "first");
        var longer = await puppet.DoAsync("spawner.with_message", plain, Puppet.NoteTopic, "second");
        await puppet.DoAsync("spawner.with_context", plain, new Dictionary<string, object?> { ["key"] = "other" });
        foreach (var (spawner, expected) in new[] { (plain, 1), (longer, 2), (plain, 1) })
        {
            var child = Find(Pid.Parse(await puppet.DoAsync<string>("spawner.spawn", spawner, TLanguage.Child, ConformanceApp.Host)));
            Assert.Equal("first", (await child.TakeAsync()).Payload);
            if (expected == 2)
                Assert.Equal("second", (await child.TakeAsync()).Payload);
            await AssertNoNoteAsync(child);
            Assert.Null(await child.DoAsync("context", "key"));
        }
    }

    [Fact]
    public async Task S091_the_context_of_a_spawner_starts_from_the_callers()
    {
        var root = Spawn();
        var outer = await root.DoAsync("with_context", new Dictionary<string, object?> { ["a"] = "root", ["b"] = "root" });
        var caller = Find(Pid.Parse(await root.DoAsync<string>("spawner.spawn", outer, TLanguage.Child, ConformanceApp.Host)));
        var inner = await caller.DoAsync("with_context", new Dictionary<string, object?> { ["b"] = "caller" });
        inner = await caller.DoAsync("spawner.with_context", inner, new Dictionary<string, object?> { ["c"] = "later" });
        var child = Find(Pid.Parse(await caller.DoAsync<string>("spawner.spawn", inner, TLanguage.Child, ConformanceApp.Host)));
        Assert.Equal("root", await child.DoAsync("context", "a"));
        Assert.Equal("caller", await child.DoAsync("context", "b"));
        Assert.Equal("later", await child.DoAsync("context", "c"));
        Assert.Equal("root", await caller.DoAsync("context", "b"));
    }

    private static async Task<object?> SpawnerAsync(Puppet puppet, string method, params object?[] arguments)
    {
        var spawner = await puppet.DoAsync("with_context", NoContext);
        return await puppet.DoAsync($"spawner.{method}", [spawner, .. arguments]);
    }
}
