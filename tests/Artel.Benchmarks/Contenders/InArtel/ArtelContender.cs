using System.Globalization;
using Artel.Benchmarks.Measuring;
using Artel.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Artel.Benchmarks.Contenders.InArtel;

/// <summary>
/// Artel in one of its styles, as an application has it: strict mode, an identity with a policy, definitions that declare what they do. The
/// styles differ in the definitions that are spawned, and in nothing else.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="definitions">The namespace of the style's definitions.</param>
/// <param name="policy">Writes the policy that all processes run under.</param>
/// <param name="workers">How many threads run the processes; null for as many as there are processors.</param>
internal class ArtelContender(string name, string definitions, Action<PolicyBuilder> policy, int? workers = null) : Contender
{
    /// <summary>The host that runs all processes.</summary>
    public const string Host = "bench:processes";

    private IHost _host = null!;

    public override string Name => name;

    public override ContenderKind Kind => ContenderKind.Artel;

    /// <summary>Supervisors are the same in all styles; one has one here.</summary>
    public override double Share(string workload) => workload == Supervised && definitions != "bench.handlers" ? 0 : 1;

    protected ArtelRuntime Runtime { get; private set; } = null!;

    /// <summary>Who may do what is told by the role of the actor, on everything.</summary>
    public static void ByRole(PolicyBuilder policy) => policy
        .Allow(
            Permissions.Send, Permissions.Spawn, Permissions.SpawnLinked, Permissions.SpawnMonitored, Permissions.Host, Permissions.Monitor,
            Permissions.Link, Permissions.Terminate)
        .On("*").When("actor.meta.role", ConditionOperator.Equal, "worker");

    /// <summary>Who may do what is told by the host and the definitions that it is done to.</summary>
    public static void ByResource(PolicyBuilder policy) => policy
        .Allow(Permissions.Send, Permissions.Monitor, Permissions.Link, Permissions.Terminate).On("{*@" + Host + "|*}")
        .Allow(Permissions.Spawn, Permissions.SpawnLinked, Permissions.SpawnMonitored).On("bench.*")
        .Allow(Permissions.Host).On(Host);

    public override void Start()
    {
        _host = Build(policy, artel =>
        {
            artel.AddDefinitions();
            if (workers is { } count)
                artel.UseWorkers(count);
        });
        _host.Start();
        Runtime = _host.Services.GetRequiredService<ArtelRuntime>();
    }

    /// <summary>An application with Artel, strict, with one identity and one policy.</summary>
    public static IHost Build(Action<PolicyBuilder> policy, Action<ArtelBuilder> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);

