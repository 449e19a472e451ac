using System.Globalization;
using Xunit.Abstractions;

namespace Artel.Lua.Tests.Hostile;

/// <summary>
/// What hostile scripts cost their neighbours, as times. On demand only, since it takes minutes: <c>ARTEL_SOAK=1 dotnet test
/// tests/Artel.Lua.Tests --filter Category=Soak --logger "console;verbosity=detailed"</c> prints the figures of each script.
/// </summary>
[Collection(nameof(HostileTests))]
public sealed class HostileSoakTests(ITestOutputHelper output)
{
    /// <summary>Within this, 99 of 100 answers have to come.</summary>
    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// A script that is held to have delayed its neighbour has done it so often in a row: what it does, it does each time; what the machine
    /// does beside it, it hardly does three times at the same place.
    /// </summary>
    private const int Attempts = 3;

    private const int ThreadsOfPool = 16;

    /// <summary>How many scripts run between two looks at what the machine does by itself.</summary>
    private const int ScriptsPerBaseline = 10;

    /// <summary>
    /// 99 of 100 answers come within 100 ms, over all scripts and beside each of them. Where the machine is busy with other things, which the
    /// neighbour alone tells before and after, what it was late then comes on top.
    /// </summary>
    [SoakFact]
    [Trait("Category", "Soak")]
    public async Task S116_neighbours_of_hostile_scripts_answer_within_100_ms()
    {
        // What runs the tests looks at its socket for a second at a time on a thread of the pool, where the answers come to; on a machine of few
        // processors that leaves none for them now and then.
        ThreadPool.SetMinThreads(ThreadsOfPool, ThreadsOfPool);

        // The first one is for the compiler.
        await AloneAsync();
        var latencies = new List<TimeSpan>();
        var alone = new List<TimeSpan>();
        var lines = new List<(TimeSpan Part, string Text)>();
        var slow = new List<string>();
        var before = await AloneAsync();
        foreach (var names in HostileScript.Names.Chunk(ScriptsPerBaseline))
        {
            var runs = new List<(string Name, List<TimeSpan> Latencies)>();
            foreach (var name in names)
                runs.Add((name, await BesideAsync(name)));
            var after = await AloneAsync();
            var allowed = Allowed + Lateness(before, after);
            foreach (var (name, first) in runs)
            {
                var best = first;
                for (var attempt = 1; attempt < Attempts && Part(best, 99) > allowed; attempt++)
                {
                    var again = await BesideAsync(name);
                    best = Part(again, 99) < Part(best, 99) ? again : best;
                }

                lines.Add((Part(first, 99), Figures(name, first)));
                latencies.AddRange(first);
                if (Part(best, 99) > allowed)
                    slow.Add($"{Figures(name, best)}, in the best of {Attempts} runs");
            }

            alone.AddRange(after);
            before = after;
        }

        foreach (var (_, text) in lines.OrderByDescending(static line => line.Part))
            output.WriteLine(text);
        var summary = $"{Figures("all scripts", latencies)}\n{Figures("no script", alone)}";
        output.WriteLine(summary);
        Assert.True(slow.Count == 0, $"{string.Join('\n', slow)}\n{summary}");
        Assert.True(Part(latencies, 99) <= Allowed + Part(alone, 99), summary);
    }

    private static async Task<List<TimeSpan>> BesideAsync(string name)
    {
        await using var run = new HostileRun(HostileScript.Read(name));
        await run.RunAsync(measured: true);
        return run.Latencies;
    }

    private static async Task<List<TimeSpan>> AloneAsync()
    {
        await using var run = new HostileRun(HostileScript.Read("error_nil"));
        await run.RunAloneAsync();
        return run.Latencies;
    }

    private static TimeSpan Lateness(List<TimeSpan> before, List<TimeSpan> after) => TimeSpan.FromTicks(Math.Max(Part(before, 99).Ticks, Part(after, 99).Ticks));

    private static string Figures(string name, List<TimeSpan> latencies) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {latencies.Count} answers, p50 {Part(latencies, 50).TotalMilliseconds:0.00} ms, p99 {Part(latencies, 99).TotalMilliseconds:0.0} ms, max {latencies.Max().TotalMilliseconds:0.0} ms");

    private static TimeSpan Part(List<TimeSpan> latencies, int percent) => latencies.Order().ElementAt((latencies.Count - 1) * percent / 100);

    /// <summary>
    /// No turn of a script takes a thread for longer than an answer may take that had to wait for it. The turns are timed by the processor, so
    /// that it matters little what else the machine does.
    /// </summary>
    [SoakFact]
    [Trait("Category", "Soak")]
    public async Task S116_no_turn_of_a_hostile_script_takes_100_ms_of_the_processor()
    {
        // The first one is for the compiler.
        await MeterAsync(HostileScript.Names.First());
        var lines = new List<(TimeSpan Longest, string Text)>();
        foreach (var name in HostileScript.Names)
        {
            var (longest, text) = await MeterAsync(name);
            for (var attempt = 1; attempt < Attempts && longest > Allowed; attempt++)
            {
                var again = await MeterAsync(name);
                (longest, text) = again.Longest < longest ? again : (longest, text);
            }

            lines.Add((longest, text));
        }

        foreach (var (_, text) in lines.OrderByDescending(static line => line.Longest))
            output.WriteLine(text);
        var late = lines.Where(line => line.Longest > Allowed).Select(static line => line.Text).ToList();
        Assert.True(late.Count == 0, string.Join('\n', late));
    }

    private static async Task<(TimeSpan Longest, string Text)> MeterAsync(string name)
    {
        var meter = new TurnMeter();
        var (pauses, collections, full) = (GC.GetTotalPauseDuration(), GC.CollectionCount(0), GC.CollectionCount(2));
        await using var run = new HostileRun(HostileScript.Read(name), meter);
        await run.RunAsync();
        await Task.Run(meter.Settle);
        pauses = GC.GetTotalPauseDuration() - pauses;
        return (meter.Longest, string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {meter.Turns} turns, the longest {meter.Longest.TotalMilliseconds:0.0} ms; {GC.CollectionCount(0) - collections} collections, {GC.CollectionCount(2) - full} full, {pauses.TotalMilliseconds:0.0} ms of pauses"));
    }

    private sealed class SoakFactAttribute : FactAttribute
    {
        public SoakFactAttribute()
        {
            if (Environment.GetEnvironmentVariable("ARTEL_SOAK") != "1")
                Skip = "A measurement; set ARTEL_SOAK=1 to take it.";
        }
    }
}
