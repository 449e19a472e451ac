namespace Artel.Testing.Tests.Seeded;

public sealed class MonitorRaces
{
    [Fact]
    public void S036_S050_monitor_against_exit_gives_one_exit_or_is_not_found() => RaceWorld.Explore(static world =>
    {
        var target = world.Spawn(RaceWorld.Target);
        var watcher = world.Spawn(RaceWorld.Actor);
        bool? monitored = null;
        world.InSomeOrder(
            () => world.Do(watcher, process => monitored = TryMonitor(process, target)),
            () => world.End(target));
        world.Host.RunUntilIdle();
        Assert.Equal(monitored!.Value ? 1 : 0, world.Events<ExitEvent>(watcher, target));
        Assert.Equal(0, watcher.Cell().MonitoredCount());
    });

    [Fact]
    public void S052_no_exit_comes_after_unmonitor_returned() => RaceWorld.Explore(static world =>
    {
        var target = world.Spawn(RaceWorld.Target);
        var watcher = world.Spawn(RaceWorld.Actor);
        world.Do(watcher, process => process.Monitor(target));
        world.Host.RunUntilIdle();
        var unmonitoredAt = -1;
        world.InSomeOrder(
            () => world.Do(watcher, process =>
            {
                world.Host.Interleave();
                process.Unmonitor(target);
                unmonitoredAt = world.Events<ExitEvent>(watcher, target);
                world.Host.Interleave();
            }),
            () => world.End(target));
        world.Host.RunUntilIdle();
        Assert.Equal(unmonitoredAt, world.Events<ExitEvent>(watcher, target));
    });

    [Fact]
    public void S051_S052_monitoring_anew_after_unmonitor_gives_one_exit_at_most() => RaceWorld.Explore(static world =>
    {
        var target = world.Spawn(RaceWorld.Target);
        var watcher = world.Spawn(RaceWorld.Actor);
        var monitored = false;
        var before = 0;
        world.InSomeOrder(
            () => world.Do(watcher, process =>
            {
                TryMonitor(process, target);
                world.Host.Interleave();
                process.Unmonitor(target);
                before = world.Events<ExitEvent>(watcher, target);
                world.Host.Interleave();
                monitored = TryMonitor(process, target);
            }),
            () => world.End(target));
        world.Host.RunUntilIdle();
        Assert.Equal(0, before);
        Assert.Equal(monitored ? 1 : 0, world.Events<ExitEvent>(watcher, target));
    });

    [Fact]
    public void S054_S056_watchers_that_end_meanwhile_leave_nothing_behind() => RaceWorld.Explore(static world =>
    {
        var target = world.Spawn(RaceWorld.Target);
        var watchers = Enumerable.Range(0, 3).Select(_ => world.Spawn(RaceWorld.Actor)).ToArray();
        foreach (var watcher in watchers)
            world.Do(watcher, process => TryMonitor(process, target));
        world.InSomeOrder(
            () => world.End(watchers[0]),
            () => world.End(watchers[1]),
            () => world.Do(watchers[2], process => process.Unmonitor(target)));
        world.Host.RunUntilIdle();
        Assert.Equal(0, target.Cell().WatcherCount());
    });

    [Fact]
    public void S036_a_child_that_is_monitored_and_linked_at_its_spawn_is_reported_once_however_soon_it_ends() => RaceWorld.Explore(
        static world =>
        {
            var parent = world.Spawn(RaceWorld.Trapper);
            Pid? child = null;
            world.Do(parent, process =>
            {
                child = process.SpawnLinkedMonitored("race:mayfly", ArtelTestHost.DefaultHost);
                world.Host.Interleave();
            });
            world.Host.RunUntilIdle();
            Assert.Equal(1, world.Events<ExitEvent>(parent, child!));
            Assert.Equal(1, world.Events<LinkDownEvent>(parent, child!));
        },
        static artel => artel.AddMain("race:mayfly", static _ => Task.FromException(new ProcessException(ErrorKind.Conflict, "short life"))));

    private static bool TryMonitor(ProcessContext process, Pid target)
    {
        try
        {
            process.Monitor(target);
            return true;
        }
        catch (ProcessException gone) when (gone.Kind == ErrorKind.NotFound)
        {
            return false;
        }
    }
}
