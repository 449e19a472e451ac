using LogPipeline.Logs;

namespace LogPipeline.Tests;

/// <summary>
/// The same questions answered the dull way: one thread, one loop, the five rules again in C#. The pipeline's report has to
/// agree with it to the last line, whatever its processes did in whatever order.
/// </summary>
public sealed class PlainCount
{
    private readonly Dictionary<string, PlainRule> _rules = new(StringComparer.Ordinal)
    {
        ["bots"] = new(),
        ["errors"] = new(),
        ["searches"] = new(),
        ["slow"] = new(),
        ["suspicious"] = new(),
    };

    private PlainCount()
    {
    }

    public long Total { get; private set; }

    public long Parsed { get; private set; }

    public long Malformed { get; private set; }

    /// <summary>By the rule's name: bots, errors, searches, slow, suspicious.</summary>
    public IReadOnlyDictionary<string, PlainRule> Rules => _rules;

    public static async Task<PlainCount> OfAsync(string path, double slowThreshold = 1.0, CancellationToken cancelled = default)
    {
        var count = new PlainCount();
        using var reader = LogSource.Open(path).OpenReader();
        while (await reader.ReadLineAsync(cancelled) is { } line)
        {
            count.Total++;
            if (line.IsCut || !CombinedLogParser.TryParse(line.Text, line.Number, line.File, out var entry, out _))
            {
                count.Malformed++;
                continue;
            }
            count.Parsed++;
            count.Add(entry, slowThreshold);
        }
        return count;
    }

    private void Add(LogEntry entry, double slowThreshold)
    {
        _rules["bots"].Count(PlainRules.Bot(entry));
        _rules["errors"].Count(PlainRules.Error(entry));
        _rules["slow"].Count(PlainRules.Slow(entry, slowThreshold));
        _rules["suspicious"].Count(PlainRules.Suspicious(entry));
        if (PlainSearch.TryFind(entry.Path, out var term))
            _rules["searches"].Count(term);
        else
            _rules["searches"].Crash(entry.File, entry.Number, entry.Text);
    }
}
