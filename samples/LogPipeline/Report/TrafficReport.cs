namespace LogPipeline.Report;

/// <summary>Totals of the log itself, without any rule.</summary>
/// <param name="Requests">Entries counted.</param>
/// <param name="Bytes">The sum of the response sizes that the log gives.</param>
/// <param name="StatusClasses">Requests by the status's first digit: 2 for 2xx.</param>
/// <param name="TopPaths">The most requested paths without their query strings, most requested first.</param>
/// <param name="First">The earliest entry's time; null without entries.</param>
/// <param name="Last">The latest entry's time; null without entries.</param>
public sealed record TrafficReport(
    long Requests,
    long Bytes,
    IReadOnlyDictionary<int, long> StatusClasses,
    IReadOnlyList<KeyValuePair<string, long>> TopPaths,
    DateTimeOffset? First,
    DateTimeOffset? Last)
{
    /// <summary>The average over the time the log covers; the first and the last second count whole.</summary>
    public double RequestsPerSecond =>
        First is { } first && Last is { } last ? Requests / ((last - first).TotalSeconds + 1) : 0;
}
