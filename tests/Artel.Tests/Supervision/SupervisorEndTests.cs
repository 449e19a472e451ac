using Artel.Testing;
using static Artel.Tests.Supervision.SupervisorStrategyTests;

namespace Artel.Tests.Supervision;

/// <summary>How a supervisor stops its children, and that it leaves none: statement 125.</summary>
public sealed class SupervisorEndTests
{
    [Fact]
    public void S125_a_cancelled_supervisor_stops_its_children_in_reverse_and_ends_normally() => Run(
        SupervisionStrategy.OneForOne,
        static supervisor => Workers(supervisor, "a", "b", "c"),
        static (stage, tree) =>
        {
            stage.Take();
            var ended = stage.Runtime.WaitForExitAsync(tree);
            stage.Runtime.Cancel(tree);
            Assert.True(stage.Host.RunUntil(ended).IsNormal);
            Assert.Equal("stop c, stop b, stop a", stage.Take());
            Assert.Empty(stage.Host.Leftovers());
        });

    [Fact]
    public void S125_a_child_that_does_not_end_within_its_time_is_terminated_and_then_the_one_before_it_is_stopped() => Run(
        SupervisionStrategy.OneForOne,
        static supervisor => Workers(supervisor, "a").Child("b", Stage.Worker, static child => child with { Arguments = ["b"], Shutdown = Shutdown.Parse("2s") }),
        static (stage, tree) =>
        {
            stage.Take();
            stage.Stubborn.Add("b");
            stage.Send(PidOf(stage, tree, "b"), "look again");
            stage.Runtime.Cancel(tree);
            stage.Host.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
            Assert.Equal("", stage.Take());
            stage.Host.Advance(TimeSpan.FromTicks(1));
            Assert.Equal("stop a", stage.Take());
            Assert.Empty(stage.Host.Leftovers());
        });

    [Fact]
    public void S125_a_child_with_brutal_kill_runs_no_code_at_its_end_and_one_with_infinity_has_all_time() => Run(
        SupervisionStrategy.OneForOne,
        static supervisor => supervisor
            .Child("a", Stage.Worker, static child => child with { Arguments = ["a"], Shutdown = Shutdown.Infinity })
            .Child("b", Stage.Worker, static child => child with { Arguments = ["b"], Shutdown = Shutdown.BrutalKill }),
        static (stage, tree) =>
        {
            stage.Take();
            stage.Stubborn.Add("a");
            stage.Send(PidOf(stage, tree, "a"), "look again");
            stage.Runtime.Cancel(tree);
            stage.Host.Advance(TimeSpan.FromDays(1));
            Assert.Equal("", stage.Take());
            Assert.Equal(2, stage.Runtime.ProcessCount);
            stage.Runtime.Terminate(tree);
            stage.Take();
            Assert.Empty(stage.Host.Leftovers());
        });

    [Fact]
    public void S125_a_terminated_supervisor_leaves_no_child_not_even_one_that_traps_links_or_unlinked() => Stage.Run(
        static artel => artel
            .AddDefinition(new ProcessDefinition("stage:trapper", static _ => new Trapper(unlinks: false)))
            .AddDefinition(new ProcessDefinition("stage:unlinker", static _ => new Trapper(unlinks: true)) { Permissions = null })
            .AddSupervisor("stage:inner", static supervisor => supervisor.Child("c", "stage:trapper"))
            .AddSupervisor("stage:tree", static supervisor => supervisor
                .Child("a", "stage:trapper").Child("b", "stage:unlinker").Child("inner", "stage:inner")),
        static stage =>
        {
            var tree = stage.Host.Spawn("stage:tree");
            stage.Host.RunUntilIdle();
            Assert.Equal(5, stage.Runtime.ProcessCount);
            stage.Runtime.Terminate(tree);
            stage.Host.RunUntilIdle();
            Assert.Empty(stage.Host.Leftovers());
        });

    [Fact]
    public void S125_a_supervisor_ends_with_the_process_that_it_was_linked_to_at_its_spawn_and_with_no_other() => Stage.Run(
        static artel => artel
            .AddSupervisor("stage:tree", static supervisor => Workers(supervisor, "a", "b"))
            .AddMain("stage:parent", static async process =>
            {
                process.SpawnLinked("stage:tree", Testing.ArtelTestHost.DefaultHost);
                await process.Inbox.ReceiveAsync();
            })
            .AddMain("stage:friend", static async process =>
            {
                var received = await process.Inbox.ReceiveAsync();
                process.Link(received.Value.GetPayload<Pid>());
                await process.Inbox.ReceiveAsync();
            }),
        static stage =>
        {
            var parent = stage.Host.Spawn("stage:parent");
            var friend = stage.Host.Spawn("stage:friend");
            stage.Take();
            var tree = stage.Runtime.Inspect(parent).Links.Single();
            stage.Runtime.Send(friend, "link", tree);
            stage.Take();
            stage.Runtime.Terminate(friend);
            Assert.Equal("", stage.Take());
            stage.Runtime.Terminate(parent);
            Assert.Equal("stop b, stop a", stage.Take());
            Assert.Empty(stage.Host.Leftovers());
        });

    [Fact]
    public void S079_a_host_that_stops_has_nothing_started_anew_on_it() => Run(
        SupervisionStrategy.OneForAll,
        static supervisor => Workers(supervisor, "a", "b", "c"),
        static (stage, tree) =>
        {
            stage.Take();
            stage.Host.RunUntil(stage.Runtime.StopAsync(CancellationToken.None));
            Assert.DoesNotContain("start", stage.Take(), StringComparison.Ordinal);
            Assert.Equal(0, stage.Runtime.ProcessCount);
        });

    [Fact]
    public void A_cancel_in_the_middle_of_the_start_stops_what_was_started() => Stage.Run(
        static artel => artel
            .AddDefinition(new ProcessDefinition("stage:never", static _ => new Never()) { EndsWhenCancelled = true })
            .AddSupervisor("stage:tree", static supervisor => Workers(Workers(supervisor, "a").Child("n", "stage:never", static child => child with { Shutdown = Shutdown.BrutalKill }), "b")),
        static stage =>
        {
            var tree = stage.Host.Spawn("stage:tree");
            Assert.Equal("start a", stage.Take());
            stage.Runtime.Cancel(tree);
            Assert.Equal("stop a", stage.Take());
            Assert.Empty(stage.Host.Leftovers());
        });

    private sealed class Trapper(bool unlinks) : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process)
        {
            process.Options = process.Options with { TrapLinks = true };
            if (unlinks)
            {
                foreach (var linked in ((Artel.Runtime.Cell)process).LinksNow())
                    process.Unlink(linked);
            }

            return BehaviorStep.Done;
        }

        public BehaviorStep Receive(Message message) => BehaviorStep.Done;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.Done;
    }

    private sealed class Never : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process) => BehaviorStep.From(new TaskCompletionSource().Task);

        public BehaviorStep Receive(Message message) => BehaviorStep.Done;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.Done;
    }
}
