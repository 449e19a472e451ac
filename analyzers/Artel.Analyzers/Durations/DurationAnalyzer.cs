using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0602 in C#: a deadline, delay or timeout that is always zero or negative.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DurationAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public DurationAnalyzer() : base(RuleDescriptors.DurationIsNotPositive) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols) =>
        context.RegisterOperationAction(
            static operation =>
            {
                var argument = (IArgumentOperation)operation.Operation;
                if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { ContainingSymbol: IMethodSymbol method } parameter } && Takes(method, parameter) &&
                    IsNeverPositive(argument.Value, mayBeInfinite: parameter.Name == "timeout"))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(
                        RuleDescriptors.DurationIsNotPositive, argument.Value.Syntax.GetLocation(), $"{(method.ContainingType.Name == "ArtelRuntime" ? "ArtelRuntime" : "Process")}.{method.Name}"));
                }
            },
            OperationKind.Argument);

    private static bool Takes(IMethodSymbol method, IParameterSymbol parameter) =>
        ArtelOperations.IsOperation(method)
        && (method.Name, parameter.Name) is ("Cancel" or "TryCancel", "deadline") or ("After", "delay") or ("AskAsync", "timeout");

    private static bool IsNeverPositive(IOperation value, bool mayBeInfinite)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value switch
        {
            IFieldReferenceOperation { Field: { Name: "Zero" or "MinValue" or "InfiniteTimeSpan" } field } =>
                field.IsStatic && IsTimeSpan(field.Type) && !(mayBeInfinite && field.Name == "InfiniteTimeSpan"),
            IDefaultValueOperation created => IsTimeSpan(created.Type),
            IObjectCreationOperation { Arguments.Length: 0 } created => IsTimeSpan(created.Type),
            IInvocationOperation { TargetMethod: { IsStatic: true } factory, Arguments: { Length: > 0 } amounts } when factory.Name.StartsWith("From", StringComparison.Ordinal) =>
                IsTimeSpan(factory.ContainingType) && amounts[0].Value.ConstantValue is { HasValue: true, Value: { } number } && IsNotPositive(number),
            _ => false,
        };
    }

    private static bool IsNotPositive(object number) => number switch
    {
        double value => value <= 0,
        int value => value <= 0,
        long value => value <= 0,
        _ => false,
    };

    private static bool IsTimeSpan(ITypeSymbol? type) => type is { Name: "TimeSpan", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
