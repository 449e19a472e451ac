namespace Artel.Testing.Tests.Seeded;

public sealed class NameRaces
{
    [Fact]
    public void S081_S082_register_against_exit_takes_the_name_or_is_not_found_and_it_is_free_afterwards() => RaceWorld.Explore(static world =>
    {
        var target = world.Spawn(RaceWorld.Actor);
        var other = world.Spawn(RaceWorld.Actor);
        world.Do(other, process => process.Monitor(target));
        world.Host.RunUntilIdle();
        world.InSomeOrder(
            () => world.Do(other, process => RaceWorld.Quietly(() => process.Registry.Register("name", target))),
            () => RaceWorld.Quietly(() => world.Do(target, static process => process.Registry.Register("name"))),
            () => RaceWorld.Quietly(() => world.Do(target, static process => process.Registry.Register("second"))),
            () => world.Do(other, process => process.Registry.Unregister("second")),
            () => RaceWorld.Quietly(() => world.End(target)));
        world.Host.RunUntilIdle();
        Assert.Equal(1, world.Events<ExitEvent>(other, target));
        Assert.Equal(0, world.Runtime.Names.Count);
        world.Do(other, static process => process.Registry.Register("name"));
        world.Host.RunUntilIdle();
        Assert.Equal(other, world.Runtime.TryLookup("name"));
    });

    [Fact]
    public void S080_of_several_that_register_a_name_one_gets_it() => RaceWorld.Explore(static world =>
    {
        var claimers = Enumerable.Range(0, 3).Select(_ => world.Spawn(RaceWorld.Actor)).ToArray();
        var winners = new Probe<Pid>();
        world.InSomeOrder([.. claimers.Select(claimer => (Action)(() => world.Do(claimer, process =>
        {
            try
            {
                process.Registry.Register("name");
                winners.Tell(process.Pid);
            }
            catch (ProcessException taken) when (taken.Kind == ErrorKind.AlreadyExists)
            {
                // Another one was first.
            }
        })))]);
        world.Host.RunUntilIdle();
        Assert.Equal(world.Runtime.TryLookup("name"), Assert.Single(winners.Values));
    });

    [Fact]
    public void S085_a_send_by_name_against_exit_is_delivered_or_refused_and_never_reaches_another() => RaceWorld.Explore(static world =>
    {
        var first = world.Spawn(RaceWorld.Actor);
        var second = world.Spawn(RaceWorld.Actor);
        var sender = world.Spawn(RaceWorld.Actor);
        world.Do(first, static process => process.Registry.Register("name"));
        world.Do(sender, process => process.Monitor(first));
        world.Host.RunUntilIdle();
        var ran = new Probe<Pid>();
        var accepted = false;
        Pid? found = null;
        world.InSomeOrder(
            () => world.Do(sender, process =>
            {
                found = process.Registry.TryLookup("name");
                accepted = process.TrySend<Action<ProcessContext>>("name", "do", receiver => ran.Tell(receiver.Pid));
            }),
            () => world.End(first));
        world.Host.RunUntilIdle();
        Assert.DoesNotContain(second, ran.Values);
        if (!accepted)
            Assert.Empty(ran.Values);
        Assert.True(ran.Count <= 1);
        Assert.True(found is null || found == first);
        Assert.Equal(1, world.Events<ExitEvent>(sender, first));
        Assert.Null(world.Runtime.TryLookup("name"));
    });

    [Fact]
    public void S087_S088_spawn_with_a_name_against_the_exit_of_its_holder_joins_or_starts() => RaceWorld.Explore(static world =>
    {
        var holder = world.Spawn(RaceWorld.Actor);
        var spawner = world.Spawn(RaceWorld.Actor);
        world.Do(holder, static process => process.Registry.Register("name"));
        world.Do(spawner, process => process.Monitor(holder));
        world.Host.RunUntilIdle();
        Pid? got = null;
        world.InSomeOrder(
            () => world.Do(spawner, process =>
            {
                got = process.WithContext(new Dictionary<string, object?>()).WithName("name").Spawn(RaceWorld.Target, ArtelTestHost.DefaultHost);
                world.Host.Interleave();
            }),
            () => world.End(holder));
        world.Host.RunUntilIdle();
        Assert.NotNull(got);
        Assert.Equal(1, world.Events<ExitEvent>(spawner, holder));
        Assert.Equal(got == holder ? null : got, world.Runtime.TryLookup("name"));
    });

    [Fact]
    public void S087_of_two_that_spawn_with_one_name_both_get_the_same_process() => RaceWorld.Explore(static world =>
    {
        var spawners = new[] { world.Spawn(RaceWorld.Actor), world.Spawn(RaceWorld.Actor) };
        var got = new Probe<Pid>();
        world.InSomeOrder([.. spawners.Select(spawner => (Action)(() => world.Do(spawner, process => got.Tell(
            process.WithContext(new Dictionary<string, object?>()).WithName("name").SpawnMonitored(RaceWorld.Target, ArtelTestHost.DefaultHost)))))]);
        world.Host.RunUntilIdle();
        var pid = Assert.Single(got.Values.Distinct());
        world.End(pid);
        world.Host.RunUntilIdle();
        Assert.All(spawners, spawner => Assert.Equal(1, world.Events<ExitEvent>(spawner, pid)));
    });
}
