using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0409: operations behind an upgrade that nobody awaits: by then they may be another definition's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UpgradeAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public UpgradeAnalyzer() : base(RuleDescriptors.ProcessIsUsedAfterUpgrade) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols) => context.RegisterOperationAction(
        static operation =>
        {
            var upgrade = (IInvocationOperation)operation.Operation;
            if (upgrade.TargetMethod.Name == "UpgradeAsync" && ArtelOperations.IsOperation(upgrade.TargetMethod) && StatementOf(upgrade) is { } statement && UseBehind(statement) is { } use)
                operation.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.ProcessIsUsedAfterUpgrade, use.Syntax.GetLocation(), use.TargetMethod.Name));
        },
        OperationKind.Invocation);

    /// <summary>The statement that starts the upgrade and drops its task; null where the task is awaited, returned or kept.</summary>
    private static IOperation? StatementOf(IOperation upgrade) => upgrade.Parent switch
    {
        IExpressionStatementOperation statement => statement,
        ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation statement } => statement,
        _ => null,
    };

    /// <summary>The first operation in the statements that follow in the same block.</summary>
    private static IInvocationOperation? UseBehind(IOperation statement) => statement.Parent is not IBlockOperation block
        ? null
        : block.Operations
            .Where(later => later.Syntax.SpanStart > statement.Syntax.SpanStart && later is not ILocalFunctionOperation)
            .SelectMany(static later => later.DescendantsAndSelf())
            .OfType<IInvocationOperation>()
            .FirstOrDefault(static call => ArtelOperations.IsOperation(call.TargetMethod));
}
