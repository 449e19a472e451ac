using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers.Tests;

/// <summary>Runs a rule over Lua files that a project gives to the compiler.</summary>
internal static class LuaVerifier
{
    /// <summary>The diagnostics as the compiler prints them: <c>a.lua(1,2): error ART0001: message</c>.</summary>
    public static Task<string[]> DiagnosticsAsync<TAnalyzer>(string source, string path = "a.lua", bool withArtel = true)
        where TAnalyzer : DiagnosticAnalyzer, new() => DiagnosticsAsync<TAnalyzer>(withArtel, [(path, source)]);

    /// <summary>The same for several files, in the order of their paths.</summary>
    public static Task<string[]> DiagnosticsAsync<TAnalyzer>(params (string Path, string Source)[] files)
        where TAnalyzer : DiagnosticAnalyzer, new() => DiagnosticsAsync<TAnalyzer>(withArtel: true, files);

    /// <summary>The same for a project that has C# as well.</summary>
    public static Task<string[]> DiagnosticsWithCodeAsync<TAnalyzer>(string code, params (string Path, string Source)[] files)
        where TAnalyzer : DiagnosticAnalyzer, new() => DiagnosticsAsync<TAnalyzer>(withArtel: true, files, code);

    /// <summary>The same for a project that is a program.</summary>
    public static Task<string[]> DiagnosticsOfApplicationAsync<TAnalyzer>(string code, params (string Path, string Source)[] files)
        where TAnalyzer : DiagnosticAnalyzer, new() =>
        DiagnosticsAsync(new TAnalyzer(), withArtel: true, files, [code], [], OutputKind.ConsoleApplication);

    /// <summary>The same for files whose places in the output folder are known.</summary>
    public static Task<string[]> DiagnosticsOfPlacedAsync<TAnalyzer>(params (string Path, string Source, string Place)[] files)
        where TAnalyzer : DiagnosticAnalyzer, new() => DiagnosticsAsync(
            new TAnalyzer(),
            withArtel: true,
            [.. files.Select(file => (file.Path, file.Source))],
            [],
            files.ToDictionary(file => file.Path, file => file.Place));

    private static Task<string[]> DiagnosticsAsync<TAnalyzer>(bool withArtel, (string Path, string Source)[] files, params string[] code)
        where TAnalyzer : DiagnosticAnalyzer, new() => DiagnosticsAsync(new TAnalyzer(), withArtel, files, code, []);

    /// <summary>The same with a rule that was made already.</summary>
    public static Task<string[]> DiagnosticsAsync(DiagnosticAnalyzer analyzer, (string Path, string Source)[] files) =>
        DiagnosticsAsync(analyzer, withArtel: true, files, [], []);

    private static async Task<string[]> DiagnosticsAsync(
        DiagnosticAnalyzer analyzer,
        bool withArtel,
        (string Path, string Source)[] files,
        string[] code,
        Dictionary<string, string> places,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var compilation = CSharpCompilation.Create(
            "test",
            code.Select(text => CSharpSyntaxTree.ParseText(text, path: "Code.cs")),
            references: withArtel ? TestReferences.Framework.Add(TestReferences.Artel) : TestReferences.Framework,
            options: new CSharpCompilationOptions(kind));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var options = new AnalyzerOptions([.. files.Select(file => new File(file.Path, file.Source))], new Places(places));
        var diagnostics = await compilation
            .WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(options, OnException, concurrentAnalysis: true, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal).Select(diagnostic => diagnostic.ToString())];

        static void OnException(Exception exception, DiagnosticAnalyzer analyzer, Diagnostic diagnostic) => Assert.Fail(exception.ToString());
    }

    /// <summary>The texts at the places of the diagnostics.</summary>
    public static async Task<string[]> MarkedAsync<TAnalyzer>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var lines = SourceText.From(source).Lines;
        var diagnostics = await DiagnosticsAsync<TAnalyzer>(source);
        return [.. diagnostics.Select(text =>
        {
            var position = text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..text.IndexOf(')', StringComparison.Ordinal)].Split(',');
            var line = lines[int.Parse(position[0], null) - 1].ToString();
            return line[(int.Parse(position[1], null) - 1)..];
        })];
    }

    private sealed class File(string path, string source) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(source);

        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    /// <summary>What the build says of the files.</summary>
    private sealed class Places(Dictionary<string, string> places) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(places.GetValueOrDefault(textFile.Path));

        private sealed class Options(string? place) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
            {
                value = key == "build_metadata.AdditionalFiles.ArtelLuaPath" ? place : null;
                return value is not null;
            }
        }
    }
}
