using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Generators.Tests;

/// <summary>The analyzers of the SDK that compiles this, with the severities of <c>AnalysisLevel</c> latest-all.</summary>
internal static partial class PlatformAnalyzers
{
    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> All = new(Load);

    private static readonly Lazy<ImmutableDictionary<string, ReportDiagnostic>> Severities = new(ReadSeverities);

    private static string Folder => typeof(PlatformAnalyzers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "PlatformAnalyzers").Value!;

    /// <summary>How many rules report.</summary>
    public static int Count => Severities.Value.Count(static rule => rule.Value == ReportDiagnostic.Warn);

    /// <summary>What they and the compiler report, with warnings that are off by default.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(Compilation compilation)
    {
        var strict = compilation.WithOptions(((CSharpCompilationOptions)compilation.Options).WithSpecificDiagnosticOptions(Severities.Value));
        var reported = await strict.WithAnalyzers(All.Value).GetAllDiagnosticsAsync();
        Assert.DoesNotContain(reported, static diagnostic => diagnostic.Id is "AD0001" or "CS8032");
        return [.. reported.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)];
    }

    /// <summary>Also from assemblies that hold code fixes, which need what is not there.</summary>
    private static ImmutableArray<DiagnosticAnalyzer> Load() =>
    [
        .. Directory.GetFiles(Folder, "*.dll")
            .Where(static path => !path.Contains("VisualBasic", StringComparison.Ordinal))
            .SelectMany(static path => Types(Assembly.LoadFrom(path)))
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer))
                && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is { } marked && marked.Languages.Contains(LanguageNames.CSharp))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException incomplete)
        {
            return incomplete.Types.OfType<Type>();
        }
    }

    private static ImmutableDictionary<string, ReportDiagnostic> ReadSeverities()
    {
        var latest = Directory.GetFiles(Path.Combine(Folder, "build", "config"), "analysislevel_*_all.globalconfig")
            .Select(static path => (Path: path, Level: Level().Match(System.IO.Path.GetFileName(path))))
            .Where(static file => file.Level.Success)
            .MaxBy(static file => int.Parse(file.Level.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Path;
        return File.ReadLines(latest).Select(static line => Setting().Match(line)).Where(static match => match.Success)
            .ToImmutableDictionary(static match => match.Groups[1].Value, static match => match.Groups[2].Value == "warning" ? ReportDiagnostic.Warn : ReportDiagnostic.Suppress);
    }

    [GeneratedRegex(@"^analysislevel_(\d+)_all\.globalconfig$")]
    private static partial Regex Level();

    [GeneratedRegex(@"^dotnet_diagnostic\.(\w+)\.severity\s*=\s*(\w+)")]
    private static partial Regex Setting();
}
