using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0407: an operation of a process whose task nobody looks at.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredTaskAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public IgnoredTaskAnalyzer() : base(RuleDescriptors.TaskIsIgnored) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols) => context.RegisterOperationAction(
        static operation =>
        {
            var statement = (IExpressionStatementOperation)operation.Operation;
            if (statement.Operation is IInvocationOperation { TargetMethod: { ReturnType.Name: "Task" or "ValueTask" } method } &&
                (ArtelOperations.IsOperation(method) || IsTypedCaller(method)))
            {
                operation.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.TaskIsIgnored, statement.Syntax.GetLocation(), method.Name));
            }
        },
        OperationKind.ExpressionStatement);

    /// <summary>What is generated for a function: an extension of the executor.</summary>
    private static bool IsTypedCaller(IMethodSymbol method) =>
        (method.ReducedFrom ?? method) is { IsExtensionMethod: true } extension
        && extension.Parameters[0].Type is { Name: "FunctionExecutor", ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } };
}
