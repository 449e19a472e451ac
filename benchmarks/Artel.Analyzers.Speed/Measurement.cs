using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers.Speed;

/// <summary>Measures a set of analyzers on one project, each time on a compilation that nothing was asked of yet.</summary>
internal sealed class Measurement(SampleProject project, ImmutableArray<DiagnosticAnalyzer> analyzers)
{
    private readonly List<double> _times = [];
    private readonly Dictionary<DiagnosticAnalyzer, List<double>> _ofRules = [];

    /// <summary>In milliseconds.</summary>
    public double Median => MedianOf(_times);

    /// <summary>In milliseconds.</summary>
    public double Fastest => _times.Min();

    /// <summary>What the analyzers reported.</summary>
    public int FindingCount { get; private set; }

    /// <summary>The time in the actions of each, in milliseconds of all threads together.</summary>
    public IEnumerable<(DiagnosticAnalyzer Rule, double Time)> TimesOfRules => _ofRules.Select(static entry => (entry.Key, MedianOf(entry.Value)));

    public async Task RunAsync(bool isKept)
    {
        var options = new CompilationWithAnalyzersOptions(
            project.Options(), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: true);
        var compilation = project.Create().WithAnalyzers(analyzers, options);
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var result = await compilation.GetAnalysisResultAsync(CancellationToken.None);
        var time = watch.Elapsed.TotalMilliseconds;
        var found = result.GetAllDiagnostics();
        if (found.FirstOrDefault(static diagnostic => diagnostic.Id == "AD0001") is { } failed)
            throw new InvalidOperationException($"An analyzer failed, so there is nothing to measure: {failed}");
        FindingCount = found.Length;
        if (!isKept)
            return;
        _times.Add(time);
        foreach (var (analyzer, telemetry) in result.AnalyzerTelemetryInfo)
        {
            if (!_ofRules.TryGetValue(analyzer, out var times))
                _ofRules.Add(analyzer, times = []);
            times.Add(telemetry.ExecutionTime.TotalMilliseconds);
        }
    }

    private static double MedianOf(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
