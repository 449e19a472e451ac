namespace LogPipeline.Report;

/// <summary>A rule script's end by an error, and the line it was working on.</summary>
public sealed record RuleCrash(string File, long Number, string Text, string Error);
