namespace Artel.Testing.Tests;

/// <summary>Orders of turns that once showed something, replayed one by one: a seed that a race prints goes here.</summary>
public sealed class RegressionSeeds
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(42)]
    [InlineData(1_000_003)]
    [InlineData(int.MaxValue)]
    public void Ends_of_a_web_of_processes_leave_nothing(int seed)
    {
        using var world = new RaceWorld(seed);
        var pids = Enumerable.Range(0, 6).Select(i => world.Spawn(i % 2 == 0 ? RaceWorld.Actor : RaceWorld.Trapper)).ToArray();
        foreach (var from in pids)
        {
            foreach (var to in pids.Where(to => to != from && world.Choice.Next(2) == 0))
            {
                world.Do(from, process => process.Monitor(to));
                world.Do(from, process => process.Link(to));
            }
        }

        world.Host.RunUntilIdle();
        var before = pids.Where(RaceWorld.IsAlive).ToArray();
        world.InSomeOrder([.. before.Take(3).Select(pid => (Action)(() =>
        {
            if (RaceWorld.IsAlive(pid))
                world.End(pid);
        }))]);
        world.VerifyNothingIsLeft();
    }
}
