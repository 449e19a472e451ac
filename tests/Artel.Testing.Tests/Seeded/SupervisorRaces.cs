namespace Artel.Testing.Tests.Seeded;

/// <summary>Children that end while their supervisor does something else: statement 125.</summary>
public sealed class SupervisorRaces
{
    private const string Tree = "race:tree";

    [Fact]
    public void S125_children_that_fail_while_the_supervisor_shuts_down_leave_nothing_and_it_ends_normally() => RaceWorld.Explore(
        static world =>
        {
            var tree = world.Spawn(Tree);
            world.Host.RunUntilIdle();
            var children = Children(world, tree);
            var ended = world.Runtime.WaitForExitAsync(tree);
            world.InSomeOrder(
            [
                () => world.Runtime.Cancel(tree),
                .. children.Select(child => (Action)(() => RaceWorld.Quietly(() => world.End(child)))),
            ]);
            world.Host.RunUntilIdle();

            // All three may have failed before the cancel came; that is as often as the intensity allows.
            Assert.True(world.Host.RunUntil(ended).IsNormal);
            Assert.Empty(world.Host.Leftovers());
        },
        static artel => artel.AddSupervisor(Tree, static supervisor => Targets(supervisor.OneForAll(maxRestarts: 3), 3)));

    [Fact]
    public void S125_two_children_of_one_for_all_that_fail_at_once_are_started_anew_with_the_third() => RaceWorld.Explore(
        static world =>
        {
            var tree = world.Spawn(Tree);
            world.Host.RunUntilIdle();
            var before = Children(world, tree);
            world.InSomeOrder([.. before.Take(2).Select(child => (Action)(() => RaceWorld.Quietly(() => world.Runtime.Terminate(child))))]);
            world.Host.RunUntilIdle();
            var after = Children(world, tree);
            Assert.Equal(3, after.Count);
            Assert.Empty(before.Intersect(after));
            Assert.All(after, static child => Assert.True(RaceWorld.IsAlive(child)));
            Assert.Equal(4, world.Runtime.ProcessCount);
        },
        static artel => artel.AddSupervisor(Tree, static supervisor => Targets(supervisor.OneForAll(maxRestarts: 2), 3)));

    [Fact]
    public void S125_as_many_failures_at_once_as_the_intensity_allows_are_mended_and_one_more_is_not() => RaceWorld.Explore(
        static world =>
        {
            var tree = world.Spawn(Tree);
            world.Host.RunUntilIdle();
            var children = Children(world, tree);
            var tooMany = world.Choice.Next(2) == 0;
            var ended = world.Runtime.WaitForExitAsync(tree);
            world.InSomeOrder([.. children.Take(tooMany ? 4 : 3).Select(child => (Action)(() => RaceWorld.Quietly(() => world.Runtime.Terminate(child))))]);
            world.Host.RunUntilIdle();
            if (tooMany)
            {
                Assert.Equal(ErrorKind.RateLimited, world.Host.RunUntil(ended).Error!.Kind);
                Assert.Empty(world.Host.Leftovers());
                return;
            }

            Assert.False(ended.IsCompleted);
            Assert.All(Children(world, tree), static child => Assert.True(RaceWorld.IsAlive(child)));
            Assert.Equal(6, world.Runtime.ProcessCount);
        },
        static artel => artel.AddSupervisor(Tree, static supervisor => Targets(supervisor.OneForOne(maxRestarts: 3), 5)));

    [Fact]
    public void S125_a_supervisor_that_is_terminated_at_whatever_moment_leaves_no_child() => RaceWorld.Explore(
        static world =>
        {
            Pid? tree = null;
            world.InSomeOrder(
            [
                () => tree = world.Spawn(Tree),
                () => EndSome(world),
                () => EndSome(world),
            ]);
            RaceWorld.Quietly(() => world.Runtime.Terminate(tree!));
            world.Host.RunUntilIdle();
            Assert.Empty(world.Host.Leftovers());
        },
        static artel => artel
            .AddSupervisor("race:inner", static supervisor => Targets(supervisor.RestForOne(maxRestarts: 1), 2))
            .AddSupervisor(Tree, static supervisor => Targets(supervisor.OneForAll(maxRestarts: 1), 2).Child("inner", "race:inner")));

