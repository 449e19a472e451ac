using System.Globalization;
using Xunit.Abstractions;

namespace Artel.Lua.Tests.Hostile;

/// <summary>Alone in its time: what all states together hold has to be exact.</summary>
[CollectionDefinition(nameof(HostileTests), DisableParallelization = true)]
public sealed class HostileScriptsRunAlone;

/// <summary>
/// Each script of this folder tries to get out, or to use up what belongs to others. It ends as its head says, its neighbours answer
/// meanwhile, and all that it held is given back (statements 33, 77, 116).
/// </summary>
[Collection(nameof(HostileTests))]
public sealed class HostileTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(100);

    public static TheoryData<string> Scripts => [.. HostileScript.Names];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task S033_S077_S116_a_hostile_script_ends_alone(string name)
    {
        var script = HostileScript.Read(name);
        await using var run = new HostileRun(script);
        var result = await run.RunAsync();
        switch (script.Ending)
        {
            case HostileEnding.Value:
                Assert.True(result.Error is null, $"it ended with an error: {result.Error?.Message}\n{result.Error?.ScriptStack}");
                Assert.Equal(script.Text, Convert.ToString(result.Value, CultureInfo.InvariantCulture));
                break;
            case HostileEnding.Error:
                Assert.True(result.Error is not null, $"it returned {result.Value}");
                Assert.Contains(script.Text, result.Error.Message, StringComparison.Ordinal);
                Assert.Equal(script.Kind, result.Error.Kind);
                break;
            default:
                Assert.Equal((ErrorKind.Canceled, "process terminated"), (result.Error!.Kind, result.Error.Message));
                break;
        }
    }

    [Fact]
    public void There_are_scripts() => Assert.True(HostileScript.Names.Count() >= 60);

    /// <summary>
    /// The one requirement that is a time: 99 of 100 answers come within 100 ms, whatever the neighbour does, over all scripts and beside
    /// each of them. On demand only, as a machine that does other things too would fail it: <c>ARTEL_SOAK=1 dotnet test
    /// tests/Artel.Lua.Tests --filter Category=Soak --logger "console;verbosity=detailed"</c>. It prints the figures of each script, those
    /// with the longest wait first, and before and after them the figures without any script, which tell what the machine does.
    /// </summary>
    [SoakFact]
    [Trait("Category", "Soak")]
    public async Task Neighbours_of_hostile_scripts_answer_within_100_ms()
    {
        var before = await AloneAsync("no script, before");
        var latencies = new List<TimeSpan>();
        var scripts = new List<(string Name, List<TimeSpan> Latencies)>();
        foreach (var name in HostileScript.Names)
        {
            await using var run = new HostileRun(HostileScript.Read(name));
            await run.RunAsync(measured: true);
            latencies.AddRange(run.Latencies);
            scripts.Add((name, run.Latencies));
        }

        foreach (var (name, answers) in scripts.OrderByDescending(static script => script.Latencies.Max()))
            output.WriteLine(Figures(name, answers));
        var all = Figures("all", latencies);
        var after = await AloneAsync("no script, after");
        output.WriteLine(all);
        var slow = scripts.Where(static script => Part(script.Latencies, 99) > Allowed).Select(static script => Figures(script.Name, script.Latencies));
        Assert.True(Part(latencies, 99) <= Allowed, $"{all}; {before}; {after}");
        Assert.True(!slow.Any(), $"{string.Join('\n', slow)}\n{before}\n{after}");
    }

    private async Task<string> AloneAsync(string name)
    {
        await using var run = new HostileRun(HostileScript.Read("error_nil"));
        await run.RunAloneAsync();
        var figures = Figures(name, run.Latencies);
        output.WriteLine(figures);
        return figures;
    }

    private static string Figures(string name, List<TimeSpan> latencies) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {latencies.Count} answers, p50 {Part(latencies, 50).TotalMilliseconds:0.00} ms, p99 {Part(latencies, 99).TotalMilliseconds:0.0} ms, max {latencies.Max().TotalMilliseconds:0.0} ms");

    private static TimeSpan Part(List<TimeSpan> latencies, int percent) => latencies.Order().ElementAt((latencies.Count - 1) * percent / 100);

    private sealed class SoakFactAttribute : FactAttribute
    {
        public SoakFactAttribute()
        {
            if (Environment.GetEnvironmentVariable("ARTEL_SOAK") != "1")
                Skip = "A measurement; set ARTEL_SOAK=1 to take it.";
        }
    }
}
