using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0408: a <c>Try...</c> operation whose answer nobody looks at. Off until somebody asks for it: to send without caring is common.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredOutcomeAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public IgnoredOutcomeAnalyzer() : base(RuleDescriptors.OutcomeIsIgnored) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols) => context.RegisterOperationAction(
        static operation =>
        {
            var statement = (IExpressionStatementOperation)operation.Operation;
            if (statement.Operation is IInvocationOperation { TargetMethod: { ReturnType.SpecialType: SpecialType.System_Boolean } method } &&
                method.Name.StartsWith("Try", StringComparison.Ordinal) && ArtelOperations.IsOperation(method))
            {
                operation.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.OutcomeIsIgnored, statement.Syntax.GetLocation(), method.Name));
            }
        },
        OperationKind.ExpressionStatement);
}
