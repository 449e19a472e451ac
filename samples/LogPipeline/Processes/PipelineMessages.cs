using Artel;
using LogPipeline.Logs;

namespace LogPipeline.Processes;

/// <summary>What a run is asked to do.</summary>
/// <param name="Path">A log file, a packed one, or a folder of them.</param>
/// <param name="Rules">The definition ids of the rule scripts.</param>
/// <param name="WorkersPerRule">How many processes run each script.</param>
/// <param name="SlowThreshold">Above how many seconds a request is slow.</param>
public sealed record PipelineOptions(string Path, IReadOnlyList<string> Rules, int WorkersPerRule = 2, double SlowThreshold = 1.0);

/// <summary>What a rule script is started with; a table in Lua.</summary>
/// <param name="Threshold">Above how many seconds a request is slow.</param>
[Payload]
public sealed record RuleOptions(double Threshold);

/// <summary>A log entry as a rule script sees it; a table with <c>snake_case</c> keys in Lua.</summary>
/// <param name="Number">The supervisor's number of the entry, which the script's answer repeats.</param>
/// <param name="File">The log file's name.</param>
/// <param name="RemoteAddress">Who asked.</param>
/// <param name="User">The user, where the server knows one.</param>
/// <param name="Method">GET, POST..., or empty.</param>
/// <param name="Path">The target as written.</param>
/// <param name="Status">The response's status.</param>
/// <param name="Bytes">The response's size.</param>
/// <param name="Referrer">Where the client says it came from.</param>
/// <param name="UserAgent">What the client says it is.</param>
/// <param name="Seconds">How long it took.</param>
[Payload]
public sealed record RuleLine(
    long Number,
    string File,
    string RemoteAddress,
    string? User,
    string Method,
    string Path,
    int Status,
    long? Bytes,
    string? Referrer,
    string? UserAgent,
    double? Seconds)
{
    /// <summary>The entry under a supervisor's number.</summary>
    public static RuleLine From(LogEntry entry, long number) => new(
        number, entry.File, entry.RemoteAddress, entry.User, entry.Method, entry.Path, entry.Status, entry.Bytes, entry.Referrer,
        entry.UserAgent, entry.Seconds);
}

/// <summary>A rule script's answer to a line.</summary>
/// <param name="Number">The line's number.</param>
/// <param name="Label">What the rule saw in it; null for nothing.</param>
[Payload]
public sealed record Classified(long Number, string? Label);

/// <summary>What a rule says of one line, to the aggregator.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Label">What it saw in the line; null for nothing.</param>
public sealed record Verdict(string Rule, string? Label);

/// <summary>A rule script crashed on a line.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Entry">The line that the script was at.</param>
/// <param name="Error">The script's error.</param>
public sealed record RuleCrashed(string Rule, LogEntry Entry, string Error);

/// <summary>A rule has seen all lines.</summary>
/// <param name="Rule">The rule's name.</param>
public sealed record RuleEnded(string Rule);

/// <summary>How far the reader is.</summary>
/// <param name="BytesRead">Bytes of the files, as they are on disk.</param>
/// <param name="BytesTotal">Of how many.</param>
public sealed record ReadSoFar(long BytesRead, long BytesTotal);
