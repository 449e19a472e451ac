namespace LogPipeline.Report;

/// <summary>What a run found, as plain data: nothing in it knows of processes or of a terminal.</summary>
/// <param name="Source">The path that was read, as given.</param>
/// <param name="TotalLines">All lines that are not empty.</param>
/// <param name="ParsedLines">Those that are entries.</param>
/// <param name="MalformedLines">Those that are not.</param>
/// <param name="MalformedSamples">The first few that are not.</param>
/// <param name="Rules">One for each rule script.</param>
/// <param name="Traffic">Totals over all entries.</param>
/// <param name="Elapsed">How long the run took.</param>
public sealed record PipelineReport(
    string Source,
    long TotalLines,
    long ParsedLines,
    long MalformedLines,
    IReadOnlyList<MalformedLine> MalformedSamples,
    IReadOnlyList<RuleReport> Rules,
    TrafficReport Traffic,
    TimeSpan Elapsed)
{
    /// <summary>The pipeline's own speed, not the web server's.</summary>
    public double LinesPerSecond => Elapsed > TimeSpan.Zero ? TotalLines / Elapsed.TotalSeconds : 0;
}
