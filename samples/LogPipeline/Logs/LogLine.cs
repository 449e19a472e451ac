namespace LogPipeline.Logs;

/// <summary>A line as read, without its line ending.</summary>
/// <param name="File">The name of the file the line is in.</param>
/// <param name="Number">Its 1-based number within the file, empty lines included.</param>
/// <param name="Text">The text; what is not UTF-8 stands as U+FFFD.</param>
/// <param name="IsCut">The line was longer than <see cref="LogReader.MaxLineBytes"/> and lost its end: it counts as malformed.</param>
public readonly record struct LogLine(string File, long Number, string Text, bool IsCut);
