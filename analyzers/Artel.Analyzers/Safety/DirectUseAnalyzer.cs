using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0406: a process class that is made with <c>new</c>, so that it is an object and no process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DirectUseAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public DirectUseAnalyzer() : base(RuleDescriptors.ProcessIsUsedDirectly) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols) => context.RegisterOperationAction(
        operation =>
        {
            var created = (IObjectCreationOperation)operation.Operation;
            if (created.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } type && symbols.IsProcess(type))
                operation.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.ProcessIsUsedDirectly, created.Syntax.GetLocation(), type.Name));
        },
        OperationKind.ObjectCreation);
}
