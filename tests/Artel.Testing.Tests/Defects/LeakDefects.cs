using System.Runtime.CompilerServices;

namespace Artel.Testing.Tests.Defects;

public sealed class LeakDefects
{
    [Fact]
    public void A_wait_for_an_exit_that_is_given_up_leaves_nothing_at_the_process()
    {
        using var host = new ArtelTestHost(1, static artel => artel.AddHandlers("bug:idle", static (_, _) => { }));
        var pid = host.Spawn("bug:idle");
        for (var i = 0; i < 100; i++)
        {
            using var source = new CancellationTokenSource();
            _ = host.Runtime.WaitForExitAsync(pid, source.Token);
            host.RunUntilIdle();
            source.Cancel();
        }

        host.RunUntilIdle();
        Assert.Equal(0, pid.Cell().ObserverCount());
    }

    [Fact]
    public void A_process_that_ends_while_it_waits_can_be_collected() => VerifyCollected(CancellationToken.None);

    [Fact]
    public void A_process_that_ends_while_it_waits_with_a_long_lived_token_can_be_collected()
    {
        using var application = new CancellationTokenSource();
        VerifyCollected(application.Token);
        GC.KeepAlive(application);
    }

    private static void VerifyCollected(CancellationToken token)
    {
        using var host = new ArtelTestHost(1, artel => artel.AddMain("bug:waiting", async process => await process.Inbox.ReceiveAsync(token)));
        var cell = SpawnAndTerminate(host);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(cell.TryGetTarget(out _));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<object> SpawnAndTerminate(ArtelTestHost host)
    {
        var pid = host.Spawn("bug:waiting");
        var cell = new WeakReference<object>(pid.Cell());
        host.RunUntilIdle();
        host.Runtime.Terminate(pid);
        host.RunUntilIdle();
        return cell;
    }
}
