namespace LogPipeline.Report;

/// <summary>How far a run is, at one moment.</summary>
public sealed record ProgressSnapshot(long BytesRead, long BytesTotal, long Lines, IReadOnlyList<RuleProgress> Rules)
{
    /// <summary>Between 0 and 1. A source without a known size is at 0 until it ends.</summary>
    public double Fraction => BytesTotal > 0 ? Math.Clamp((double)BytesRead / BytesTotal, 0, 1) : 0;
}
