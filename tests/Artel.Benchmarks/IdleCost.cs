using System.Diagnostics;
using System.Globalization;
using Artel.Benchmarks.Contenders.InArtel;
using Artel.Benchmarks.Measuring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Artel.Benchmarks;

/// <summary>What processes that wait, and timers that are armed, take of the processor while nothing happens.</summary>
internal static class IdleCost
{
    private const int Processes = 100_000;
    private const int Timers = 10_000;

    /// <summary>Runs the command <c>idle</c>.</summary>
    /// <exception cref="FormatException">The arguments are wrong.</exception>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var time = TimeSpan.FromSeconds(arguments switch
        {
            [] => 60,
            ["--seconds", var text] => ComparisonOptions.Count(text),
            _ => throw new FormatException("idle takes --seconds and a number, and nothing else."),
        });

        Report("a program that does nothing", time);
        using var host = ArtelContender.Build(ArtelContender.ByRole, static artel => artel.AddDefinitions());
        host.Start();
        Report("a runtime without processes", time);

        var runtime = host.Services.GetRequiredService<ArtelRuntime>();
        Start(runtime, "bench.handlers:idle", Processes);
        Report($"{Processes} idle processes", time);
        Start(runtime, "bench:armed", Timers);
        Report($"the same and {Timers} armed timers", time);
        host.StopAsync().Wait();
        return 0;
    }

    private static void Start(ArtelRuntime runtime, string definition, int count)
    {
        var latch = new Latch(count);
        for (var i = 0; i < count; i++)
            runtime.Send(runtime.Spawn(definition, ArtelContender.Host), "touch", latch);
        Timing.Await(latch, count);
        Memory.Managed();
    }

    private static void Report(string what, TimeSpan time)
    {
        Thread.Sleep(TimeSpan.FromSeconds(1));
        var before = Timing.ProcessorTime();
        var from = Stopwatch.GetTimestamp();
        Thread.Sleep(time);
        var used = Timing.ProcessorTime() - before;
        var share = used / Stopwatch.GetElapsedTime(from);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: {used.TotalMilliseconds:F0} ms of processor time in {time.TotalSeconds} s, {share:P3} of one processor"));
    }
}

/// <summary>Waits for a timer that is far away.</summary>
[Process("bench:armed")]
internal sealed partial class Armed
{
    [Main]
    private async Task RunAsync(CancellationToken cancelled)
    {
        var alarm = Process.After(TimeSpan.FromHours(12));
        (await Process.Listen<Latch>("touch").ReceiveAsync(cancelled)).Value.Arrive(1);
        await alarm.ReceiveAsync(cancelled);
    }
}
