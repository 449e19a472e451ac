namespace Artel.Testing.Tests;

public sealed class TestHostTests
{
    [Fact]
    public void The_same_seed_gives_the_same_order_and_different_seeds_give_different_ones()
    {
        var orders = new HashSet<string>();
        for (var seed = 0; seed < 20; seed++)
        {
            Assert.Equal(Order(seed), Order(seed));
            orders.Add(Order(seed));
        }

        Assert.True(orders.Count > 5);
    }

    [Fact]
    public void A_failure_names_its_seed()
    {
        var failed = Assert.Throws<InterleavingException>(() => Interleavings.Explore(10, static seed => Assert.NotEqual(7, seed)));
        Assert.Equal(7, failed.Seed);
        Assert.Contains("Seed 7", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_stands_still_until_the_test_moves_it()
    {
        var woken = new Probe<DateTimeOffset>();
        using var host = new ArtelTestHost(3, artel => artel.AddMain("host:sleeper", async process =>
        {
            await process.After(TimeSpan.FromSeconds(2)).ReceiveAsync();
            woken.Tell(process.Time.GetUtcNow());
            await process.After(TimeSpan.FromSeconds(3)).ReceiveAsync();
            woken.Tell(process.Time.GetUtcNow());
        }));
        var start = host.Time.GetUtcNow();
        host.Spawn("host:sleeper");
        host.RunUntilIdle();
        Assert.Equal(0, woken.Count);
        host.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([start.AddSeconds(2), start.AddSeconds(5)], woken.Values);
        Assert.Equal(start.AddSeconds(10), host.Time.GetUtcNow());
        Assert.Empty(host.Leftovers());
    }

    [Fact]
    public void A_request_is_answered_within_run_until()
    {
        using var host = new ArtelTestHost(5, static artel => artel.AddHandlers("host:echo", static (_, message) => message.Reply(message.GetPayload<string>())));
        var echo = host.Spawn("host:echo");
        Assert.Equal("hello", host.RunUntil(host.Runtime.AskAsync<string, string>(echo, "echo", "hello")));
        Assert.Single(host.Leftovers());
    }

    [Fact]
    public void What_is_left_is_named()
    {
        using var host = new ArtelTestHost(5, static artel => artel.AddMain("host:waiting", static async process =>
        {
            process.Registry.Register("name");
            await process.After(TimeSpan.FromDays(1)).ReceiveAsync();
        }));
        var pid = host.Spawn("host:waiting");
        host.RunUntilIdle();
        Assert.Equal([$"process host:waiting {pid}", "1 names", "1 armed timers"], host.Leftovers());
    }

    private static string Order(int seed)
    {
        var order = new Probe<int>();
        using var host = new ArtelTestHost(seed, artel => artel.AddMain("host:counter", async (process, arguments) =>
        {
            for (var i = 0; i < 3; i++)
            {
                order.Tell(arguments.Get<int>(0, "number"));
                process.Send(process.Pid, "next");
                process.Time.GetUtcNow();
                await process.Inbox.ReceiveAsync();
            }

            return null;
        }));
        for (var number = 0; number < 4; number++)
            host.Spawn("host:counter", number);
        host.RunUntilIdle();
        return string.Concat(order.Values);
    }
}
