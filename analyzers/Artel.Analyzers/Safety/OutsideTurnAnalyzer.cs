using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0403 and ART0404: what belongs to a process, touched on another thread or after <c>ConfigureAwait(false)</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutsideTurnAnalyzer : ProcessAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public OutsideTurnAnalyzer() : base(RuleDescriptors.StateIsTouchedOutsideTurn, RuleDescriptors.TurnIsLeft) { }

    private protected override void Register(SymbolStartAnalysisContext context, INamedTypeSymbol process)
    {
        context.RegisterOperationAction(
            operation =>
            {
                if (ProcessState.NameOf(operation.Operation, process) is { } name && ProcessState.IsOutsideTurn(operation.Operation))
                    operation.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.StateIsTouchedOutsideTurn, operation.Operation.Syntax.GetLocation(), name));
            },
            OperationKind.FieldReference,
            OperationKind.PropertyReference);
        context.RegisterOperationAction(
            operation =>
            {
                var configured = (IInvocationOperation)operation.Operation;
                if (configured is { TargetMethod.Name: "ConfigureAwait", Arguments: { Length: 1 } arguments, Parent: IAwaitOperation awaited } &&
                    arguments[0].Value.ConstantValue is { HasValue: true, Value: false } && !ProcessState.IsOutsideTurn(configured) && StateBehind(awaited, process) is { } name)
                {
                    operation.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.TurnIsLeft, configured.Syntax.GetLocation(), name));
                }
            },
            OperationKind.Invocation);
    }

    /// <summary>What of the process is touched behind the await, in the same function.</summary>
    private static string? StateBehind(IOperation awaited, INamedTypeSymbol process)
    {
        var function = FunctionOf(awaited);
        return function.Descendants()
            .Where(operation => operation.Syntax.SpanStart >= awaited.Syntax.Span.End && FunctionOf(operation) == function)
            .Select(operation => ProcessState.NameOf(operation, process))
            .FirstOrDefault(static name => name is not null);
    }

    private static IOperation FunctionOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation)
                break;
        }

        return operation;
    }
}
