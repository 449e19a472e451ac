using Artel.Security;

namespace Artel.Conformance;

/// <summary>Whom processes act for, and what they may do by that: statements 104, 106, 108, 113 and 115.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class IdentityConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    [Fact]
    public async Task S104_a_child_acts_for_its_parents_actor_within_its_scope_through_any_number_of_generations()
    {
        AllowAll("conf:all");
        var generation = SpawnAs("conf:root", "conf:all");
        foreach (var operation in (string[])["spawn", "spawn_monitored", "spawn_linked", "spawn_linked_monitored"])
        {
            generation = await SpawnByAsync(generation, operation);
            await AssertIdentityAsync(generation, "conf:root", "conf:all");
        }

        Assert.Null(await Spawn().DoAsync("actor"));
        Assert.Null(await Spawn().DoAsync("scope"));
    }

    [Fact]
    public async Task S104_and_S099_actor_and_scope_survive_an_upgrade_and_go_on_to_later_children()
    {
        AllowAll("conf:all");
        var puppet = SpawnAs("conf:root", "conf:all");
        puppet.Begin("upgrade", TLanguage.Successor);
        Assert.Equal(TLanguage.Successor, await puppet.DoAsync("id"));
        await AssertIdentityAsync(puppet, "conf:root", "conf:all");
        await AssertIdentityAsync(await SpawnByAsync(puppet), "conf:root", "conf:all");
    }

    [Fact]
    public async Task S104_what_an_inherited_scope_denies_is_denied_to_a_child_too()
    {
        var root = SpawnWithin(static p => p.Allow("*").Deny("process.terminate"));
        var child = await SpawnByAsync(await SpawnByAsync(root));
        Assert.Equal(ErrorKind.PermissionDenied, (await child.FailsAsync("terminate", Spawn().Pid)).Kind);
    }

    [Fact]
    public async Task S106_an_actor_and_a_scope_of_a_spawner_override_the_callers_one_by_one()
    {
        AllowAll("conf:all");
        AllowAll("conf:other");
        var parent = SpawnAs("conf:parent", "conf:all");
        var plain = await parent.DoAsync("with_context", new Dictionary<string, object?>());
        var actor = await parent.DoAsync("security.new_actor", "conf:child", new Dictionary<string, object?> { ["roles"] = new object?[] { "a", "b" }, ["level"] = 3 });
        var scope = await parent.DoAsync("security.new_scope", (object)new object?[] { "conf:other" });
        var withActor = await parent.DoAsync("spawner.with_actor", plain, actor);
        var withScope = await parent.DoAsync("spawner.with_scope", plain, scope);
        var withBoth = await parent.DoAsync("spawner.with_scope", withActor, scope);

        await AssertIdentityAsync(await ChildOfAsync(parent, plain), "conf:parent", "conf:all");
        var child = await ChildOfAsync(parent, withActor);
        await AssertIdentityAsync(child, "conf:child", "conf:all");
        var meta = Fields.Of(Fields.Of(await child.DoAsync("actor"))["meta"]);
        Assert.Equal(3, Number(meta["level"]));
        Assert.Equal(["a", "b"], ((IEnumerable<object?>)meta["roles"]!).Cast<string>());
        await AssertIdentityAsync(await ChildOfAsync(parent, withScope), "conf:parent", "conf:other");
        await AssertIdentityAsync(await ChildOfAsync(parent, withBoth), "conf:child", "conf:other");
        await AssertIdentityAsync(parent, "conf:parent", "conf:all");
    }

    [Theory]
    [InlineData(SecurityMode.Permissive, false, false, "ok")]
    [InlineData(SecurityMode.Permissive, true, false, "ok")]
    [InlineData(SecurityMode.Permissive, false, true, "ok")]
    [InlineData(SecurityMode.Strict, false, false, "PermissionDenied")]
    [InlineData(SecurityMode.Strict, true, false, "PermissionDenied")]
    [InlineData(SecurityMode.Strict, false, true, "PermissionDenied")]
    public async Task S108_without_actor_or_scope_strict_denies_and_permissive_allows(SecurityMode mode, bool withActor, bool withScope, string expected)
    {
        await using var app = await ConformanceApp.StartAsync(mode);
        app.Runtime.Policies.Set(Policy.Create("conf:none", static p => p.Deny("*")));
        var spawner = app.Runtime.WithContext(new Dictionary<string, object?>());
        if (withActor)
            spawner = spawner.WithActor(new Actor("conf:somebody"));
        if (withScope)
            spawner = spawner.WithScope(app.Runtime.Policies.CreateScope(["conf:none"]));
        await AssertProbeAsync(app, spawner, "open", expected, expected);
    }

    [Theory]
    [InlineData(SecurityMode.Permissive)]
    [InlineData(SecurityMode.Strict)]
    public async Task S108_with_actor_and_scope_only_what_the_scope_allows_is_allowed_in_both_modes(SecurityMode mode)
    {
        await using var app = await ConformanceApp.StartAsync(mode);
        app.Runtime.Policies.Set(Policy.Create("conf:send", static p => p.Allow("process.send")));
        await AssertProbeAsync(app, Identity(app.Runtime, "conf:somebody", "conf:send"), "open", "ok", "PermissionDenied");
        await AssertProbeAsync(app, Identity(app.Runtime, "conf:somebody"), "open", "PermissionDenied", "PermissionDenied");
    }

    [Fact]
    public async Task S113_the_callers_pid_is_an_attribute_of_a_check()
    {
        AllowAll("conf:all");
        var allowed = SpawnAs("conf:same", "conf:all");
        var other = SpawnAs("conf:same", "conf:all");
        Runtime.Policies.Set(Policy.Create("conf:all", p => p.Allow("*").When("meta.pid", ConditionOperator.Equal, allowed.Text)));
        await allowed.DoAsync("send", allowed.Pid, Puppet.NoteTopic);
        Assert.Equal(ErrorKind.PermissionDenied, (await other.FailsAsync("send", allowed.Pid, Puppet.NoteTopic)).Kind);
        Assert.Equal(true, await allowed.DoAsync("can", "app.invoice", "7"));
        Assert.Equal(false, await other.DoAsync("can", "app.invoice", "7"));
    }

    [Theory]
    [InlineData(SecurityMode.Permissive)]
    [InlineData(SecurityMode.Strict)]
    public async Task S115_what_a_definition_did_not_declare_is_denied_even_where_the_policy_allows(SecurityMode mode)
    {
        await using var app = await ConformanceApp.StartAsync(mode);
        app.Runtime.Policies.Set(Policy.Create("conf:all", static p => p.Allow("*")));
        var all = Identity(app.Runtime, "conf:somebody", "conf:all");
        var told = await AssertProbeAsync(app, all, "ceiling", "ok", "PermissionDenied");
        Assert.Contains(Definition("ceiling"), (string)told["message"]!, StringComparison.Ordinal);

        // A definition that declares nothing at all: C# has an empty ceiling, a Lua file has none in permissive mode.
        var undeclared = TLanguage.AlwaysDeclares || mode == SecurityMode.Strict ? "PermissionDenied" : "ok";
        await AssertProbeAsync(app, all, "undeclared", undeclared, undeclared);
    }

    [Theory]
    [InlineData("process.monitor")]
    [InlineData("process.link")]
    [InlineData("process.send")]
    public async Task S088_to_join_a_named_process_needs_the_permissions_of_what_joining_does_and_a_refusal_does_nothing(string denied)
    {
        var owner = Spawn();
        await owner.DoAsync("register", "taken");
        var puppet = SpawnWithin(p => p.Allow("*").Deny(denied).On(owner.Text));
        var spawner = await puppet.DoAsync("with_context", new Dictionary<string, object?>());
        spawner = await puppet.DoAsync("spawner.with_name", spawner, "taken");
        spawner = await puppet.DoAsync("spawner.with_message", spawner, Puppet.NoteTopic, "queued");
        var error = await puppet.FailsAsync("spawner.spawn_linked_monitored", spawner, TLanguage.Child, ConformanceApp.Host);
        Assert.Equal((ErrorKind.PermissionDenied, denied, owner.Text), (error.Kind, error.Action, error.Resource));

        Assert.Empty(Runtime.Inspect(owner.Pid).Links);
        await AssertNoNoteAsync(owner);
        await owner.TerminateAsync();
        await AssertNoEventAsync(puppet);
    }

    [Fact]
    public async Task S113_can_answers_what_the_operation_does_also_by_name_and_where_the_policy_looks_at_the_target()
    {
        var target = Spawn();
        await target.DoAsync("register", "target");
        var other = Spawn();
        await other.DoAsync("register", "other");
        var byName = SpawnWithin(static p => p.Allow("process.send").When("meta.name", ConditionOperator.Equal, "target"));
        var byPid = SpawnWithin(p => p.Allow("process.send").On(target.Text));
        foreach (var asker in new[] { byName, byPid })
        foreach (var (destination, allowed) in new[] { (target.Text, true), ("target", true), (other.Text, false), ("other", false), ("free", false) })
        {
            Assert.Equal(allowed, await asker.DoAsync("can", "process.send", destination));
            Assert.Equal(allowed, (await asker.TryAsync("send", destination, "topic")).Error is null);
        }
    }

    private void AllowAll(string policy) => Runtime.Policies.Set(Policy.Create(policy, static p => p.Allow("*")));

    private async Task<Puppet> ChildOfAsync(Puppet parent, object? spawner) =>
        Find(Pid.Parse(await parent.DoAsync<string>("spawner.spawn", spawner, TLanguage.Child, ConformanceApp.Host)));

    private static async Task AssertIdentityAsync(Puppet puppet, string actor, string policy)
    {
        Assert.Equal(actor, Fields.Of(await puppet.DoAsync("actor"))["id"]);
        Assert.Equal([policy], ((IEnumerable<object?>)(await puppet.DoAsync("scope"))!).Cast<string>());
    }

    /// <summary>A probe sends to a new process and terminates it; what happened is what it was told, and what it asked for beforehand.</summary>
    private static async Task<IReadOnlyDictionary<string, object?>> AssertProbeAsync(
        ConformanceApp app, Spawner spawner, string probe, string send, string terminate)
    {
        var target = new Puppet(app.Runtime, app.Runtime.Spawn(TLanguage.Child, ConformanceApp.Host));
        var ended = target.Ended();
        var told = Fields.Of(await spawner.ExecAsync<object?>(Definition(probe), ConformanceApp.Host, target.Text).WaitAsync(ConformanceApp.Patience));
        Assert.Equal((send, terminate), (told["send"], told["terminate"]));
        Assert.Equal((send == "ok", terminate == "ok"), (told["can_send"], told["can_terminate"]));
        if (terminate == "ok")
        {
            Assert.Equal(ErrorKind.Canceled, (await ended).Error!.Kind);
            return told;
        }

        app.Runtime.Send(target.Pid, Puppet.NoteTopic, "marker");
        if (send == "ok")
            Assert.Equal("probed", (await target.TakeAsync()).Payload);
        Assert.Equal("marker", (await target.TakeAsync()).Payload);
        return told;
    }
}
