namespace Artel.Testing.Tests.Defects;

public sealed class RelationDefects
{
    [Fact]
    public void S052_an_exit_that_a_waiting_receiver_was_given_does_not_come_after_unmonitor_returned() => Interleavings.Explore(40, static seed =>
    {
        var yields = seed % 4;
        var order = new Probe<string>();
        using var host = new ArtelTestHost(seed, artel => artel
            .AddHandlers("bug:target", static (process, _) => process.Exit())
            .AddMain("bug:watcher", async (process, arguments) =>
            {
                var target = arguments.Get<Pid>(0, "target");
                process.Monitor(target);
                await Task.WhenAll(ReceiveAsync(process), UnmonitorAsync(process, target));
                return null;
            }));
        var target = host.Spawn("bug:target");
        host.Spawn("bug:watcher", target);
        host.RunUntilIdle();
        Assert.DoesNotContain("exit", order.Values.SkipWhile(static line => line != "unmonitored"));

        async Task ReceiveAsync(ProcessContext process)
        {
            await process.Events.ReceiveAsync();
            order.Tell("exit");
        }

        async Task UnmonitorAsync(ProcessContext process, Pid target)
        {
            process.Send(target, "end");
            while (RaceWorld.IsAlive(target))
                await Task.Yield();
            for (var i = 0; i < yields; i++)
                await Task.Yield();
            process.Unmonitor(target);
            order.Tell("unmonitored");
        }
    });
}
