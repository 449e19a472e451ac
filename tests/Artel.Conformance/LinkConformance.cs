namespace Artel.Conformance;

/// <summary>Links: statements 57 to 68.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class LinkConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    [Fact]
    public async Task S057_trap_links_is_false_at_first()
    {
        var puppet = Spawn();
        Assert.Equal(false, await puppet.DoAsync("trap_links"));
        await puppet.DoAsync("set_trap_links", true);
        Assert.Equal(true, await puppet.DoAsync("trap_links"));
        Assert.Equal(false, await (await SpawnByAsync(puppet, "spawn_linked")).DoAsync("trap_links"));
    }

    [Fact]
    public async Task S058_without_the_trap_the_process_dies_with_the_pid_and_the_reason_of_its_peer()
    {
        var first = Spawn();
        var second = await SpawnByAsync(first, "spawn_linked");
        var third = await SpawnByAsync(second, "spawn_linked");
        var firstEnd = first.Ended();
        var secondEnd = second.Ended();
        await third.EndAsync("fail", "Conflict", "the root of it");

        var error = (await secondEnd).Error!;
        Assert.Contains(third.Text, error.Message, StringComparison.Ordinal);
        Assert.Contains("the root of it", error.Message, StringComparison.Ordinal);
        var chained = (await firstEnd).Error!;
        Assert.Contains(second.Text, chained.Message, StringComparison.Ordinal);
        Assert.Equal("the root of it", chained.RootCause.Message);
        Assert.Equal(ErrorKind.Conflict, Assert.IsType<ProcessException>(chained.RootCause, exactMatch: false).Kind);
    }

    [Fact]
    public async Task S059_with_the_trap_link_down_comes_and_the_process_lives()
    {
        var puppet = Spawn();
        await puppet.DoAsync("set_trap_links", true);
        var child = await SpawnByAsync(puppet, "spawn_linked");
        await child.EndAsync("fail", "Conflict", "no");
        var down = await puppet.NextEventAsync();
        Assert.Equal("pid.link.down", down.Kind);
        Assert.Equal(child.Text, down.From);
        Assert.Equal(ErrorKind.Conflict, down.Error!.Kind);
        Assert.Equal("no", down.Error.Message);
        await AssertNoEventAsync(puppet);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task S060_a_normal_exit_of_a_peer_is_no_link_down_and_the_link_is_gone(bool trap)
    {
        var puppet = Spawn();
        await puppet.DoAsync("set_trap_links", trap);
        var child = await SpawnByAsync(puppet, "spawn_linked");
        await child.EndAsync("exit");
        await AssertNoEventAsync(puppet);
        Assert.Equal(ErrorKind.NotFound, (await puppet.FailsAsync("link", child.Pid)).Kind);
        Assert.True((await puppet.EndAsync("exit")).IsNormal);
    }

    [Fact]
    public async Task S061_a_death_by_a_link_propagates()
    {
        var watcher = Spawn();
        await watcher.DoAsync("set_trap_links", true);
        var middle = await SpawnByAsync(watcher, "spawn_linked");
        var leaf = await SpawnByAsync(middle, "spawn_linked");
        await leaf.EndAsync("fail", "Conflict", "no");
        var down = await watcher.NextEventAsync();
        Assert.Equal("pid.link.down", down.Kind);
        Assert.Equal(middle.Text, down.From);
        Assert.Contains(leaf.Text, down.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S062_terminate_counts_as_abnormal()
    {
        var trapping = Spawn();
        await trapping.DoAsync("set_trap_links", true);
        var child = await SpawnByAsync(trapping, "spawn_linked");
        await child.TerminateAsync();
        Assert.Equal(ErrorKind.Canceled, (await trapping.NextEventAsync()).Error!.Kind);

        var other = Spawn();
        var peer = await SpawnByAsync(other, "spawn_linked");
        var ended = other.Ended();
        await peer.TerminateAsync();
        Assert.NotNull((await ended).Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task S063_links_are_bidirectional_whoever_made_them(bool makerFails)
    {
        var maker = Spawn();
        var other = Spawn();
        Assert.Equal(true, await maker.DoAsync("link", other.Pid));
        var (failing, surviving) = makerFails ? (maker, other) : (other, maker);
        await surviving.DoAsync("set_trap_links", true);
        await failing.EndAsync("fail", "Conflict", "no");
        Assert.Equal(failing.Text, (await surviving.NextEventAsync()).From);
    }

    [Fact]
    public async Task S063_linking_twice_gives_one_link_down()
    {
        var puppet = Spawn();
        var other = Spawn();
        await puppet.DoAsync("set_trap_links", true);
        Assert.Equal(true, await puppet.DoAsync("link", other.Pid));
        Assert.Equal(true, await puppet.DoAsync("link", other.Pid));
        Assert.Equal(true, await other.DoAsync("link", puppet.Pid));
        await other.EndAsync("fail", "Conflict", "no");
        Assert.Equal(other.Text, (await puppet.NextEventAsync()).From);
        await AssertNoEventAsync(puppet);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task S064_unlink_from_either_side_removes_both_directions(bool makerUnlinks)
    {
        foreach (var makerFails in (bool[])[false, true])
        {
            var maker = Spawn();
            var other = await SpawnByAsync(maker, "spawn_linked");
            var unlinked = makerUnlinks ? await maker.DoAsync("unlink", other.Pid) : await other.DoAsync("unlink", maker.Pid);
            Assert.Equal(true, unlinked);
            var (failing, surviving) = makerFails ? (maker, other) : (other, maker);
            await failing.EndAsync("fail", "Conflict", "no");
            await AssertNoEventAsync(surviving);
        }
    }

    [Fact]
    public async Task S064_unlink_of_what_is_not_linked_or_dead_is_true()
    {
        var puppet = Spawn();
        Assert.Equal(true, await puppet.DoAsync("unlink", Spawn().Pid));
        Assert.Equal(true, await puppet.DoAsync("unlink", (await SpawnDeadAsync()).Pid));
        Assert.Equal(ErrorKind.NotFound, (await puppet.FailsAsync("unlink", "nobody")).Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task S065_after_unlink_neither_link_down_nor_death_comes_that_was_on_its_way(bool trap)
    {
        var puppet = Spawn();
        await puppet.DoAsync("set_trap_links", trap);
        var child = await SpawnByAsync(puppet, "spawn_linked");
        var busy = await KeepBusyAsync(puppet, ["unlink", child.Pid]);
        await child.EndAsync("fail", "Conflict", "no");
        Assert.Null((await busy.ReleaseAsync())[0].Error);
        await AssertNoEventAsync(puppet);
    }

    [Fact]
    public async Task S065_after_unlink_no_link_down_comes_that_was_delivered_and_not_received()
    {
        // A handler has received it by then; a channel still holds it.
        if (TLanguage.HandlesEvents)
            return;
        foreach (var operation in (string[])["id", "events"])
        {
            var puppet = Spawn();
            await puppet.BatchAsync(["set_trap_links", true], [operation]);
            var child = await SpawnByAsync(puppet, "spawn_linked");
            await child.EndAsync("fail", "Conflict", "no");
            await puppet.DoAsync("unlink", child.Pid);
            await AssertNoEventAsync(puppet);
        }
    }

    [Fact]
    public async Task S066_trap_links_is_read_when_the_signal_is_delivered()
    {
        var trapping = Spawn();
        var child = await SpawnByAsync(trapping, "spawn_linked");
        var busy = await KeepBusyAsync(trapping, ["set_trap_links", true]);
        await child.EndAsync("fail", "Conflict", "no");
        await busy.ReleaseAsync();
        Assert.Equal(child.Text, (await trapping.NextEventAsync()).From);

        var trusting = Spawn();
        await trusting.DoAsync("set_trap_links", true);
        var peer = await SpawnByAsync(trusting, "spawn_linked");
        var ended = trusting.Ended();
        busy = await KeepBusyAsync(trusting, ["set_trap_links", false]);
        await peer.EndAsync("fail", "Conflict", "no");
        busy.Release();
        Assert.Contains(peer.Text, (await ended).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S067_link_to_a_dead_pid_is_not_found_and_to_oneself_invalid()
    {
        var puppet = Spawn();
        var dead = await SpawnDeadAsync();
        var error = await puppet.FailsAsync("link", dead.Pid);
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains(dead.Text, error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Invalid, (await puppet.FailsAsync("link", puppet.Pid)).Kind);
    }

    [Fact]
    public async Task S068_linked_and_monitored_with_the_trap_gives_exit_first_and_then_link_down()
    {
        var puppet = Spawn();
        await puppet.DoAsync("set_trap_links", true);
        var child = await SpawnByAsync(puppet, "spawn_linked_monitored");
        await child.EndAsync("fail", "Conflict", "no");
        Assert.Equal(("pid.exit", child.Text), KindAndFrom(await puppet.NextEventAsync()));
        Assert.Equal(("pid.link.down", child.Text), KindAndFrom(await puppet.NextEventAsync()));
    }

    [Fact]
    public async Task S068_linked_and_monitored_without_the_trap_dies()
    {
        var puppet = Spawn();
        var child = await SpawnByAsync(puppet, "spawn_linked_monitored");
        var ended = puppet.Ended();
        await child.EndAsync("fail", "Conflict", "no");
        Assert.Contains(child.Text, (await ended).Error!.Message, StringComparison.Ordinal);
    }

    private static (string Kind, string? From) KindAndFrom(SeenEvent happened) => (happened.Kind, happened.From);
}
