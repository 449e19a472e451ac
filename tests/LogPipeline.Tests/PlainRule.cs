namespace LogPipeline.Tests;

/// <summary>What the plain count found for one rule.</summary>
public sealed class PlainRule
{
    private readonly SortedDictionary<string, long> _labels = new(StringComparer.Ordinal);
    private readonly List<(string File, long Number, string Text)> _crashes = [];

    public long Seen { get; private set; }

    public long Hits { get; private set; }

    public IReadOnlyDictionary<string, long> Labels => _labels;

    /// <summary>The lines the rule script is expected to crash on, in the order of the log.</summary>
    public IReadOnlyList<(string File, long Number, string Text)> Crashes => _crashes;

    internal void Count(string? label)
    {
        Seen++;
        if (label is null)
            return;
        Hits++;
        _labels[label] = _labels.GetValueOrDefault(label) + 1;
    }

    internal void Crash(string file, long number, string text)
    {
        Seen++;
        _crashes.Add((file, number, text));
    }
}
