namespace Artel.Tests.Supervision;

/// <summary>Which children a supervisor starts anew, and in which order: statement 125.</summary>
public sealed class SupervisorStrategyTests
{
    private const string Tree = "stage:tree";

    [Theory]
    [InlineData(SupervisionStrategy.OneForOne, "start b")]
    [InlineData(SupervisionStrategy.OneForAll, "stop d, stop c, stop a, start a, start b, start c, start d")]
    [InlineData(SupervisionStrategy.RestForOne, "stop d, stop c, start b, start c, start d")]
    public void S125_the_strategy_says_who_is_stopped_in_reverse_and_started_in_order(SupervisionStrategy strategy, string expected) => Run(
        strategy,
        static supervisor => Workers(supervisor, "a", "b", "c", "d"),
        (stage, tree) =>
        {
            Assert.Equal("start a, start b, start c, start d", stage.Take());
            stage.Send(PidOf(stage, tree, "b"), "fail");
            Assert.Equal(expected, stage.Take());
            Assert.Equal(4, Children(stage, tree).Count(static child => child.Pid is not null));
        });

    [Theory]
    [InlineData(RestartPolicy.Permanent, "end", true, true)]
    [InlineData(RestartPolicy.Permanent, "fail", true, true)]
    [InlineData(RestartPolicy.Permanent, "fail-for-good", true, true)]
    [InlineData(RestartPolicy.Transient, "end", false, true)]
    [InlineData(RestartPolicy.Transient, "fail", true, true)]
    [InlineData(RestartPolicy.Transient, "fail-for-good", true, true)]
    [InlineData(RestartPolicy.Temporary, "end", false, false)]
    [InlineData(RestartPolicy.Temporary, "fail", false, false)]
    public void S125_the_childs_own_policy_says_whether_it_is_started_anew_and_known_still(RestartPolicy policy, string topic, bool again, bool known) => Run(
        SupervisionStrategy.OneForOne,
        supervisor => supervisor.Child("a", Stage.Worker, child => child with { Arguments = ["a"], Restart = policy }),
        (stage, tree) =>
        {
            stage.Take();
            stage.Send(PidOf(stage, tree, "a"), topic);
            Assert.Equal(again ? "start a" : "", stage.Take());
            Assert.Equal(known, Children(stage, tree).Any(static child => child.Id == "a"));
            Assert.Equal(again, Children(stage, tree).Any(static child => child.Pid is not null));
        });

    [Fact]
    public void S125_a_temporary_child_that_is_stopped_with_others_is_not_started_with_them() => Run(
        SupervisionStrategy.OneForAll,
        static supervisor =>
        {
            Workers(supervisor, "a");
            supervisor.Child("t", Stage.Worker, static child => child with { Arguments = ["t"], Restart = RestartPolicy.Temporary });
        },
        static (stage, tree) =>
        {
            stage.Take();
            stage.Send(PidOf(stage, tree, "a"), "fail");
            Assert.Equal("stop t, start a", stage.Take());
        });

    [Fact]
    public void S125_a_child_that_ended_normally_is_started_again_with_all_others() => Run(
        SupervisionStrategy.OneForAll,
        static supervisor =>
        {
            Workers(supervisor, "a");
            supervisor.Child("t", Stage.Worker, static child => child with { Arguments = ["t"], Restart = RestartPolicy.Transient });
        },
        static (stage, tree) =>
        {
            stage.Take();
            stage.Send(PidOf(stage, tree, "t"), "end");
            stage.Send(PidOf(stage, tree, "a"), "fail");
            Assert.Equal("start a, start t", stage.Take());
        });

    [Theory]
    [InlineData(SupervisionStrategy.OneForOne)]
    [InlineData(SupervisionStrategy.OneForAll)]
    [InlineData(SupervisionStrategy.RestForOne)]
    public void S125_a_child_that_does_not_start_has_those_before_it_stopped_in_reverse_and_the_supervisor_fails(SupervisionStrategy strategy) => Stage.Run(
        artel => artel.AddSupervisor(Tree, supervisor => Use(Workers(supervisor, "a", "b", "c", "d"), strategy, 3, TimeSpan.FromSeconds(5))),
        static stage =>
        {
            stage.Broken.Add("c");
            var tree = stage.Host.Spawn(Tree);
            var ended = stage.Runtime.WaitForExitAsync(tree);
            var error = stage.Host.RunUntil(ended).Error!;
            Assert.Equal("start a, start b, start c, stop b, stop a", stage.Take());
            Assert.Equal((ErrorKind.Conflict, "c is broken"), (error.Kind, error.RootCause.Message));
            Assert.Contains("child 'c'", error.Message, StringComparison.Ordinal);
            Assert.Empty(stage.Host.Leftovers());
        });

    [Fact]
    public void S125_a_supervisors_start_is_done_when_its_own_children_have_started() => Stage.Run(
        static artel => artel
            .AddSupervisor("stage:inner", static supervisor => Workers(supervisor, "b", "c"))
            .AddSupervisor(Tree, static supervisor => Workers(Workers(supervisor, "a").Child("inner", "stage:inner"), "d")),
        static stage =>
        {
            var tree = stage.Host.Spawn(Tree);
            Assert.Equal("start a, start b, start c, start d", stage.Take());
            stage.Runtime.Cancel(tree);
            Assert.Equal("stop d, stop c, stop b, stop a", stage.Take());
            Assert.Empty(stage.Host.Leftovers());
        });

