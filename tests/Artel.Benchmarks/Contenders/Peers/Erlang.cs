using System.Diagnostics;
using System.Globalization;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.Peers;

/// <summary>
/// Erlang, where <c>erl</c> and <c>erlc</c> are installed: a node of its own for each run, on as many schedulers as the machine has
/// processors. What it times and counts it prints.
/// </summary>
internal sealed class Erlang : Contender
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private string? _compiled;
    private IdleReport? _idle;

    public override string Name => "erlang";

    public override ContenderKind Kind => ContenderKind.Peer;

    public override string? Unavailable => IsInstalled("erl") && IsInstalled("erlc") ? null : "erl is not installed";

    public override void Start()
    {
        _compiled = Directory.CreateTempSubdirectory("artel-benchmarks-").FullName;
        Execute("erlc", "-o", _compiled, Path.Combine(AppContext.BaseDirectory, "Contenders", "Peers", "workloads.erl"));
    }

    protected override void Close()
    {
        if (_compiled is not null)
            Directory.Delete(_compiled, recursive: true);
    }

    public override Sample PingPong(int pairs, int rounds) => Run((long)pairs * rounds, 2L * pairs * rounds, "pairs", pairs, rounds);

    public override Sample FanInFromThreads(int producers, int each) => Run((long)producers * each, (long)producers * each, "fan_in", producers, each);

    public override Sample FanInFromProcesses(int producers, int each) =>
        Run((long)producers * each, (long)producers * each, "fan_in_bursts", producers, each);

    public override Sample Ask(int clients, int each) => Run((long)clients * each, (long)clients * each, "ask", clients, each);

    public override Sample Spawn(int count) => Run(count, count, "spawn", count, 0);

    public override IDisposable Idle(int count) => _idle = new IdleReport((long)Node("idle", count, 0)[0]);

    /// <summary>The node measures its own processes and is gone by now; nobody else has any.</summary>
    public override long MemoryInUse() => _idle?.Bytes ?? 0;

    public override Sample Skynet(int depth)
    {
        var whole = SkyPart.Whole(depth);
        return Run(SkyPart.ProcessesOf(depth), whole.Sum, "sky", (int)whole.Count, 0);
    }

    public override Sample Ring(int size, int laps) => Run((long)size * laps, (long)size * laps, "ring", size, laps);

    public override Sample Monitor(int count) => Run(count, count, "monitors", count, 0);

    public override Sample Link(int count) => Run(count, count, "links", count, 0);

    public override long[] Latency(int samples, int busyPairs) => [.. Node("latency", samples, busyPairs)
        .Select(static nanoseconds => (long)(nanoseconds * Stopwatch.Frequency / 1e9))];

    private Sample Run(long operations, long handled, string workload, int first, int second)
    {
        var printed = Node(workload, first, second);
        if ((long)printed[1] != handled)
            throw new LostWorkException($"{printed[1]} were handled and not {handled}");
        return new Sample(printed[0] / operations);
    }

    /// <summary>Runs a workload in a new node; the numbers that it prints.</summary>
    private double[] Node(string workload, int first, int second)
    {
        var text = Execute(
            "erl", "-noshell", "+P", "4000000", "-pa", _compiled!, "-run", "workloads", "main", workload,
            first.ToString(CultureInfo.InvariantCulture), second.ToString(CultureInfo.InvariantCulture));
        return [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(static number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    private static string Execute(string program, params ReadOnlySpan<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments.ToArray()) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new LostWorkException($"{program} did not finish within {Patience.TotalSeconds} s");
        }

        return process.ExitCode == 0 ? output.Result : throw new LostWorkException($"{program} failed: {output.Result}");
    }

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));

    private sealed class IdleReport(long bytes) : IDisposable
    {
        public long Bytes { get; private set; } = bytes;

        public void Dispose() => Bytes = 0;
    }
}
