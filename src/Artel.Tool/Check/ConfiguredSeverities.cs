using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Tool.Check;

/// <summary>The severities that the <c>.globalconfig</c> files of a folder and of those above it give to rules, read as the compiler reads them.</summary>
internal sealed class ConfiguredSeverities
{
    private readonly ImmutableDictionary<string, ReportDiagnostic> _configured;

    private ConfiguredSeverities(ImmutableDictionary<string, ReportDiagnostic> configured) => _configured = configured;

    /// <exception cref="CheckException">A file can't be read, or two of them contradict each other.</exception>
    public static ConfiguredSeverities Of(string folder)
    {
        var files = new List<AnalyzerConfig>();
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
            if (Path.Combine(current, ".globalconfig") is var path && File.Exists(path))
                files.Add(AnalyzerConfig.Parse(Text(path), path));
        var set = AnalyzerConfigSet.Create(files, out var problems);
        if (problems.FirstOrDefault(static problem => problem.Severity >= DiagnosticSeverity.Warning) is { } wrong)
            throw new CheckException(wrong.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        return new(set.GlobalConfigOptions.TreeOptions);
    }

    /// <summary>How bad it is; null where the rule is switched off.</summary>
    public DiagnosticSeverity? Of(Diagnostic diagnostic) => _configured.GetValueOrDefault(diagnostic.Id) switch
    {
        ReportDiagnostic.Error => DiagnosticSeverity.Error,
        ReportDiagnostic.Warn => DiagnosticSeverity.Warning,
        ReportDiagnostic.Info => DiagnosticSeverity.Info,
        ReportDiagnostic.Hidden => DiagnosticSeverity.Hidden,
        ReportDiagnostic.Suppress => null,
        _ => diagnostic.Descriptor.IsEnabledByDefault ? diagnostic.DefaultSeverity : null,
    };

    private static SourceText Text(string path)
    {
        try
        {
            return SourceText.From(File.ReadAllText(path));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new CheckException($"can't read '{path}': {wrong.Message}", wrong);
        }
    }
}
