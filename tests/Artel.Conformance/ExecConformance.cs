namespace Artel.Conformance;

/// <summary>Exec: statements 93 to 97.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class ExecConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    /// <summary>What an exec'ed child is given, at most, between its cancel and its termination.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task S093_exec_gives_the_childs_value_or_its_error_with_its_kind()
    {
        var puppet = Spawn();
        Assert.Equal("done", await puppet.DoAsync("exec", Definition("ender"), ConformanceApp.Host, "value", "done"));
        Assert.Null(await puppet.DoAsync("exec", Definition("ender"), ConformanceApp.Host, "value", null));
        var error = await puppet.FailsAsync("exec", Definition("ender"), ConformanceApp.Host, "error", "two of them");
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Contains("two of them", error.Message, StringComparison.Ordinal);
        error = await puppet.FailsAsync("exec", Definition("ender"), ConformanceApp.Host, "crash", "out of order");
        Assert.Contains("out of order", error.Message, StringComparison.Ordinal);
        error = await puppet.FailsAsync("exec", Definition("broken"), ConformanceApp.Host);
        Assert.Equal(ErrorKind.Conflict, error.Kind);
    }

    [Fact]
    public async Task S094_exec_inherits_the_context()
    {
        var root = Spawn();
        var spawner = await root.DoAsync("with_context", new Dictionary<string, object?> { ["key"] = "inherited" });
        var caller = Find(Pid.Parse(await root.DoAsync<string>("spawner.spawn", spawner, TLanguage.Child, ConformanceApp.Host)));
        Assert.Equal("inherited", await caller.DoAsync("exec", Definition("context-reader"), ConformanceApp.Host, "key"));
    }

    [Theory]
    [InlineData("exec")]
    [InlineData("call")]
    public async Task S094_exec_inherits_actor_and_scope(string operation)
    {
        Runtime.Policies.Set(Security.Policy.Create("conf:all", static p => p.Allow("*")));
        var caller = SpawnAs("conf:caller", "conf:all");
        var seen = Fields.Of(await caller.DoAsync(operation, Definition("identity-reader"), ConformanceApp.Host));
        Assert.Equal(("conf:caller", "conf:all"), (seen["actor"], seen["scope"]));
    }

    [Fact]
    public async Task S094_exec_by_a_spawner_has_the_spawners_context_actor_and_scope()
    {
        Runtime.Policies.Set(Security.Policy.Create("conf:all", static p => p.Allow("*")));
        Runtime.Policies.Set(Security.Policy.Create("conf:some", static p => p.Allow("*")));
        var caller = SpawnAs("conf:caller", "conf:all");
        var spawner = await caller.DoAsync("with_context", new Dictionary<string, object?> { ["key"] = "of the spawner" });
        Assert.Equal("of the spawner", await caller.DoAsync("spawner.exec", spawner, Definition("context-reader"), ConformanceApp.Host, "key"));
        spawner = await caller.DoAsync("spawner.with_actor", spawner, await caller.DoAsync("security.new_actor", "conf:other"));
        spawner = await caller.DoAsync("spawner.with_scope", spawner, await caller.DoAsync("security.new_scope", (object)new object?[] { "conf:some" }));
        var seen = Fields.Of(await caller.DoAsync("spawner.exec", spawner, Definition("identity-reader"), ConformanceApp.Host));
        Assert.Equal(("conf:other", "conf:some"), (seen["actor"], seen["scope"]));
    }

    [Fact]
    public async Task S093_exec_under_a_taken_name_is_already_exists_and_leaves_its_process_alone()
    {
        var owner = Spawn();
        await owner.DoAsync("register", "taken");
        var caller = Spawn();
        var spawner = await caller.DoAsync("with_context", new Dictionary<string, object?>());
        spawner = await caller.DoAsync("spawner.with_name", spawner, "taken");
        var error = await caller.FailsAsync("spawner.exec", spawner, Definition("stuck"), ConformanceApp.Host);
        Assert.Equal(ErrorKind.AlreadyExists, error.Kind);
        Assert.Contains("taken", error.Message, StringComparison.Ordinal);
        await caller.EndAsync("exit");
        await AssertNoEventAsync(owner);
    }

    [Fact]
    public async Task S095_other_coroutines_of_the_caller_go_on()
    {
        var witness = Spawn();
        var caller = Spawn();
        caller.Begin("exec", Definition("announcer"), ConformanceApp.Host, witness.Pid);
        await witness.TakeAsync();
        var after = caller.DoAsync("after", 1000);
        Assert.Equal(TLanguage.Puppet, await caller.DoAsync("id"));
        App.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(true, await after);
        Runtime.Send(caller.Pid, Puppet.NoteTopic, "note");
        Assert.Equal("note", (await caller.TakeAsync()).Payload);
    }

    [Theory]
    [InlineData("terminate")]
    [InlineData("fail")]
    [InlineData("exit")]
    [InlineData("cancel")]
    public async Task S096_if_the_caller_dies_or_is_cancelled_the_child_is_cancelled_and_then_terminated(string how)
    {
        var witness = Spawn();
        var caller = Spawn();
        caller.Begin("exec", Definition("announcer"), ConformanceApp.Host, witness.Pid);
        var child = Find(Pid.Parse((string)(await witness.TakeAsync()).Payload!));
        var ended = child.Ended();
        switch (how)
        {
            case "cancel":
                Runtime.Cancel(caller.Pid);
                break;
            case "terminate":
                await caller.TerminateAsync();
                break;
            default:
                await caller.EndAsync(how, "Conflict", "no");
                break;
        }

        Assert.Equal("pid.cancel", (await witness.TakeAsync()).Payload);
        Assert.False(ended.IsCompleted);
        App.Time.Advance(Grace);
        Assert.NotNull((await ended).Error);
    }

    [Fact]
    public async Task S097_no_exit_event_of_an_execed_child_reaches_the_caller()
    {
        var caller = Spawn();
        await caller.DoAsync("exec", Definition("ender"), ConformanceApp.Host, "value", 1);
        await caller.FailsAsync("exec", Definition("ender"), ConformanceApp.Host, "error", "no");
        await AssertNoEventAsync(caller);
    }
}
