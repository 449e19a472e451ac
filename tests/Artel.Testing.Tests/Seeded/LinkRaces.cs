namespace Artel.Testing.Tests.Seeded;

public sealed class LinkRaces
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void S058_S059_S067_link_against_an_abnormal_exit_takes_effect_or_is_not_found(bool trap) => RaceWorld.Explore(world =>
    {
        var target = world.Spawn(RaceWorld.Actor);
        var linker = world.Spawn(trap ? RaceWorld.Trapper : RaceWorld.Actor);
        var watcher = world.Spawn(RaceWorld.Actor);
        world.Do(watcher, process => process.Monitor(linker));
        world.Host.RunUntilIdle();
        bool? linked = null;
        world.InSomeOrder(
            () => world.Do(linker, process => linked = TryLink(process, target)),
            () => world.End(target, abnormally: true));
        world.Host.RunUntilIdle();
        Assert.NotNull(linked);
        Assert.Equal(linked.Value && trap ? 1 : 0, world.Events<LinkDownEvent>(linker, target));
        Assert.Equal(!linked.Value || trap, RaceWorld.IsAlive(linker));
        if (!RaceWorld.IsAlive(linker))
            Assert.Contains(target.ToString(), world.Exit(watcher, linker).Error!.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void S063_both_link_one_another_while_one_or_both_end_and_no_half_of_a_link_stays() => RaceWorld.Explore(static world =>
    {
        var first = world.Spawn(RaceWorld.Trapper);
        var second = world.Spawn(RaceWorld.Trapper);
        world.Host.RunUntilIdle();
        world.InSomeOrder(
            () => RaceWorld.Quietly(() => world.Do(first, process => TryLink(process, second))),
            () => RaceWorld.Quietly(() => world.Do(second, process => TryLink(process, first))),
            () => RaceWorld.Quietly(() => world.End(first)),
            () =>
            {
                if (world.Choice.Next(2) == 0)
                    RaceWorld.Quietly(() => world.End(second));
            });
        world.Host.RunUntilIdle();
        Assert.True(world.Events<LinkDownEvent>(first, second) <= 1);
        Assert.True(world.Events<LinkDownEvent>(second, first) <= 1);
        Assert.False(RaceWorld.IsAlive(first));
        if (RaceWorld.IsAlive(second))
            Assert.Empty(second.Cell().LinkedPids());
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void S064_S065_nothing_comes_after_unlink_returned(bool trap) => RaceWorld.Explore(world =>
    {
        var target = world.Spawn(RaceWorld.Actor);
        var linker = world.Spawn(trap ? RaceWorld.Trapper : RaceWorld.Actor);
        world.Do(linker, process => process.Link(target));
        world.Host.RunUntilIdle();
        var unlinkedAt = -1;
        var other = world.Choice.Next(2) == 0;
        var (from, peer) = other ? (target, linker) : (linker, target);
        world.InSomeOrder(
            () => RaceWorld.Quietly(() => world.Do(from, process =>
            {
                process.Unlink(peer);
                unlinkedAt = world.Events<LinkDownEvent>(linker, target);
            })),
            () => RaceWorld.Quietly(() => world.End(target, abnormally: true)));
        world.Host.RunUntilIdle();
        if (unlinkedAt >= 0)
        {
            Assert.True(RaceWorld.IsAlive(linker));
            Assert.Equal(unlinkedAt, world.Events<LinkDownEvent>(linker, target));
        }
        else
        {
            Assert.Equal(trap, RaceWorld.IsAlive(linker));
        }
    });

    [Fact]
    public void S061_the_end_of_one_takes_a_ring_of_linked_processes_along() => RaceWorld.Explore(static world =>
    {
        var ring = Enumerable.Range(0, 5).Select(_ => world.Spawn(RaceWorld.Actor)).ToArray();
        for (var i = 0; i < ring.Length; i++)
        {
            var next = ring[(i + 1) % ring.Length];
            world.Do(ring[i], process => process.Link(next));
        }

        world.Host.RunUntilIdle();
        world.InSomeOrder(() => RaceWorld.Quietly(() => world.End(ring[0], abnormally: true)), () => RaceWorld.Quietly(() => world.End(ring[2], abnormally: true)));
        world.Host.RunUntilIdle();
        Assert.DoesNotContain(ring, RaceWorld.IsAlive);
    });

    private static bool TryLink(ProcessContext process, Pid target)
    {
        try
        {
            process.Link(target);
            return true;
        }
        catch (ProcessException gone) when (gone.Kind == ErrorKind.NotFound)
        {
            return false;
        }
    }
}
