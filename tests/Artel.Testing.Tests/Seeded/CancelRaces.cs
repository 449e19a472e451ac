namespace Artel.Testing.Tests.Seeded;

public sealed class CancelRaces
{
    [Fact]
    public void S073_of_several_deadlines_the_earliest_counts_whatever_order_they_come_in() => RaceWorld.Explore(
        static world =>
        {
            var target = world.Spawn("race:stubborn");
            var cancellers = Enumerable.Range(0, 3).Select(_ => world.Spawn(RaceWorld.Actor)).ToArray();
            world.Do(cancellers[0], process => process.Monitor(target));
            world.Host.RunUntilIdle();
            var seconds = Enumerable.Range(0, 3).Select(_ => world.Choice.Next(1, 100)).ToArray();
            world.InSomeOrder([.. cancellers.Select((canceller, i) => (Action)(() =>
                world.Do(canceller, process => process.Cancel(target, TimeSpan.FromSeconds(seconds[i])))))]);
            world.Host.RunUntilIdle();
            Assert.Equal(1, world.Host.Time.ArmedTimers);
            world.Host.Advance(TimeSpan.FromSeconds(seconds.Min()) - TimeSpan.FromTicks(1));
            Assert.True(RaceWorld.IsAlive(target));
            world.Host.Advance(TimeSpan.FromTicks(1));
            Assert.Equal(ErrorKind.Timeout, world.Exit(cancellers[0], target).Error!.Kind);
        },
        static artel => artel.AddHandlers("race:stubborn", static (_, _) => { }, static (_, _) => { }));

    [Fact]
    public void S073_S076_cancels_against_exit_and_against_the_deadline_leave_no_timer() => RaceWorld.Explore(static world =>
    {
        var target = world.Spawn(RaceWorld.Target);
        var watcher = world.Spawn(RaceWorld.Actor);
        world.Do(watcher, process => process.Monitor(target));
        world.Host.RunUntilIdle();
        world.InSomeOrder(
            () => world.Do(watcher, process => RaceWorld.Quietly(() => process.Cancel(target, TimeSpan.FromSeconds(5)))),
            () => RaceWorld.Quietly(() => world.Runtime.Cancel(target, TimeSpan.FromSeconds(1))),
            () => RaceWorld.Quietly(() => world.End(target)),
            () => world.Host.Time.Advance(TimeSpan.FromSeconds(2)));
        world.Host.RunUntilIdle();
        Assert.Equal(1, world.Events<ExitEvent>(watcher, target));
        Assert.Equal(0, world.Host.Time.ArmedTimers);
    });
}
