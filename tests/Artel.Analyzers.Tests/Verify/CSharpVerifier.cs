using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Artel.Analyzers.Tests;

/// <summary>Checks C# in which the places of diagnostics are marked: <c>{|ART0001:"@x"|}</c>.</summary>
internal static class CSharpVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public static Task VerifyAsync(params string[] sources) => VerifyAsync(withArtel: true, sources);

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
    public static Task VerifyFixAsync<TFix>(string source, string mended)
        where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
        {
            TestCode = source,
            FixedCode = mended,
            ReferenceAssemblies = TestReferences.None,
        };
        test.TestState.AdditionalReferences.AddRange(TestReferences.Framework);
        test.TestState.AdditionalReferences.Add(TestReferences.Artel);
        if (source == mended)
            test.FixedState.MarkupHandling = MarkupMode.Allow;
        return test.RunAsync();
    }
}
