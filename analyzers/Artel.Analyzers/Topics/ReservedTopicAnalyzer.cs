using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0001 and ART0002 in C#: a reserved or empty topic that is given to what takes a topic.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReservedTopicAnalyzer : ArtelAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public ReservedTopicAnalyzer() : base(RuleDescriptors.TopicIsReserved, RuleDescriptors.TopicIsEmpty) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols)
    {
        // Arguments are the same operation in calls, constructors, indexers and attributes.
        context.RegisterOperationAction(
            operation =>
            {
                // A default value is judged where it is declared.
                var argument = (IArgumentOperation)operation.Operation;
                if (argument is { ArgumentKind: not ArgumentKind.DefaultValue, Parameter: { } parameter })
                    Check(operation, symbols, parameter, argument.Value);
            },
            OperationKind.Argument);

        context.RegisterOperationAction(
            operation =>
            {
                var assignment = (ISimpleAssignmentOperation)operation.Operation;
                if (assignment.Target is IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } target)
                    Check(operation, symbols, target.Member, assignment.Value);
            },
            OperationKind.SimpleAssignment);

        context.RegisterOperationAction(
            operation =>
            {
                var initializer = (IParameterInitializerOperation)operation.Operation;
                Check(operation, symbols, initializer.Parameter, initializer.Value);
            },
            OperationKind.ParameterInitializer);
    }

    /// <summary>Asked first: nearly all texts that are written somewhere are fine, whatever they are for.</summary>
    private static bool IsFine(IOperation value) =>
        value.ConstantValue is { HasValue: true } constant && (constant.Value is not string text || ReservedTopic.RuleOf(text) is null);

    private static void Check(OperationAnalysisContext context, ArtelSymbols symbols, ISymbol target, IOperation given)
    {
        if (!ArtelSymbols.MayBeTopic(target))
            return;
        foreach (var value in ValueElements.Of(given))
            if (!IsFine(value) && symbols.IsTopic(target) && ConstantText.Of(value, context.CancellationToken) is { } topic && ReservedTopic.RuleOf(topic) is { } rule)
                context.ReportDiagnostic(Diagnostic.Create(rule, value.Syntax.GetLocation(), topic));
    }
}
