using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0501: what the Lua compiler would reject.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaSyntaxAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaSyntaxAnalyzer() : base(RuleDescriptors.LuaSyntaxError) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        foreach (var error in file.Tree.Errors)
            file.Report(RuleDescriptors.LuaSyntaxError, error.Span, error.Message);
    }
}
