namespace Artel.Testing.Tests.Seeded;

public sealed class ExecRaces
{
    [Fact]
    public void S096_when_the_caller_of_exec_dies_while_the_child_ends_the_child_does_not_outlive_its_grace() => RaceWorld.Explore(
        static world =>
        {
            var children = new Probe<Pid>();
            var answered = new Probe<int>();
            var caller = world.Runtime.Spawn(
                "race:caller",
                ArtelTestHost.DefaultHost,
                (Func<ProcessContext, Task>)(async process => answered.Tell(await process.ExecAsync<int>("race:child", ArtelTestHost.DefaultHost, children))));
            world.InSomeOrder(
                () => RaceWorld.Quietly(() => world.Runtime.Terminate(caller)),
                () => RaceWorld.Quietly(() => End(world, children)));
            world.Host.RunUntilIdle();
            world.Host.Advance(TimeSpan.FromSeconds(5));
            Assert.All(children.Values, static child => Assert.False(RaceWorld.IsAlive(child)));
            Assert.False(RaceWorld.IsAlive(caller));
            Assert.True(answered.Count <= 1);
        },
        AddProcesses);

    [Fact]
    public void S093_S096_a_cancelled_caller_cancels_the_child_and_gets_its_value_or_its_error() => RaceWorld.Explore(
        static world =>
        {
            var children = new Probe<Pid>();
            var results = new Probe<object>();
            var caller = world.Runtime.Spawn(
                "race:caller",
                ArtelTestHost.DefaultHost,
                (Func<ProcessContext, Task>)(async process =>
                {
                    try
                    {
                        results.Tell(await process.ExecAsync<int>("race:child", ArtelTestHost.DefaultHost, children));
                    }
                    catch (ProcessException ended)
                    {
                        results.Tell(ended.Kind);
                    }
                }));
            world.Host.RunUntilIdle();
            world.InSomeOrder(
                () => RaceWorld.Quietly(() => world.Runtime.Cancel(caller)),
                () => RaceWorld.Quietly(() => End(world, children)));
            world.Host.RunUntilIdle();
            world.Host.Advance(TimeSpan.FromSeconds(5));
            Assert.Contains(Assert.Single(results.Values), new object[] { 7, ErrorKind.Timeout });
            Assert.False(RaceWorld.IsAlive(caller));
        },
        AddProcesses);

    private static void End(RaceWorld world, Probe<Pid> children)
    {
        if (children.Count > 0)
            world.Runtime.Send(children.Values[0], "end");
    }

    private static void AddProcesses(ArtelBuilder artel) => artel
        .AddMain("race:caller", static async (process, arguments) =>
        {
            await arguments.Get<Func<ProcessContext, Task>>(0, "run")(process);
            return null;
        })
        .AddMain("race:child", static async (process, arguments) =>
        {
            arguments.Get<Probe<Pid>>(0, "children").Tell(process.Pid);
            await process.Inbox.ReceiveAsync();
            return 7;
        });
}
