using Artel.Benchmarks.Contenders;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Workloads;

/// <summary>All workloads, in the order in which they run.</summary>
internal static class WorkloadTable
{
    private const int Pairs = 1000;
    private const int Producers = 4;
    private const int Clients = 1000;
    private const int RingSize = 1000;

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("W1", "ping-pong, one pair", "ns per round trip", static (on, scale) => on.PingPong(1, Scaled(300_000, scale)))
            { TargetOfPeer = 0.5, TargetOfFloor = 1.3 },
        new("W1b", "ping-pong, 1,000 pairs", "ns per round trip", static (on, scale) => on.PingPong(Pairs, Scaled(500, scale)))
            { TargetOfPeer = 0.5, TargetOfFloor = 1.3 },
        new("W2", "fan-in, 4 producer threads", "ns per message", static (on, scale) => on.FanInFromThreads(Producers, Scaled(250_000, scale)))
            { TargetOfPeer = 0.75, TargetOfFloor = 1.3 },
        new("W2p", "fan-in, 4 producer processes", "ns per message", static (on, scale) => on.FanInFromProcesses(Producers, Scaled(250_000, scale)))
            { TargetOfPeer = 0.75, TargetOfFloor = 1.3 },
        new("W3", "ask, one client in turn", "ns per ask", static (on, scale) => on.Ask(1, Scaled(100_000, scale))) { TargetOfPeer = 0.2 },
        new("W3b", "ask, 1,000 clients", "ns per ask", static (on, scale) => on.Ask(Clients, Scaled(200, scale))) { TargetOfPeer = 0.2 },
        new("W4", "spawn, one message, exit", "ns per process", static (on, scale) => on.Spawn(Scaled(100_000, scale))) { TargetOfPeer = 0.25 },
        new("W5", "an idle process", "bytes", static (on, scale) => IdleMemory(on, Scaled(100_000, scale))) { TargetValue = 200 },
        new("W6", "skynet, 111,111 processes", "ns per process", static (on, scale) => on.Skynet(scale > 0.3 ? 5 : scale > 0.03 ? 4 : 3))
            { TargetOfPeer = 0.3 },
        new("W7", "ring of 1,000", "ns per hop", static (on, scale) => on.Ring(RingSize, Scaled(500, scale)))
            { TargetOfPeer = 0.5, TargetOfFloor = 1.3 },
        new("W8", "one watcher, 50,000 monitored processes ended", "ns per notice", static (on, scale) => on.Monitor(Scaled(50_000, scale)))
            { TargetOfPeer = 0.15 },
        new("W9", "chain of 10,000 links", "ns per link", static (on, scale) => on.Link(Scaled(10_000, scale))) { TargetOfPeer = 0.15 },
        new(Contender.Supervised, "restart of 10,000 supervised children", "ns per restart", static (on, scale) => on.Restart(Scaled(10_000, scale))),
        new("W10", "latency of a round trip", "us, median", static (on, scale) => Percentiles.Of(on.Latency(Scaled(50_000, scale), 0)))
            { TargetOfPeerTail = 1 },
        new("W10b", "latency of a round trip beside 1,000 busy pairs", "us, median", static (on, scale) => Percentiles.Of(on.Latency(Scaled(1_000, scale), Pairs)))
            { TargetOfPeer = 1, TargetOfPeerTail = 1 },
    ];

    /// <summary>An amount of work; never so little that nothing is left to see.</summary>
    private static int Scaled(int full, double scale) => Math.Max(Math.Min(full, 20), (int)(full * scale));

    private static Sample IdleMemory(Contender contender, int count)
    {
        // What is made once and stays is not the processes'; and few processes are lost in what else lives.
        count = Math.Max(count, 5_000);
        contender.Idle(count / 10).Dispose();
        var before = contender.MemoryInUse();
        using var idle = contender.Idle(count);
        return new Sample((contender.MemoryInUse() - before) / (double)count);
    }
}
