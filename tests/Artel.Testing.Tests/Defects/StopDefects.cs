namespace Artel.Testing.Tests.Defects;

public sealed class StopDefects
{
    [Fact]
    public void S079_a_process_that_is_being_made_while_its_host_stops_does_not_go_on_running()
    {
        Action? atCreate = null;
        using var host = new ArtelTestHost(1, artel => artel.AddDefinition(new ProcessDefinition("bug:late", _ =>
        {
            atCreate?.Invoke();
            return new LambdaBehavior(static _ => BehaviorStep.Done, static (_, _) => BehaviorStep.Done, static (_, _) => BehaviorStep.NotHandled);
        })));
        Task? stopped = null;
        atCreate = () => stopped = host.Runtime.StopHostAsync(ArtelTestHost.DefaultHost, new CancellationToken(canceled: true));
        Pid? late = null;
        var refused = Record.Exception(() => late = host.Spawn("bug:late"));
        host.RunUntilIdle();
        host.Advance(TimeSpan.FromMinutes(1));
        host.RunUntil(stopped!);
        Assert.True(refused is ProcessException { Kind: ErrorKind.Unavailable } || !RaceWorld.IsAlive(late!));
        Assert.Empty(host.Leftovers());
    }

    [Fact]
    public void S079_a_process_that_is_being_made_while_its_host_stops_gets_cancel()
    {
        Action? atCreate = null;
        var events = new Probe<string>();
        using var host = new ArtelTestHost(1, artel => artel.AddDefinition(new ProcessDefinition("bug:late", _ =>
        {
            atCreate?.Invoke();
            return new LambdaBehavior(
                static _ => BehaviorStep.Done,
                static (_, _) => BehaviorStep.Done,
                (process, processEvent) =>
                {
                    events.Tell(processEvent.Kind);
                    process.Exit();
                    return BehaviorStep.Done;
                });
        })));
        Task? stopped = null;
        atCreate = () => stopped = host.Runtime.StopHostAsync(ArtelTestHost.DefaultHost);
        var refused = Record.Exception(() => host.Spawn("bug:late"));
        host.RunUntilIdle();
        Assert.True(refused is ProcessException { Kind: ErrorKind.Unavailable } || events.Count == 1);
    }

    [Fact]
    public void A_second_stop_waits_for_the_first_one()
    {
        using var host = new ArtelTestHost(1, static artel => artel.AddMain("bug:stubborn", static async process => await process.Inbox.ReceiveAsync()));
        host.Spawn("bug:stubborn");
        host.RunUntilIdle();
        _ = host.Runtime.StopAsync(CancellationToken.None);
        Assert.False(host.Runtime.StopAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public void A_stop_timeout_longer_than_a_timer_can_be_is_refused_and_the_longest_one_stops_the_host()
    {
        Assert.Throws<ArgumentException>(static () => new ArtelTestHost(
            1, static artel => artel.AddHost("bug:patient", static options => options.StopTimeout = TimeSpan.FromDays(60))));
        using var host = new ArtelTestHost(1, static artel => artel
            .AddHost("bug:patient", static options => options.StopTimeout = TimeSpan.FromDays(49))
            .AddHandlers("bug:idle", static (_, _) => { }));
        host.Runtime.Spawn("bug:idle", "bug:patient");
        host.RunUntilIdle();
        host.RunUntil(host.Runtime.StopAsync(CancellationToken.None));
        Assert.Empty(host.Leftovers());
    }
}
