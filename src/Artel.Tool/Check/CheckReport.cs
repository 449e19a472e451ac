using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace Artel.Tool.Check;

/// <summary>Prints what a check found.</summary>
internal static class CheckReport
{
    /// <summary>A line for each finding, and on the other writer a summary.</summary>
    public static async Task WriteTextAsync(CheckResult result, TextWriter output, TextWriter summary)
    {
        foreach (var finding in result.Findings)
        {
            var start = finding.Diagnostic.Location.GetLineSpan().StartLinePosition;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{finding.Path}:{start.Line + 1}:{start.Character + 1}: {Name(finding.Severity)} {finding.Diagnostic.Id}: {Message(finding)}"));
        }

        foreach (var (path, count) in result.Mended)
            await summary.WriteLineAsync($"{path}: mended {Count(count, "finding")}");
        var mendable = result.Findings.Count(static finding => finding.CanBeMended);
        await summary.WriteLineAsync(
            $"{Count(result.FileCount, "Lua file")}: {Count(CountOf(DiagnosticSeverity.Error), "error")}, {Count(CountOf(DiagnosticSeverity.Warning), "warning")}"
            + (mendable > 0 ? $"; 'artel check --fix' mends {mendable} of them" : string.Empty));

        int CountOf(DiagnosticSeverity severity) => result.Findings.Count(finding => finding.Severity == severity);
    }

    /// <summary>One object: <c>files</c>, <c>diagnostics</c>, <c>mended</c>. Lines and columns are counted from 1.</summary>
    public static async Task WriteJsonAsync(CheckResult result, TextWriter output)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("files", result.FileCount);
            json.WriteStartArray("diagnostics");
            foreach (var finding in result.Findings)
                Write(json, finding);
            json.WriteEndArray();
            json.WriteStartArray("mended");
            foreach (var (path, count) in result.Mended)
            {
                json.WriteStartObject();
                json.WriteString("path", path);
                json.WriteNumber("count", count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        await output.WriteLineAsync(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, CheckFinding finding)
    {
        var place = finding.Diagnostic.Location.GetLineSpan();
        json.WriteStartObject();
        json.WriteString("path", finding.Path);
        json.WriteNumber("line", place.StartLinePosition.Line + 1);
        json.WriteNumber("column", place.StartLinePosition.Character + 1);
        json.WriteNumber("endLine", place.EndLinePosition.Line + 1);
        json.WriteNumber("endColumn", place.EndLinePosition.Character + 1);
        json.WriteString("severity", Name(finding.Severity));
        json.WriteString("id", finding.Diagnostic.Id);
        json.WriteString("message", Message(finding));
        json.WriteString("help", finding.Diagnostic.Descriptor.HelpLinkUri);
        json.WriteBoolean("canBeMended", finding.CanBeMended);
        json.WriteEndObject();
    }

    private static string Message(CheckFinding finding) => finding.Diagnostic.GetMessage(CultureInfo.InvariantCulture);

    private static string Name(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? string.Empty : "s")}";
}
