namespace Artel.Testing.Tests.Seeded;

public sealed class HostStopRaces
{
    private const string Busy = "race:busy";

    [Fact]
    public void S079_a_host_that_stops_under_load_refuses_spawns_and_leaves_nothing_running() => RaceWorld.Explore(
        static world =>
        {
            var outcomes = new Probe<ErrorKind?>();
            var spawners = Enumerable.Range(0, 3).Select(_ => world.Spawn(RaceWorld.Actor)).ToArray();
            Task? stopped = null;
            world.InSomeOrder(
            [
                .. spawners.Select(spawner => (Action)(() => world.Do(spawner, process =>
                {
                    for (var i = 0; i < 3; i++)
                    {
                        outcomes.Tell(Spawn(process));
                        world.Host.Interleave();
                    }
                }))),
                () => stopped = world.Runtime.StopHostAsync(Busy),
            ]);
            world.Host.RunUntilIdle();
            world.Host.Advance(TimeSpan.FromSeconds(2));
            world.Host.RunUntil(stopped!);
            Assert.All(outcomes.Values, static kind => Assert.True(kind is null or ErrorKind.Unavailable));
            Assert.DoesNotContain(world.Runtime.Processes.Snapshot(), static cell => cell.Host.Id == Busy);
        },
        static artel => artel
            .AddHost(Busy, static options => options.StopTimeout = TimeSpan.FromSeconds(1))
            .AddMain("race:stubborn", static async process => await process.Inbox.ReceiveAsync()));

    private static ErrorKind? Spawn(ProcessContext process)
    {
        try
        {
            process.Spawn("race:stubborn", Busy);
            return null;
        }
        catch (ProcessException refused)
        {
            return refused.Kind;
        }
    }
}
