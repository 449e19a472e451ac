using LogPipeline.Report;

namespace LogPipeline.Processes;

/// <summary>What the aggregator knows of one rule.</summary>
internal sealed class RuleTally
{
    /// <summary>Labels come from the log by way of the script, so their number is bounded; the hits of further ones are counted together.</summary>
    private const int MaxLabels = 10_000;

    private const string OtherLabels = "(other labels)";
    private const int MaxCrashes = 50;

    private readonly Dictionary<string, long> _labels = new(StringComparer.Ordinal);
    private readonly List<RuleCrash> _crashes = [];
    private long _seen;
    private bool _ended;

    public long Hits { get; private set; }

    public long CrashCount { get; private set; }

    public int Restarts { get; set; }

    /// <summary>Counts a line that the rule has seen.</summary>
    public void Add(string? label)
    {
        _seen++;
        if (label is null)
            return;
        Hits++;
        var counted = _labels.Count < MaxLabels || _labels.ContainsKey(label) ? label : OtherLabels;
        _labels[counted] = _labels.GetValueOrDefault(counted) + 1;
    }

    /// <summary>Counts a line that the rule crashed on.</summary>
    public void Add(RuleCrash crash)
    {
        _seen++;
        CrashCount++;
        if (_crashes.Count < MaxCrashes)
            _crashes.Add(crash);
    }

    /// <summary>The rule has seen all lines; false when that was known.</summary>
    public bool End() => !_ended && (_ended = true);

    public RuleReport ToReport(string name) =>
        new(name, _seen, Hits, new Dictionary<string, long>(_labels), CrashCount, [.. _crashes], Restarts);
}
