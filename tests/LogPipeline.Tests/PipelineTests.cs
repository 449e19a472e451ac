using Artel;
using LogPipeline.Processes;
using LogPipeline.Report;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LogPipeline.Tests;

/// <summary>The whole program, but for its terminal: all of its processes, in C# and in Lua, on real logs.</summary>
public sealed class PipelineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_report_equals_a_plain_single_threaded_count()
    {
        using var app = await StartAsync();
        var report = await RunAsync(app, new PipelineOptions(ShippedLog.Path, RulesOf(app)));
        await AssertEqualsPlainCountAsync(report);
        Assert.All(report.Rules, rule => Assert.Equal(rule.CrashCount, rule.Restarts));
        await app.StopAsync();
    }

    [Fact]
    public async Task Killing_Lua_workers_in_the_middle_loses_no_line_and_counts_none_twice()
    {
        using var app = await StartAsync();
        var runtime = app.Services.GetRequiredService<ArtelRuntime>();
        var options = new PipelineOptions(ShippedLog.Path, RulesOf(app), WorkersPerRule: 3);
        var running = RunAsync(app, options);
        var kills = 0;
        var random = new Random(20261123);
        while (!running.IsCompleted && kills < 500)
        {
            var rule = RuleName.Of(options.Rules[random.Next(options.Rules.Count)]);
            if (runtime.TryLookup($"log.rules.{rule}.{random.Next(1, 4)}") is { } worker)
            {
                try
                {
                    runtime.Terminate(worker);
                    kills++;
                }
                catch (ProcessException gone) when (gone.Kind == ErrorKind.NotFound)
                {
                    // It had ended by itself in between.
                }
            }

            // A round trip to the aggregator paces the kills by the run's own speed.
            if (runtime.TryLookup(Pipeline.AggregatorName) is { } aggregator)
                await runtime.AskAsync<ProgressSnapshot>(aggregator, "progress").AsTask().ContinueWith(static _ => { }, TaskScheduler.Default);
            else
                await Task.Yield();
        }

        var report = await running;
        Assert.True(kills > 20, $"only {kills} workers were killed");
        Assert.All(report.Rules, static rule => Assert.True(rule.Restarts > 0, $"no worker of {rule.Name} was killed"));
        Assert.True(report.Rules.Sum(static rule => rule.Restarts) > report.Rules.Sum(static rule => rule.CrashCount));
        await AssertEqualsPlainCountAsync(report);
        await app.StopAsync();
    }

    [Fact]
    public async Task A_log_without_a_single_good_line_has_a_report_too_and_after_a_run_nothing_of_it_stays()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bad.log", "nonsense\n\nmore nonsense\n");
        using var app = await StartAsync();
        var report = await RunAsync(app, new PipelineOptions(path, RulesOf(app)));
        Assert.Equal((2, 0, 2), (report.TotalLines, report.ParsedLines, report.MalformedLines));
        Assert.All(report.Rules, static rule => Assert.Equal(0, rule.Seen));
        await AssertNothingStaysAsync(app);
        await app.StopAsync();
    }

    [Fact]
    public async Task A_missing_file_is_one_clear_line()
    {
        using var app = await StartAsync();
        var error = await Assert.ThrowsAsync<ProcessException>(() => RunAsync(app, new PipelineOptions("no/such/access.log", RulesOf(app))));
        Assert.Contains("no/such/access.log", PipelineRun.Explain(error), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', PipelineRun.Explain(error));
        await app.StopAsync();
    }

    [Fact]
    public async Task A_corrupt_archive_ends_the_run_with_its_error_and_nothing_stays()
    {
        using var folder = new TemporaryFolder();
        var whole = await File.ReadAllBytesAsync(ShippedLog.Path);
        var path = Path.Combine(folder.Path, "cut.log.gz");
        await File.WriteAllBytesAsync(path, whole.AsMemory(0, whole.Length / 2));
        using var app = await StartAsync();
        var error = await Assert.ThrowsAsync<ProcessException>(() => RunAsync(app, new PipelineOptions(path, RulesOf(app))));
        Assert.Contains("cut.log.gz", PipelineRun.Explain(error), StringComparison.Ordinal);
        await AssertNothingStaysAsync(app);
        await app.StopAsync();
    }

    [Fact]
    public async Task The_aggregator_answers_in_the_middle_of_a_run()
    {
        using var app = await StartAsync();
        var runtime = app.Services.GetRequiredService<ArtelRuntime>();
        var running = RunAsync(app, new PipelineOptions(ShippedLog.Path, RulesOf(app)));
        PipelineReport? midway = null;
        while (midway is not { ParsedLines: > 0 } && !running.IsCompleted)
        {
            if (runtime.TryLookup(Pipeline.AggregatorName) is { } aggregator)
                midway = await runtime.AskAsync<PipelineReport>(aggregator, "report");
            await Task.Yield();
        }

        var report = await running;
        Assert.InRange(midway!.ParsedLines, 1, report.ParsedLines);
        await app.StopAsync();
    }

    private static async Task<IHost> StartAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddArtel(static artel => artel
            .AddHost(Pipeline.Host, static host => host.StopTimeout = TimeSpan.FromSeconds(5))
            .AddPipeline());
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static List<string> RulesOf(IHost app) =>
        [.. app.Services.GetRequiredService<ArtelRuntime>().Definitions.Where(static id => id.StartsWith(RuleName.Namespace, StringComparison.Ordinal))];

    private static async Task<PipelineReport> RunAsync(IHost app, PipelineOptions options)
    {
        using var run = new PipelineRun(app.Services.GetRequiredService<ArtelRuntime>(), options);
        return await run.Start(CancellationToken.None).WaitAsync(Patience);
    }

    private static async Task AssertNothingStaysAsync(IHost app)
    {
        var runtime = app.Services.GetRequiredService<ArtelRuntime>();
        using var patience = new CancellationTokenSource(Patience);
        while (runtime.ProcessCount > 0)
        {
            Assert.False(patience.IsCancellationRequested, $"{runtime.ProcessCount} processes stayed");
            await Task.Yield();
        }
    }

    private static async Task AssertEqualsPlainCountAsync(PipelineReport report)
    {
        var plain = await PlainCount.OfAsync(ShippedLog.Path);
        Assert.Equal((plain.Total, plain.Parsed, plain.Malformed), (report.TotalLines, report.ParsedLines, report.MalformedLines));
        Assert.Equal(plain.Rules.Keys.Order(StringComparer.Ordinal), report.Rules.Select(static rule => rule.Name));
        foreach (var rule in report.Rules)
        {
            var expected = plain.Rules[rule.Name];
            Assert.Equal((rule.Name, expected.Seen, expected.Hits), (rule.Name, rule.Seen, rule.Hits));
            Assert.Equal(expected.Labels.OrderBy(static label => label.Key), rule.Labels.OrderBy(static label => label.Key));
            Assert.Equal(
                expected.Crashes.OrderBy(static crash => crash.Number),
                rule.Crashes.Select(static crash => (crash.File, crash.Number, crash.Text)).OrderBy(static crash => crash.Number));
            Assert.All(rule.Crashes, crash => Assert.Contains($"rules/{rule.Name}.lua:", crash.Error, StringComparison.Ordinal));
        }
    }
}