        // A process that fails here is a defect of the benchmark; that has to be seen.
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddArtel(artel => configure(artel
            .AddHost(Host)
            .AddPolicy("bench:workers", policy)
            .UseSecurityMode(SecurityMode.Strict)
            .UseIdentity(new Actor("benchmarks", new Dictionary<string, object?> { ["role"] = "worker" }), ["bench:workers"])));
        return builder.Build();
    }

    protected override void Close()
    {
        _host?.StopAsync().Wait();
        _host?.Dispose();
    }

    public override Sample PingPong(int pairs, int rounds) => Alone(() =>
    {
        var latch = new Latch(2 * pairs);
        var report = ReportTo(latch);
        var pings = new Pid[pairs];
        for (var i = 0; i < pairs; i++)
            pings[i] = StartPair(report, new PingCourse(rounds, latch), rounds);
        return Timing.Run((long)pairs * rounds, 2L * pairs * rounds, latch, () =>
        {
            foreach (var ping in pings)
                Runtime.Send(ping, "go");
        });
    });

    public override long[] Latency(int samples, int busyPairs) => Alone(() =>
    {
        var stop = new StopFlag();
        var busy = new Latch(2 * busyPairs + 1);
        var report = ReportTo(busy);
        for (var i = 0; i < busyPairs; i++)
            Runtime.Send(StartPair(report, new PingCourse(int.MaxValue, busy, stop: stop), int.MaxValue), "go");
        busy.Arrive();
        var measured = new Latch(2);
        var times = new long[samples];
        Runtime.Send(StartPair(ReportTo(measured), new PingCourse(samples, measured, times), samples), "go");
        try
        {
            Timing.Await(measured, 2L * samples);
        }
        finally
        {
            stop.Set();
        }

        busy.Done.Wait();
        return times;
    });

    public override Sample FanInFromThreads(int producers, int each) => Alone(() =>
    {
        var (latch, counter) = StartCounter((long)producers * each);
        return Timing.Run((long)producers * each, (long)producers * each, latch, () => Timing.OnThreads(producers, () =>
        {
            for (var i = 0; i < each; i++)
                Runtime.Send(counter, "count");
        }));
    });

    public override Sample FanInFromProcesses(int producers, int each) => Alone(() =>
    {
        var (latch, counter) = StartCounter((long)producers * each);
        var started = new Pid[producers];
        for (var i = 0; i < producers; i++)
            started[i] = Spawn("producer", counter, each);
        return Timing.Run((long)producers * each, (long)producers * each, latch, () =>
        {
            foreach (var producer in started)
                Runtime.Send(producer, "go");
        });
    });

    public override Sample Ask(int clients, int each) => Alone(() =>
    {
        var latch = new Latch(clients);
        var report = ReportTo(latch);
        var echo = Spawn("echo");
        var asking = new Pid[clients];
        for (var i = 0; i < clients; i++)
            asking[i] = Spawn("client", report, echo, each);
        var sample = Timing.Run((long)clients * each, (long)clients * each, latch, () =>
        {
            foreach (var client in asking)
                Runtime.Send(client, "go");
        });
        Runtime.Terminate(echo);
        return sample;
    });

    public override Sample Spawn(int count) => Alone(() =>
    {
        var latch = new Latch(count);
        var spawner = Spawn("spawner", ReportTo(latch), count);
        return Timing.Run(count, count, latch, () => Runtime.Send(spawner, "go"));
    });

    public override IDisposable Idle(int count) => new Living(this, StartIdle(count));

    public override Sample Skynet(int depth) => Alone(() =>
    {
        var latch = new Latch(1);
        var whole = SkyPart.Whole(depth);
        var starter = Spawn("sky-root", ReportTo(latch));
        return Timing.Run(SkyPart.ProcessesOf(depth), whole.Sum, latch, () => Runtime.Send(starter, "start", whole.Count));
    });

    public override Sample Ring(int size, int laps) => Alone(() =>
    {
        var latch = new Latch(size);
        var report = ReportTo(latch);
        var places = new Pid[size];
        for (var i = 0; i < size; i++)
            places[i] = Spawn("seat", report, i == 0 ? laps : 0);
        for (var i = 0; i < size; i++)
            Runtime.Send(places[i], "next", places[(i + 1) % size]);
        return Timing.Run((long)size * laps, (long)size * laps, latch, () => Runtime.Send(places[0], "token"));
    });

    public override Sample Monitor(int count) => Alone(() =>
    {
        var ready = new Latch(1);
        var latch = new Latch(1);
        var watched = StartIdle(count);
        var watcher = Spawn("watcher", ReportTo(latch), count);
        foreach (var pid in watched)
            Runtime.Send(watcher, "watch", pid);
        TouchAll([watcher], ready);
        TouchAll(watched, new Latch(count));
        return Timing.Run(count, count, latch, () =>
        {
            foreach (var pid in watched)
                Runtime.Terminate(pid);
        });
    });

    public override Sample Link(int count) => Alone(() =>
    {
        var grown = new Latch(1);
        var first = Spawn("linked", ReportTo(grown));
        Runtime.Send(first, "grow", count - 1);
        Timing.Await(grown, 0);
        var last = Runtime.InspectAll().Single(process => process.Links.Count == 1 && process.Pid != first).Pid;
        var latch = new Latch(1);
        _ = ArriveAtEndAsync();
        return Timing.Run(count, count, latch, () => Runtime.Terminate(first));

        async Task ArriveAtEndAsync()
        {
            await Runtime.WaitForExitAsync(last);
            latch.Arrive(count);
        }
    });

    public override Sample Restart(int count) => Alone(() =>
    {
        var latch = new Latch(count);
        var generations = new Generations(count, latch);
        var nest = Spawn("nest");
        var supervisor = new SupervisorRef(Runtime, nest);
        var children = new Pid[count];
        for (var i = 0; i < count; i++)
            children[i] = supervisor.StartChildAsync([generations]).Result.Pid!;
        var sample = Timing.Run(count, count, latch, () =>
        {
            foreach (var child in children)
                Runtime.Send(child, "die");
        });
        Runtime.Terminate(nest);
        return sample;
    });

    /// <summary>What processes are given to arrive at a latch with: the latch itself.</summary>
    protected virtual object ReportTo(Latch latch) => latch;

    protected Pid Spawn(string definition, params ReadOnlySpan<object?> arguments) => Runtime.Spawn($"{definitions}:{definition}", Host, arguments);

    /// <summary>The side of a pair that is told to go.</summary>
    protected virtual Pid StartPair(object report, PingCourse course, int rounds) => Spawn("ping", course, Spawn("pong", report));

    private (Latch Latch, Pid Counter) StartCounter(long expected)
    {
        var latch = new Latch(1);
        return (latch, Spawn("counter", ReportTo(latch), expected));
    }

    private Pid[] StartIdle(int count)
    {
        var pids = new Pid[count];
        for (var i = 0; i < count; i++)
            pids[i] = Spawn("idle");
        TouchAll(pids, new Latch(count));
        return pids;
    }

    /// <summary>Waits until each has handled what it was sent before.</summary>
    private void TouchAll(Pid[] pids, Latch latch)
    {
        var report = ReportTo(latch);
        foreach (var pid in pids)
            Runtime.Send(pid, "touch", report);
        Timing.Await(latch, pids.Length);
    }

    /// <summary>Runs something, and verifies that no process of it stays.</summary>
    private T Alone<T>(Func<T> run)
    {
        var before = Runtime.ProcessCount;
        var result = run();
        EndReports();
        Timing.Await(() => Runtime.ProcessCount == before, () => string.Create(
            CultureInfo.InvariantCulture,
            $"{Runtime.ProcessCount - before} processes stayed: {string.Join(", ", Runtime.InspectAll().Take(5).Select(static process => process.Definition))}"));
        return result;
    }

    /// <summary>Ends what <see cref="ReportTo"/> started.</summary>
    protected virtual void EndReports() { }

    /// <summary>Processes that wait.</summary>
    private sealed class Living(ArtelContender contender, Pid[] pids) : IDisposable
    {
        public void Dispose()
        {
            var before = contender.Runtime.ProcessCount - pids.Length;
            foreach (var pid in pids)
                contender.Runtime.Terminate(pid);
            contender.EndReports();
            Timing.Await(() => contender.Runtime.ProcessCount <= before, () => "idle processes did not end");
        }
    }
}