    [Theory]
    [InlineData(SupervisionStrategy.OneForOne)]
    [InlineData(SupervisionStrategy.OneForAll)]
    [InlineData(SupervisionStrategy.RestForOne)]
    public void S125_more_restarts_than_allowed_within_the_time_end_the_supervisor_with_all_children(SupervisionStrategy strategy) => Run(
        strategy,
        static supervisor => Workers(supervisor, "a", "b", "c"),
        static (stage, tree) =>
        {
            var ended = stage.Runtime.WaitForExitAsync(tree);
            for (var i = 0; i < 3; i++)
                stage.Send(PidOf(stage, tree, "b"), "fail");
            stage.Take();
            Assert.False(ended.IsCompleted);
            stage.Send(PidOf(stage, tree, "b"), "fail");
            var error = stage.Host.RunUntil(ended).Error!;
            Assert.Equal("stop c, stop a", stage.Take());
            Assert.Equal(ErrorKind.RateLimited, error.Kind);
            Assert.Contains("child 'b'", error.Message, StringComparison.Ordinal);
            Assert.Contains("b failed", error.Message, StringComparison.Ordinal);
            Assert.Equal("b failed", error.RootCause.Message);
            Assert.Empty(stage.Host.Leftovers());
        });

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void S125_a_restart_counts_until_it_is_older_than_the_time_and_not_just_as_old(int ticksMore, bool lives) => Run(
        SupervisionStrategy.OneForOne,
        static supervisor => Workers(supervisor, "a"),
        (stage, tree) =>
        {
            for (var i = 0; i < 3; i++)
                stage.Send(PidOf(stage, tree, "a"), "fail");
            stage.Host.Advance(TimeSpan.FromSeconds(5) + TimeSpan.FromTicks(ticksMore));
            stage.Send(PidOf(stage, tree, "a"), "fail");
            Assert.Equal(lives ? 2 : 0, stage.Runtime.ProcessCount);
        });

    [Fact]
    public void S125_a_restart_that_fails_counts_and_is_tried_again_until_it_is_one_too_many() => Run(
        SupervisionStrategy.OneForOne,
        static supervisor => Workers(supervisor, "a", "b"),
        static (stage, tree) =>
        {
            var ended = stage.Runtime.WaitForExitAsync(tree);
            stage.Take();
            stage.Broken.Add("b");
            stage.Send(PidOf(stage, tree, "b"), "fail");
            Assert.Equal("start b, start b, start b, stop a", stage.Take());
            Assert.Equal("b is broken", stage.Host.RunUntil(ended).Error!.RootCause.Message);
        });

    [Fact]
    public void S125_a_supervisor_that_gave_up_is_a_failed_child_of_its_own_supervisor() => Stage.Run(
        static artel => artel
            .AddSupervisor("stage:inner", static supervisor => Use(Workers(supervisor, "b"), SupervisionStrategy.OneForOne, 0, TimeSpan.FromSeconds(5)))
            .AddSupervisor(Tree, static supervisor => Workers(supervisor, "a").Child("inner", "stage:inner", static child => child with { Restart = RestartPolicy.Transient })),
        static stage =>
        {
            var tree = stage.Host.Spawn(Tree);
            stage.Take();
            var inner = Children(stage, tree).Single(static child => child.Type == ChildType.Supervisor).Pid!;
            stage.Send(PidOf(stage, inner, "b"), "fail");
            Assert.Equal("start b", stage.Take());
            Assert.Equal(1, Children(stage, tree).Single(static child => child.Id == "inner").Restarts);
        });

    [Fact]
    public void S125_the_children_are_linked_monitored_and_counted_where_an_operator_looks() => Run(
        SupervisionStrategy.OneForOne,
        static supervisor => Workers(supervisor, "a", "b"),
        static (stage, tree) =>
        {
            stage.Take();
            stage.Send(PidOf(stage, tree, "a"), "fail");
            var children = Children(stage, tree).Select(static child => child.Pid!).ToHashSet();
            var info = stage.Runtime.Inspect(tree);
            Assert.Equal((Tree, 2), (info.Definition, children.Count));
            Assert.Equal(children, [.. info.Links]);
            Assert.Equal(children, [.. info.Monitors]);
            Assert.Equal(1, stage.Runtime.Inspect(PidOf(stage, tree, "a")).Restarts);
            Assert.Equal(0, stage.Runtime.Inspect(PidOf(stage, tree, "b")).Restarts);
        });

    internal static void Run(SupervisionStrategy strategy, Action<SupervisorBuilder> children, Action<Stage, Pid> test) => Stage.Run(
        artel => artel.AddSupervisor(Tree, supervisor =>
        {
            children(supervisor);
            Use(supervisor, strategy, 3, TimeSpan.FromSeconds(5));
        }),
        stage => test(stage, stage.Host.Spawn(Tree)));

    internal static SupervisorBuilder Workers(SupervisorBuilder supervisor, params string[] names)
    {
        foreach (var name in names)
            supervisor.Child(name, Stage.Worker, child => child with { Arguments = [name] });
        return supervisor;
    }

    internal static SupervisorBuilder Use(SupervisorBuilder supervisor, SupervisionStrategy strategy, int maxRestarts, TimeSpan within) => strategy switch
    {
        SupervisionStrategy.OneForOne => supervisor.OneForOne(maxRestarts, within),
        SupervisionStrategy.OneForAll => supervisor.OneForAll(maxRestarts, within),
        SupervisionStrategy.RestForOne => supervisor.RestForOne(maxRestarts, within),
        _ => supervisor.SimpleOneForOne(maxRestarts, within),
    };

    internal static IReadOnlyList<ChildInfo> Children(Stage stage, Pid tree) => stage.Host.RunUntil(new SupervisorRef(stage.Runtime, tree).GetChildrenAsync());

    internal static Pid PidOf(Stage stage, Pid tree, string id) => Children(stage, tree).Single(child => child.Id == id).Pid!;
}
