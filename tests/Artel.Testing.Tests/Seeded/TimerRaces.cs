namespace Artel.Testing.Tests.Seeded;

public sealed class TimerRaces
{
    [Fact]
    public void S138_timers_against_exit_fire_once_or_never_and_none_stays_armed() => RaceWorld.Explore(
        static world =>
        {
            var fired = new Probe<Pid>();
            var sleepers = Enumerable.Range(0, 3)
                .Select(i => world.Runtime.Spawn("race:sleeper", ArtelTestHost.DefaultHost, fired, i + 1))
                .ToArray();
            world.InSomeOrder(
                () => world.Host.Time.Advance(TimeSpan.FromSeconds(1)),
                () => world.Host.Time.Advance(TimeSpan.FromSeconds(1)),
                () => RaceWorld.Quietly(() => world.Runtime.Terminate(sleepers[0])),
                () => RaceWorld.Quietly(() => world.Runtime.Terminate(sleepers[2])));
            world.Host.RunUntilIdle();
            Assert.False(RaceWorld.IsAlive(sleepers[0]));
            Assert.False(RaceWorld.IsAlive(sleepers[2]));
            var before = fired.Values.Count(pid => pid != sleepers[1]);
            world.Host.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(before, fired.Values.Count(pid => pid != sleepers[1]));
            Assert.Equal(fired.Count, fired.Values.Distinct().Count());
            Assert.Contains(sleepers[1], fired.Values);
            Assert.Equal(0, world.Host.Time.ArmedTimers);
        },
        static artel => artel.AddMain("race:sleeper", static async (process, arguments) =>
        {
            var longTimer = process.After(TimeSpan.FromHours(1));
            await process.After(TimeSpan.FromSeconds(arguments.Get<int>(1, "seconds"))).ReceiveAsync();
            arguments.Get<Probe<Pid>>(0, "fired").Tell(process.Pid);
            await process.SelectAsync(longTimer.ReceiveCase(), process.After(TimeSpan.FromSeconds(1)).ReceiveCase());
            return null;
        }));
}
