using LogPipeline.Logs;

namespace LogPipeline.Report;

/// <summary>Adds entries up to a <see cref="TrafficReport"/>. One caller at a time.</summary>
public sealed class TrafficCounter
{
    /// <summary>
    /// Distinct paths that are counted. A scanner can make up any number of paths, and memory should not follow it; the
    /// popular ones turn up long before the limit does.
    /// </summary>
    public const int MaxPaths = 100_000;

    private readonly Dictionary<string, long> _paths = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, long> _statusClasses = [];
    private long _requests;
    private long _bytes;
    private DateTimeOffset? _first;
    private DateTimeOffset? _last;

    public void Add(LogEntry entry)
    {
        _requests++;
        _bytes += entry.Bytes ?? 0;
        var statusClass = entry.Status / 100;
        _statusClasses[statusClass] = _statusClasses.GetValueOrDefault(statusClass) + 1;
        if (_first is null || entry.Time < _first)
            _first = entry.Time;
        if (_last is null || entry.Time > _last)
            _last = entry.Time;
        AddPath(entry.Path);
    }

    public TrafficReport ToReport(int topPaths = 10) => new(
        _requests,
        _bytes,
        new SortedDictionary<int, long>(_statusClasses),
        [.. _paths.OrderByDescending(path => path.Value).ThenBy(path => path.Key, StringComparer.Ordinal).Take(topPaths)],
        _first,
        _last);

    private void AddPath(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        if (_paths.TryGetValue(path, out var count) || _paths.Count < MaxPaths)
            _paths[path] = count + 1;
    }
}
