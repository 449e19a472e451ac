using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Tool.Check;

/// <summary>One finding of a rule.</summary>
/// <param name="Path">The file, as it is printed.</param>
/// <param name="Diagnostic">What the rule says.</param>
/// <param name="Severity">How bad it is, by the configuration.</param>
/// <param name="CanBeMended">True where <c>--fix</c> mends it.</param>
internal sealed record CheckFinding(string Path, Diagnostic Diagnostic, DiagnosticSeverity Severity, bool CanBeMended);

/// <summary>What a check found.</summary>
/// <param name="FileCount">How many files were checked.</param>
/// <param name="Findings">What is to be printed, in the order of the files and their lines.</param>
/// <param name="Mended">The files that were changed, and how many mends each took.</param>
internal sealed record CheckResult(int FileCount, IReadOnlyList<CheckFinding> Findings, IReadOnlyList<(string Path, int Count)> Mended)
{
    public bool HasErrors => Findings.Any(static finding => finding.Severity == DiagnosticSeverity.Error);
}

/// <summary>Checks Lua files, and mends them.</summary>
internal static class LuaCheck
{
    // A mend may make another one possible, as a declared permission that is too narrow then; more than a few rounds are a defect.
    private const int MaxRounds = 10;

    /// <summary>
    /// The rules whose mends change nothing but what was clearly meant. Those for unused permissions and ignored errors are offered in
    /// editors only: they take something away, or silence what should be looked at.
    /// </summary>
    private static readonly HashSet<string> MendedRules =
    [
        RuleIds.TopicIsReserved, RuleIds.PermissionIsMissing, RuleIds.PermissionIsTooNarrow, RuleIds.LuaMemberIsUnknown, RuleIds.LuaGlobalIsUndefined,
        RuleIds.LuaModuleIsUnknown, RuleIds.LuaAnnotationIsMalformed, RuleIds.LuaLocalIsUnused, RuleIds.DurationIsMalformed,
    ];

    /// <summary>Checks a file, or all below a folder.</summary>
    /// <exception cref="CheckException">There is nothing to check, or it can't be read or written.</exception>
    public static CheckResult Run(string path, bool mend, CancellationToken cancellationToken)
    {
        var projects = LuaFolder.Find(path);
        var findings = new List<CheckFinding>();
        var mended = new List<(string, int)>();
        foreach (var project in projects)
        {
            var severities = ConfiguredSeverities.Of(project.Folder);
            var files = project.Read();
            var counts = new Dictionary<LuaSource, int>();
            var found = Check(project, files, severities, cancellationToken);
            for (var round = 0; mend && round < MaxRounds && Mend(found, counts); round++)
                found = Check(project, files, severities, cancellationToken);
            foreach (var (file, count) in counts)
            {
                file.Save();
                mended.Add((file.Shown, count));
            }

            findings.AddRange(found
                .Where(static one => one.Severity > DiagnosticSeverity.Hidden)
                .Select(static one => new CheckFinding(one.File.Shown, one.Diagnostic, one.Severity, one.Mend is not null)));
        }

        return new(projects.Sum(static project => project.Asked.Count), findings, mended);
    }

    private static List<Found> Check(LuaFolder project, IReadOnlyList<LuaSource> files, ConfiguredSeverities severities, CancellationToken cancellationToken)
    {
        var byPath = files.Where(file => project.Asked.Contains(file.Path)).ToDictionary(static file => file.Path);
        var found = new List<Found>();
        foreach (var diagnostic in LuaRules.Check(project.Options(files), cancellationToken))
            if (byPath.TryGetValue(diagnostic.Location.GetLineSpan().Path, out var file) && severities.Of(diagnostic) is { } severity)
                found.Add(new(file, diagnostic, severity, MendedRules.Contains(diagnostic.Id) ? LuaMend.Of(file.Text.ToString(), diagnostic) : null));
        return [.. found
            .OrderBy(static one => one.File.Shown, StringComparer.Ordinal)
            .ThenBy(static one => one.Diagnostic.Location.SourceSpan.Start)
            .ThenBy(static one => one.Diagnostic.Id, StringComparer.Ordinal)];
    }

    /// <summary>True where something was changed. Of two changes of one place the first is made, and then the file is looked at again.</summary>
    private static bool Mend(List<Found> found, Dictionary<LuaSource, int> counts)
    {
        var isChanged = false;
        foreach (var file in found.GroupBy(static one => one.File))
        {
            var changes = new List<TextChange>();
            foreach (var change in file.Select(static one => one.Mend?.Change).OfType<TextChange>().Distinct().OrderBy(static change => change.Span.Start))
                if (changes.Count == 0 || changes[^1].Span.End < change.Span.Start || (changes[^1].Span.End == change.Span.Start && changes[^1].Span != change.Span))
                    changes.Add(change);
            if (changes.Count == 0 || !file.Key.Apply(changes))
                continue;
            counts[file.Key] = counts.GetValueOrDefault(file.Key) + changes.Count;
            isChanged = true;
        }

        return isChanged;
    }

    private sealed record Found(LuaSource File, Diagnostic Diagnostic, DiagnosticSeverity Severity, LuaMend? Mend);
}
