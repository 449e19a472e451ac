using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers.Speed;

/// <summary>Measures a set of analyzers on one project, each time on a compilation that nothing was asked of yet.</summary>
internal sealed class Measurement(SampleProject project, ImmutableArray<DiagnosticAnalyzer> analyzers)
{
    private readonly List<double> _times = [];
    private readonly List<double> _processorTimes = [];

    /// <summary>Of all rounds, in milliseconds.</summary>
    public Sample Time => new(_times);

    /// <summary>What all threads used of the processors, in milliseconds: it tells less of what else the machine does.</summary>
    public Sample ProcessorTime => new(_processorTimes);

    /// <summary>What the analyzers reported.</summary>
    public string Findings { get; private set; } = string.Empty;

    public async Task RunAsync()
    {
        var options = new CompilationWithAnalyzersOptions(
            project.Options(), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var compilation = project.Create().WithAnalyzers(analyzers, options);
        GC.Collect();
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var result = await compilation.GetAnalysisResultAsync(CancellationToken.None);
        _times.Add(watch.Elapsed.TotalMilliseconds);
        _processorTimes.Add((Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
        var found = result.GetAllDiagnostics();
        if (found.FirstOrDefault(static diagnostic => diagnostic.Id == "AD0001") is { } failed)
            throw new InvalidOperationException($"An analyzer failed, so there is nothing to measure: {failed}");
        Findings = string.Join(", ", found.CountBy(static diagnostic => diagnostic.Id).OrderBy(static entry => entry.Key).Select(static entry => $"{entry.Value} {entry.Key}"));
    }
}

/// <summary>What was measured in several rounds.</summary>
internal readonly record struct Sample(IReadOnlyCollection<double> Values)
{
    public double Median => Values.Order().ElementAt(Values.Count / 2);

    /// <summary>What else a machine does can only add to it.</summary>
    public double Fastest => Values.Min();
}
