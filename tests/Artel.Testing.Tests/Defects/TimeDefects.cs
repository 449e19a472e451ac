namespace Artel.Testing.Tests.Defects;

public sealed class TimeDefects
{
    [Theory]
    [InlineData(60)]
    [InlineData(10_000_000)]
    public void A_deadline_longer_than_a_timer_can_be_is_taken_or_invalid(int days)
    {
        using var host = new ArtelTestHost(1, static artel => artel.AddHandlers("bug:idle", static (_, _) => { }, static (_, _) => { }));
        var pid = host.Spawn("bug:idle");
        var thrown = Record.Exception(() => host.Runtime.Cancel(pid, TimeSpan.FromDays(days)));
        Assert.True(thrown is null or ProcessException { Kind: ErrorKind.Invalid }, thrown?.ToString());
    }

    [Fact]
    public void A_delay_longer_than_a_timer_can_be_is_taken_or_invalid()
    {
        Exception? thrown = null;
        using var host = new ArtelTestHost(1, artel => artel.AddHandlers(
            "bug:idle", (process, _) => thrown = Record.Exception(() => process.After(TimeSpan.FromDays(60)))));
        var pid = host.Spawn("bug:idle");
        host.Runtime.Send(pid, "go");
        host.RunUntilIdle();
        Assert.True(thrown is null or ProcessException { Kind: ErrorKind.Invalid }, thrown?.ToString());
        Assert.Equal(host.Time.ArmedTimers, pid.Cell().Timers.Count);
    }

    [Fact]
    public void The_timer_of_an_ask_does_not_outlive_the_process_that_asks()
    {
        using var host = new ArtelTestHost(1, static artel => artel
            .AddHandlers("bug:mute", static (_, _) => { })
            .AddMain("bug:asker", static async (process, arguments) =>
                await process.AskAsync<int>(arguments.Get<Pid>(0, "mute"), "x", TimeSpan.FromHours(1))));
        var mute = host.Spawn("bug:mute");
        var asker = host.Spawn("bug:asker", mute);
        host.RunUntilIdle();
        host.Runtime.Terminate(asker);
        host.RunUntilIdle();
        Assert.False(RaceWorld.IsAlive(asker));
        Assert.Equal(0, host.Time.ArmedTimers);
        Assert.Equal(0, host.Runtime.Timers.Count);
    }
}
