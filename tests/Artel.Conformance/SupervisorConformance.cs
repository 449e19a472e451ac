namespace Artel.Conformance;

/// <summary>Supervisors of children in each language, and asked by processes in each: statement 125.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class SupervisorConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    private const string Tree = "conf:tree";

    [Theory]
    [InlineData(SupervisionStrategy.OneForOne, new[] { "b" })]
    [InlineData(SupervisionStrategy.OneForAll, new[] { "a", "b", "c" })]
    [InlineData(SupervisionStrategy.RestForOne, new[] { "b", "c" })]
    public async Task S125_a_child_that_fails_is_started_anew_with_those_that_the_strategy_says(SupervisionStrategy strategy, string[] replaced)
    {
        await using var app = await StartAsync(strategy);
        var supervisor = Spawn(app, out _);
        var before = await PidsAsync(supervisor);
        await new Puppet(app.Runtime, before["b"]).EndAsync("crash", "on purpose");
        await UntilAsync(supervisor, children => replaced.All(id => children.TryGetValue(id, out var pid) && pid != before[id]));
        var after = await PidsAsync(supervisor);
        Assert.Equal(replaced, before.Keys.Where(id => before[id] != after[id]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task S125_more_restarts_than_allowed_end_the_supervisor_and_all_its_children()
    {
        await using var app = await StartAsync(SupervisionStrategy.OneForOne);
        var supervisor = Spawn(app, out var tree);
        var ended = app.Runtime.WaitForExitAsync(tree).WaitAsync(ConformanceApp.Patience);
        var witness = new Puppet(app.Runtime, (await PidsAsync(supervisor))["a"]).Ended();
        for (var i = 0; i < 3; i++)
        {
            var before = await PidsAsync(supervisor);
            await new Puppet(app.Runtime, before["b"]).EndAsync("crash", $"for the {i + 1}. time");
            if (i < 2)
                await UntilAsync(supervisor, children => children.TryGetValue("b", out var pid) && pid != before["b"]);
        }

        await witness;
        var error = (await ended).Error!;
        Assert.Equal(ErrorKind.RateLimited, error.Kind);
        Assert.Contains("child 'b'", error.Message, StringComparison.Ordinal);
        Assert.Contains("for the 3. time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S125_a_process_has_a_supervisor_start_stop_and_forget_children()
    {
        await using var app = await StartAsync(SupervisionStrategy.OneForOne);
        var supervisor = Spawn(app, out var tree);
        var asking = new Puppet(app.Runtime, app.Runtime.Spawn(TLanguage.Puppet, ConformanceApp.Host));
        await asking.DoAsync("ask", tree, SupervisorTopics.StartChild, new ChildSpec("new", TLanguage.Child) { Restart = RestartPolicy.Transient, Shutdown = Shutdown.BrutalKill });
        var pid = (await PidsAsync(supervisor))["new"];
        await asking.DoAsync("ask", tree, SupervisorTopics.TerminateChild, "new");
        Assert.Throws<ProcessException>(() => app.Runtime.Inspect(pid));
        Assert.Equal(new ChildCounts(4, 3, 0, 4), await supervisor.CountAsync());
        await asking.DoAsync("ask", tree, SupervisorTopics.RestartChild, "new");
        Assert.Equal(ErrorKind.Conflict, (await asking.FailsAsync("ask", tree, SupervisorTopics.DeleteChild, "new")).Kind);
        await asking.DoAsync("ask", tree, SupervisorTopics.TerminateChild, "new");
        await asking.DoAsync("ask", tree, SupervisorTopics.DeleteChild, "new");
        Assert.Equal(ErrorKind.NotFound, (await asking.FailsAsync("ask", tree, SupervisorTopics.RestartChild, "new")).Kind);
        Assert.NotNull(await asking.DoAsync("ask", tree, SupervisorTopics.Children, null));
    }

    [Fact]
    public async Task S125_a_terminated_supervisor_leaves_no_child()
    {
        await using var app = await StartAsync(SupervisionStrategy.OneForOne);
        var supervisor = Spawn(app, out var tree);
        var children = (await PidsAsync(supervisor)).Values.Select(pid => new Puppet(app.Runtime, pid)).ToList();
        foreach (var child in children)
            await child.DoAsync("set_trap_links", true);
        var ended = children.Select(static child => child.Ended()).ToList();
        app.Runtime.Terminate(tree);
        Assert.All(await Task.WhenAll(ended), static result => Assert.Equal(ErrorKind.Canceled, result.Error!.Kind));
    }

    private static Task<ConformanceApp> StartAsync(SupervisionStrategy strategy) => ConformanceApp.StartAsync(more: artel => artel.AddSupervisor(Tree, supervisor =>
    {
        foreach (var id in (string[])["a", "b", "c"])
            supervisor.Child(id, TLanguage.Child, static child => child with { Shutdown = Shutdown.BrutalKill });
        _ = strategy switch
        {
            SupervisionStrategy.OneForAll => supervisor.OneForAll(maxRestarts: 2),
            SupervisionStrategy.RestForOne => supervisor.RestForOne(maxRestarts: 2),
            _ => supervisor.OneForOne(maxRestarts: 2),
        };
    }));

    private static SupervisorRef Spawn(ConformanceApp app, out Pid tree) => new(app.Runtime, tree = app.Runtime.Spawn(Tree, ConformanceApp.Host));

    private static async Task<Dictionary<string, Pid>> PidsAsync(SupervisorRef supervisor) =>
        (await supervisor.GetChildrenAsync().WaitAsync(ConformanceApp.Patience)).Where(static child => child.Pid is not null).ToDictionary(static child => child.Id, static child => child.Pid!);

    /// <summary>Asks until it holds: each answer is the supervisor's after whatever it has seen until then.</summary>
    private static async Task UntilAsync(SupervisorRef supervisor, Func<Dictionary<string, Pid>, bool> holds)
    {
        for (var left = 100_000; !holds(await PidsAsync(supervisor)); left--)
            Assert.True(left > 0, "It does not come to that.");
    }
}
