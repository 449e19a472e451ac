using Artel.Testing;
using static Artel.Tests.Supervision.SupervisorStrategyTests;

namespace Artel.Tests.Supervision;

/// <summary>Children that come and go at run time: statement 125.</summary>
public sealed class SupervisorChildrenTests
{
    [Fact]
    public void S125_a_child_that_is_started_at_run_time_is_the_last_to_start_and_the_first_to_stop() => Run(
        SupervisionStrategy.RestForOne,
        static supervisor => Workers(supervisor, "a"),
        static (stage, tree) =>
        {
            var supervisor = new SupervisorRef(stage.Runtime, tree);
            var child = stage.Host.RunUntil(supervisor.StartChildAsync(new ChildSpec("b", Stage.Worker) { Arguments = ["b"] }));
            Assert.Equal(("b", ChildType.Worker, 0), (child.Id, child.Type, child.Restarts));
            Assert.Equal("start a, start b", stage.Take());
            stage.Send(PidOf(stage, tree, "a"), "fail");
            Assert.Equal("stop b, start a, start b", stage.Take());
        });

    [Fact]
    public void S125_a_terminated_child_stays_down_until_it_is_restarted_and_can_be_deleted() => Run(
        SupervisionStrategy.OneForOne,
        static supervisor => Workers(supervisor, "a", "b"),
        static (stage, tree) =>
        {
            var supervisor = new SupervisorRef(stage.Runtime, tree);
            stage.Take();
            Assert.Equal(ErrorKind.Conflict, Fails(stage, supervisor.DeleteChildAsync("a")));
            Assert.Equal(ErrorKind.Conflict, Fails(stage, supervisor.RestartChildAsync("a")));
            stage.Host.RunUntil(supervisor.TerminateChildAsync("a"));
            Assert.Equal("stop a", stage.Take());
            Assert.Equal(new ChildCounts(2, 1, 0, 2), stage.Host.RunUntil(supervisor.CountAsync()));
            Assert.Equal(ErrorKind.AlreadyExists, Fails(stage, supervisor.StartChildAsync(new ChildSpec("a", Stage.Worker))));
            stage.Host.RunUntil(supervisor.RestartChildAsync("a"));
            Assert.Equal("start a", stage.Take());
            stage.Host.RunUntil(supervisor.TerminateChildAsync("a"));
            stage.Host.RunUntil(supervisor.DeleteChildAsync("a"));
            Assert.Equal(["b"], Children(stage, tree).Select(static child => child.Id));
            Assert.Equal(ErrorKind.NotFound, Fails(stage, supervisor.RestartChildAsync("a")));
        });

    [Fact]
    public void S125_a_child_that_does_not_start_is_none_and_its_error_is_the_answer() => Run(
        SupervisionStrategy.OneForOne,
        static supervisor => Workers(supervisor, "a"),
        static (stage, tree) =>
        {
            stage.Broken.Add("b");
            var supervisor = new SupervisorRef(stage.Runtime, tree);
            Assert.Equal(ErrorKind.Conflict, Fails(stage, supervisor.StartChildAsync(new ChildSpec("b", Stage.Worker) { Arguments = ["b"] })));
            Assert.Equal(["a"], Children(stage, tree).Select(static child => child.Id));
        });

    [Fact]
    public void S115_S125_a_supervisor_may_start_what_it_declares_and_nothing_else() => Stage.Run(
        static artel => artel
            .AddMain("other:one", static process => process.Inbox.ReceiveAsync().AsTask())
            .AddSupervisor("stage:closed", static supervisor => Workers(supervisor, "a"))
            .AddSupervisor("stage:open", static supervisor => Workers(supervisor, "a").Allows("other:*")),
        static stage =>
        {
            var child = new ChildSpec("o", "other:one");
            Assert.Equal(ErrorKind.PermissionDenied, Fails(stage, new SupervisorRef(stage.Runtime, stage.Host.Spawn("stage:closed")).StartChildAsync(child)));
            Assert.NotNull(stage.Host.RunUntil(new SupervisorRef(stage.Runtime, stage.Host.Spawn("stage:open")).StartChildAsync(child)).Pid);
        });

    [Fact]
    public void S125_children_of_a_template_get_further_arguments_and_are_known_by_their_pids() => Run(
        SupervisionStrategy.SimpleOneForOne,
        static supervisor => supervisor.Child("session", Stage.Worker, static child => child with { Restart = RestartPolicy.Transient }),
        static (stage, tree) =>
        {
            var supervisor = new SupervisorRef(stage.Runtime, tree);
            Assert.Equal("", stage.Take());
            var first = stage.Host.RunUntil(supervisor.StartChildAsync(["x"])).Pid!;
            var second = stage.Host.RunUntil(supervisor.StartChildAsync(["y"])).Pid!;
            Assert.Equal("start x, start y", stage.Take());
            stage.Send(first, "fail");
            Assert.Equal("start x", stage.Take());
            stage.Host.RunUntil(supervisor.TerminateChildAsync(second));
            Assert.Equal("stop y", stage.Take());
            Assert.Equal(new ChildCounts(1, 1, 0, 1), stage.Host.RunUntil(supervisor.CountAsync()));
            stage.Send(Children(stage, tree).Single().Pid!, "end");
            Assert.Empty(Children(stage, tree));
        });

    [Theory]
    [InlineData("supervisor.what", "x", ErrorKind.Invalid)]
    [InlineData(SupervisorTopics.StartChild, "x", ErrorKind.Invalid)]
    [InlineData(SupervisorTopics.DeleteChild, 5, ErrorKind.Invalid)]
    [InlineData(SupervisorTopics.TerminateChild, "nobody", ErrorKind.NotFound)]
    public void A_message_that_a_supervisor_can_not_take_is_answered_with_an_error_and_changes_nothing(string topic, object payload, ErrorKind kind) => Run(
        SupervisionStrategy.OneForOne,
        static supervisor => Workers(supervisor, "a"),
        (stage, tree) =>
        {
            stage.Take();
            Assert.Equal(kind, Fails(stage, stage.Runtime.AskAsync<object, bool>(tree, topic, payload).AsTask()));
            Assert.Equal(["a"], Children(stage, tree).Select(static child => child.Id));
        });

    [Theory]
    [InlineData(10_000)]
    public void Ten_thousand_children_that_fail_are_started_anew_each_in_constant_time(int count)
    {
        using var stage = new Stage(1, artel => artel
            .AddHandlers("stage:fails", static (_, _) => throw new InvalidOperationException("fails"))
            .AddSupervisor("stage:tree", supervisor =>
            {
                supervisor.OneForOne(maxRestarts: count, within: TimeSpan.FromHours(1));
                for (var i = 0; i < count; i++)
                    supervisor.Child($"{i}", "stage:fails");
            }));
        var tree = stage.Host.Spawn("stage:tree");
        var before = Children(stage, tree).Select(static child => child.Pid!).ToList();
        var turns = stage.Host.Turns;
        foreach (var child in before)
            stage.Runtime.Send(child, "fail");
        stage.Host.RunUntilIdle();
        var after = Children(stage, tree);
        Assert.All(after, static child => Assert.Equal(1, child.Restarts));
        Assert.Empty(before.Intersect(after.Select(static child => child.Pid!)));

        // A turn of each child that fails and of each that starts, and a few of the supervisor for each.
        Assert.InRange((stage.Host.Turns - turns) / (double)count, 2, 12);
    }

    private static ErrorKind Fails(Stage stage, Task asked) => Assert.Throws<ProcessException>(() => stage.Host.RunUntil(asked)).Kind;
}
