namespace LogPipeline.Report;

/// <summary>A line that is no entry, and why.</summary>
public sealed record MalformedLine(string File, long Number, string Reason, string Text);
