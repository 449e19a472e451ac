namespace Artel.Conformance;

/// <summary>What a host allows: statement 116.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class HostConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    [Fact]
    public async Task S116_a_full_host_refuses_a_spawn_and_takes_one_when_there_is_room_again()
    {
        var puppet = Spawn();
        var only = Find(Pid.Parse(await puppet.DoAsync<string>("spawn", TLanguage.Child, ConformanceApp.SmallHost)));
        foreach (var operation in (string[])["spawn", "spawn_monitored", "exec"])
        {
            var error = await puppet.FailsAsync(operation, TLanguage.Child, ConformanceApp.SmallHost);
            Assert.Equal(ErrorKind.RateLimited, error.Kind);
            Assert.True(error.Retryable);
            Assert.Contains(ConformanceApp.SmallHost, error.Message, StringComparison.Ordinal);
        }

        await only.EndAsync("exit");
        Assert.IsType<string>(await puppet.DoAsync("spawn", TLanguage.Child, ConformanceApp.SmallHost));
    }

    [Fact]
    public async Task S116_a_mailbox_of_a_host_holds_no_more_than_the_host_says()
    {
        var sender = Spawn();
        var receiver = Find(Pid.Parse(await sender.DoAsync<string>("spawn", TLanguage.Child, ConformanceApp.BoundedHost)));
        var busy = await KeepBusyAsync(receiver, ["take"]);
        for (var i = 0; i < ConformanceApp.MailboxLength; i++)
            await sender.DoAsync("send", receiver.Pid, Puppet.NoteTopic, i);
        var error = await sender.FailsAsync("send", receiver.Pid, Puppet.NoteTopic, "too much");
        Assert.Equal(ErrorKind.RateLimited, error.Kind);
        await busy.ReleaseAsync();
        await receiver.TerminateAsync();
    }

    [Fact]
    public async Task S116_a_host_refuses_definitions_that_it_does_not_take_and_nothing_starts()
    {
        var witness = Spawn();
        var puppet = Spawn();
        foreach (var operation in (string[])["spawn", "spawn_linked", "exec"])
            AssertRefused(await puppet.FailsAsync(operation, Definition("herald"), ConformanceApp.PuppetHost, witness.Pid));
        await AssertNoNoteAsync(witness);
        Assert.Throws<ProcessException>(() => Runtime.Spawn(Definition("herald"), ConformanceApp.PuppetHost, witness.Text));

        var error = await puppet.FailsAsync("spawn", "conf:nobody", ConformanceApp.PuppetHost);
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.IsType<string>(await puppet.DoAsync("spawn", TLanguage.Child, ConformanceApp.PuppetHost));
    }

    [Fact]
    public async Task S116_an_upgrade_is_no_way_around_the_definitions_of_a_host()
    {
        var witness = Spawn();
        var puppet = Spawn(ConformanceApp.PuppetHost);
        AssertRefused(await puppet.FailsAsync("upgrade", Definition("herald"), witness.Pid));
        Assert.Equal(TLanguage.Puppet, await puppet.DoAsync("id"));
        await AssertNoNoteAsync(witness);
    }

    private static void AssertRefused(SeenError error)
    {
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains(ConformanceApp.PuppetHost, error.Message, StringComparison.Ordinal);
        Assert.Contains(Definition("herald"), error.Message, StringComparison.Ordinal);
    }
}
