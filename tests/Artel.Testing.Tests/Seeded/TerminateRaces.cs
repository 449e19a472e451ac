namespace Artel.Testing.Tests.Seeded;

public sealed class TerminateRaces
{
    [Fact]
    public void S078_terminate_against_exit_gives_every_watcher_exactly_one_exit() => RaceWorld.Explore(static world =>
    {
        var target = world.Spawn(RaceWorld.Target);
        var watchers = new[] { world.Spawn(RaceWorld.Actor), world.Spawn(RaceWorld.Actor) };
        foreach (var watcher in watchers)
            world.Do(watcher, process => process.Monitor(target));
        world.Host.RunUntilIdle();
        var ended = world.Runtime.WaitForExitAsync(target);
        world.InSomeOrder(
            () => RaceWorld.Quietly(() => world.Runtime.Send(target, "stop")),
            () => RaceWorld.Quietly(() => world.Runtime.Terminate(target)),
            () => world.Do(watchers[0], process => RaceWorld.Quietly(() => process.Terminate(target))),
            () => world.Do(watchers[1], process => RaceWorld.Quietly(() => process.Send(target, "fail"))));
        world.Host.RunUntilIdle();
        Assert.True(ended.IsCompletedSuccessfully);
        foreach (var watcher in watchers)
            Assert.Same(ended.Result, world.Exit(watcher, target).Result);
    });

    [Fact]
    public void S077_terminating_oneself_while_others_do_ends_the_process_once() => RaceWorld.Explore(static world =>
    {
        var target = world.Spawn(RaceWorld.Actor);
        var watcher = world.Spawn(RaceWorld.Actor);
        world.Do(watcher, process => process.Monitor(target));
        world.Host.RunUntilIdle();
        world.InSomeOrder(
            () => RaceWorld.Quietly(() => world.Do(target, static process => process.Terminate(process.Pid))),
            () => RaceWorld.Quietly(() => world.Runtime.Terminate(target)));
        world.Host.RunUntilIdle();
        Assert.Equal(ErrorKind.Canceled, world.Exit(watcher, target).Error!.Kind);
    });
}
