using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Artel.Analyzers.Tests;

/// <summary>Checks C# in which the places of diagnostics are marked: <c>{|ART0001:"@x"|}</c>.</summary>
internal static class CSharpVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public static Task VerifyAsync(params string[] sources) => VerifyAsync(withArtel: true, sources);

    /// <summary>What is reported, as <c>ART0001: message</c>, in the order of the text.</summary>
    public static async Task<string[]> MessagesAsync(params string[] sources)
    {
        var compilation = CSharpCompilation.Create(
            "test",
            sources.Select(source => CSharpSyntaxTree.ParseText(source)),
            TestReferences.Framework.Add(TestReferences.Artel),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var diagnostics = await compilation.WithAnalyzers([new TAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];
    }

    /// <summary>The places in the text that are reported, with a rule switched on that is off by default.</summary>
    public static async Task<string[]> FoundAsync(string? switchedOn, string source)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        if (switchedOn is not null)
            options = options.WithSpecificDiagnosticOptions([new(switchedOn, ReportDiagnostic.Info)]);
        var compilation = CSharpCompilation.Create("test", [CSharpSyntaxTree.ParseText(source)], TestReferences.Framework.Add(TestReferences.Artel), options);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var diagnostics = await compilation.WithAnalyzers([new TAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length))];
    }

    public static Task VerifyWithoutArtelAsync(params string[] sources) => VerifyAsync(withArtel: false, sources);

    private static Task VerifyAsync(bool withArtel, string[] sources)
    {
        var test = new CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> { ReferenceAssemblies = TestReferences.None };
        test.TestState.AdditionalReferences.AddRange(TestReferences.Framework);
        if (withArtel)
            test.TestState.AdditionalReferences.Add(TestReferences.Artel);
        foreach (var source in sources)
            test.TestState.Sources.Add(source);
        return test.RunAsync();
    }

    /// <summary>Checks that all fixes together make the second text of the first; with the same text twice, that none is offered.</summary>
    /// <param name="source">What is to be mended.</param>
    /// <param name="mended">What it should become.</param>
    /// <param name="action">Which of the fixes that are offered, by its key; the first if nothing is said.</param>
    public static Task VerifyFixAsync<TFix>(string source, string mended, string? action = null)
        where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
        {
            TestCode = source,
            FixedCode = mended,
            CodeActionEquivalenceKey = action,
            ReferenceAssemblies = TestReferences.None,
        };
        test.TestState.AdditionalReferences.AddRange(TestReferences.Framework);
        test.TestState.AdditionalReferences.Add(TestReferences.Artel);
        if (source == mended)
            test.FixedState.MarkupHandling = MarkupMode.Allow;
        return test.RunAsync();
    }
}
