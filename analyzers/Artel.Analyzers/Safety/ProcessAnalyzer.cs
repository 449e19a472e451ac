using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>A rule over each process class.</summary>
public abstract class ProcessAnalyzer : ArtelAnalyzer
{
    private protected ProcessAnalyzer(params DiagnosticDescriptor[] rules) : base(rules) { }

    private protected sealed override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols) => context.RegisterSymbolStartAction(
        start =>
        {
            if (start.Symbol is INamedTypeSymbol type && symbols.IsProcess(type))
                Register(start, type);
        },
        SymbolKind.NamedType);

    /// <summary>Called for each process class.</summary>
    private protected abstract void Register(SymbolStartAnalysisContext context, INamedTypeSymbol process);
}