    [Fact]
    public void S125_children_that_come_and_go_by_messages_while_others_fail_are_known_as_they_are() => RaceWorld.Explore(
        static world =>
        {
            var tree = world.Spawn(Tree);
            world.Host.RunUntilIdle();
            var supervisor = new SupervisorRef(world.Runtime, tree);
            var asked = new List<Task>();
            world.InSomeOrder(
            [
                () => asked.Add(supervisor.StartChildAsync(new ChildSpec("new", RaceWorld.Target))),
                () => asked.Add(supervisor.TerminateChildAsync("0")),
                () => asked.Add(supervisor.RestartChildAsync("0")),
                () => asked.Add(supervisor.DeleteChildAsync("1")),
                () => EndSome(world),
                () => EndSome(world),
            ]);
            world.Host.RunUntilIdle();
            foreach (var each in asked)
                RaceWorld.Quietly(() => Lost(() => world.Host.RunUntil(each)));
            var known = world.Host.RunUntil(supervisor.GetChildrenAsync()).Select(static child => child.Pid).OfType<Pid>().ToHashSet();
            var living = world.Runtime.Processes.Snapshot().Select(static cell => cell.Pid).Where(pid => pid != tree).ToHashSet();
            Assert.True(known.SetEquals(living), $"known {string.Join(", ", known)}, living {string.Join(", ", living)}");
        },
        static artel => artel.AddSupervisor(Tree, static supervisor => Targets(supervisor.OneForOne(maxRestarts: 9), 3)));

    [Fact]
    public void S123_S124_services_that_start_stop_and_fail_at_once_come_to_what_was_said_last() => RaceWorld.Explore(
        static world =>
        {
            var asked = new List<Task>();
            var services = world.Runtime.Services;
            world.InSomeOrder(
            [
                () => asked.Add(services.StopAsync("race:a")),
                () => asked.Add(services.StartAsync("race:b")),
                () => asked.Add(services.StopAsync("race:b")),
                () => asked.Add(services.StartAsync("race:a")),
                () => EndSome(world),
            ]);

            // A start may wait for the restart of what it requires.
            world.Host.Advance(TimeSpan.FromHours(1));
            foreach (var each in asked)
                Lost(() => world.Host.RunUntil(each));
            world.Host.RunUntil(services.StopAsync("race:a"));
            world.Host.RunUntilIdle();
            Assert.All(services.List(), static service => Assert.Contains(service.State, (ServiceState[])[ServiceState.Stopped, ServiceState.Exited, ServiceState.Failed]));
            world.Host.Advance(TimeSpan.FromHours(1));
            Assert.Empty(world.Host.Leftovers());
        },
        static artel => artel
            .AddService("race:a", RaceWorld.Target)
            .AddService("race:b", RaceWorld.Target, static service => service.Requires("race:a")));

    private static SupervisorBuilder Targets(SupervisorBuilder supervisor, int count)
    {
        for (var i = 0; i < count; i++)
            supervisor.Child($"{i}", RaceWorld.Target);
        return supervisor;
    }

    private static List<Pid> Children(RaceWorld world, Pid tree) =>
        [.. world.Host.RunUntil(new SupervisorRef(world.Runtime, tree).GetChildrenAsync()).Select(static child => child.Pid!)];

    /// <summary>Ends one of the targets that live just now.</summary>
    private static void EndSome(RaceWorld world)
    {
        var targets = world.Runtime.Processes.Snapshot().Where(static cell => cell.Id == RaceWorld.Target).Select(static cell => cell.Pid).ToList();
        if (targets.Count > 0)
            RaceWorld.Quietly(() => world.End(targets[world.Choice.Next(targets.Count)]));
    }

    /// <summary>A request that lost its race has been refused, for a reason that says so.</summary>
    private static void Lost(Action action)
    {
        try
        {
            action();
        }
        catch (ProcessException refused) when (refused.Kind is ErrorKind.Conflict or ErrorKind.Canceled or ErrorKind.NotFound or ErrorKind.AlreadyExists)
        {
            // The other was first.
        }
    }
}
