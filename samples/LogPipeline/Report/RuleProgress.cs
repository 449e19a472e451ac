namespace LogPipeline.Report;

/// <summary>How one rule is doing, at one moment.</summary>
public sealed record RuleProgress(string Name, long Hits, long Crashes);
