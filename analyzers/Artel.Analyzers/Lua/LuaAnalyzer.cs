using System.Runtime.CompilerServices;
using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers;

/// <summary>A rule over each <c>.lua</c> file that the project gives to the compiler.</summary>
public abstract class LuaAnalyzer : ArtelAnalyzer
{
    // All rules see the same SourceText of a version of a file, so that it is parsed once.
    private static readonly ConditionalWeakTable<SourceText, LuaSyntaxTree> Trees = new();

    private protected LuaAnalyzer(params DiagnosticDescriptor[] rules) : base(rules) { }

    private protected sealed override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols) =>
        context.RegisterAdditionalFileAction(Analyze);

    private protected abstract void Analyze(LuaSyntaxTree tree, Action<DiagnosticDescriptor, LuaSpan, string> report);

    private void Analyze(AdditionalFileAnalysisContext context)
    {
        var path = context.AdditionalFile.Path;
        if (!path.EndsWith(".lua", StringComparison.OrdinalIgnoreCase) ||
            context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        var tree = Trees.GetValue(text, static source => LuaSyntaxTree.Parse(source.ToString()));
        Analyze(tree, (rule, span, argument) =>
        {
            if (tree.Suppressions.Cover(rule.Id, span.Start))
                return;
            var place = TextSpan.FromBounds(span.Start, span.End);
            var location = Location.Create(path, place, text.Lines.GetLinePositionSpan(place));
            context.ReportDiagnostic(Diagnostic.Create(rule, location, argument));
        });
    }
}
