using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0402: a method or local function of a process class that is <c>async void</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncVoidAnalyzer : ProcessAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public AsyncVoidAnalyzer() : base(RuleDescriptors.MethodIsAsyncVoid) { }

    private protected override void Register(SymbolStartAnalysisContext context, INamedTypeSymbol process)
    {
        context.RegisterOperationAction(
            static operation => Check(((ILocalFunctionOperation)operation.Operation).Symbol, operation.ReportDiagnostic), OperationKind.LocalFunction);
        context.RegisterSymbolEndAction(end =>
        {
            foreach (var method in process.GetMembers().OfType<IMethodSymbol>())
                Check(method, end.ReportDiagnostic);
        });
    }

    private static void Check(IMethodSymbol method, Action<Diagnostic> report)
    {
        if (method is { IsAsync: true, ReturnsVoid: true } && method.Locations is { Length: > 0 } places)
            report(Diagnostic.Create(RuleDescriptors.MethodIsAsyncVoid, places[0], method.Name));
    }
}
