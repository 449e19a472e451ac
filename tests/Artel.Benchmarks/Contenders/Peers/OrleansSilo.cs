using Artel.Benchmarks.Measuring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Artel.Benchmarks.Contenders.Peers;

/// <summary>
/// Orleans: a silo in this program with its hosted client, so that nothing goes over a wire. Grains have no links and monitors; the
/// grains of the hot paths take no arguments, so that nothing is copied.
/// </summary>
internal sealed class OrleansSilo : Contender
{
    private IHost _host = null!;
    private IGrainFactory _grains = null!;
    private long _nextKey = 1;

    public override string Name => "orleans";

    public override ContenderKind Kind => ContenderKind.Peer;

    public override double Share(string workload) => workload switch
    {
        "W1" or "W1b" or "W3b" or "W7" => 0.1,
        "W2" or "W2p" => 0.02,
        "W3" => 0.2,
        "W4" or "W6" or "W10" or "W10b" => 0.1,

        // Its idle grains can't be told from what the silo makes and drops all the time, unless there are many.
        "W5" => 0.5,
        _ => 0,
    };

    public override void Start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.UseOrleans(static silo =>
        {
            var port = 20_000 + Environment.ProcessId % 20_000;
            silo.UseLocalhostClustering(port, port + 1);
            silo.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromMinutes(5));
        });
        _host = builder.Build();
        _host.Start();
        _grains = _host.Services.GetRequiredService<IGrainFactory>();
    }

    protected override void Close() => _host?.StopAsync().Wait();

    public override Sample PingPong(int pairs, int rounds)
    {
        var key = Activate(2 * pairs);
        var latch = new Latch(pairs);
        return Timing.Run((long)pairs * rounds, (long)pairs * rounds, latch, () =>
        {
            for (var i = 0; i < pairs; i++)
                _ = PingAsync(key + 2 * i);
        });

        async Task PingAsync(long ping) => latch.Arrive(await Task.Run(() => Grain(ping).Ping(ping + 1, rounds).AsTask()));
    }

    public override long[] Latency(int samples, int busyPairs)
    {
        var key = Activate(2 * busyPairs + 2);
        var stop = GrainState.Stop = new StopFlag();
        var busy = Enumerable.Range(1, busyPairs).Select(pair => Grain(key + 2 * pair).Ping(key + 2 * pair + 1, int.MaxValue).AsTask()).ToArray();
        try
        {
            var times = Grain(key).Sample(key + 1, samples).AsTask();
            return times.Wait(Timing.Patience) ? times.Result : throw new LostWorkException("the measured pair did not get its turns");
        }
        finally
        {
            stop.Set();
            Task.WaitAll(busy);
            GrainState.Stop = null;
        }
    }

    public override Sample FanInFromThreads(int producers, int each)
    {
        var key = Activate(1);
        var latch = StartCounter((long)producers * each);
        return Timing.Run((long)producers * each, (long)producers * each, latch, () => Timing.OnThreads(producers, () =>
        {
            var counter = Grain(key);
            for (var i = 0; i < each; i++)
                _ = counter.Count();
        }));
    }

    public override Sample FanInFromProcesses(int producers, int each)
    {
        var key = Activate(producers + 1);
        var latch = StartCounter((long)producers * each);
        return Timing.Run((long)producers * each, (long)producers * each, latch, () =>
        {
            for (var i = 1; i <= producers; i++)
                _ = Grain(key + i).Produce(key, each);
        });
    }

    public override Sample Ask(int clients, int each)
    {
        var echo = Grain(Activate(1));
        var latch = new Latch(clients);
        return Timing.Run((long)clients * each, (long)clients * each, latch, () =>
        {
            for (var i = 0; i < clients; i++)
                Task.Run(ClientAsync);
        });

        async Task ClientAsync()
        {
            var right = 0;
            for (var i = 0; i < each; i++)
            {
                if (await echo.Echo(i).ConfigureAwait(false) == i)
                    right++;
            }

            latch.Arrive(right);
        }
    }

    public override Sample Spawn(int count)
    {
        var key = TakeKeys(count);
        var latch = GrainState.Latch = new Latch(count);
        return Timing.Run(count, count, latch, () => Task.Run(() =>
        {
            for (var i = 0; i < count; i++)
                _ = Grain(key + i).OneShot();
        }));
    }

    public override IDisposable Idle(int count)
    {
        Activate(count);
        return new Collection(_grains);
    }

    public override Sample Skynet(int depth)
    {
        var whole = SkyPart.Whole(depth);
        GrainState.SkyKey = TakeKeys((int)SkyPart.ProcessesOf(depth) + 1);
        var latch = new Latch(1);
        return Timing.Run(SkyPart.ProcessesOf(depth), whole.Sum, latch, () =>
            Task.Run(async () => latch.Arrive(await Grain(GrainState.NextSkyKey()).Sky(whole.First, whole.Count))));
    }

    public override Sample Ring(int size, int laps)
    {
        var key = Activate(size);
        var latch = GrainState.Latch = new Latch(size);
        for (var i = 0; i < size; i++)
            Grain(key + i).JoinRing(key + (i + 1) % size, i == 0 ? laps : 0).AsTask().Wait();
        return Timing.Run((long)size * laps, (long)size * laps, latch, () => _ = Grain(key).Token());
    }

    private IBenchmarkGrain Grain(long key) => _grains.GetGrain<IBenchmarkGrain>(key);

    private long TakeKeys(int count)
    {
        var first = _nextKey;
        _nextKey += count;
        return first;
    }

    /// <summary>Grains that have had one call; the first one's key.</summary>
    private long Activate(int count)
    {
        var key = TakeKeys(count);
        for (var done = 0; done < count; done += 1000)
            Task.WaitAll(Enumerable.Range(done, Math.Min(1000, count - done)).Select(i => Grain(key + i).Echo(0).AsTask()));
        return key;
    }

    private static Latch StartCounter(long expected)
    {
        var latch = new Latch(1);
        GrainState.Countdown = new Countdown(expected, latch);
        return latch;
    }

    private sealed class Collection(IGrainFactory grains) : IDisposable
    {
        public void Dispose() => grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.FromMilliseconds(1)).Wait();
    }
}
