using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>ART0410: an object that is changed after it was sent, while the receiver may look at it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChangedPayloadAnalyzer : ArtelAnalyzer
{
    private static readonly HashSet<string> Changes = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "Clear", "Dequeue", "Enqueue", "ExceptWith", "Insert", "InsertRange", "IntersectWith", "Pop", "Push", "Remove", "RemoveAll",
        "RemoveAt", "RemoveRange", "RemoveWhere", "Reverse", "Sort", "SymmetricExceptWith", "TryAdd", "TryDequeue", "TryPop", "UnionWith",
    };

    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public ChangedPayloadAnalyzer() : base(RuleDescriptors.PayloadIsChanged) { }

    private protected override void Register(CompilationStartAnalysisContext context, ArtelSymbols symbols) => context.RegisterOperationAction(
        static operation =>
        {
            var send = (IInvocationOperation)operation.Operation;
            if (!ArtelOperations.IsSend(send.TargetMethod) || ArtelOperations.Argument(send, "payload") is not { } payload ||
                ArtelOperations.Unconverted(payload) is not ILocalReferenceOperation { Local: { Type.IsReferenceType: true } local } || BlockOf(send) is not var (block, statement))
            {
                return;
            }

            foreach (var later in block.Operations.Where(later => later.Syntax.SpanStart > statement.Syntax.SpanStart))
            {
                foreach (var part in later.DescendantsAndSelf())
                {
                    // From here on the local is another object.
                    if (part is ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } && Is(target, local))
                        return;
                    if (!IsChange(part, local))
                        continue;
                    operation.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.PayloadIsChanged, part.Syntax.GetLocation(), local.Name, send.TargetMethod.Name));
                    return;
                }
            }
        },
        OperationKind.Invocation);

    private static (IBlockOperation Block, IOperation Statement)? BlockOf(IOperation operation)
    {
        for (; operation.Parent is { } parent; operation = parent)
            if (parent is IBlockOperation block)
                return (block, operation);
        return null;
    }

    private static bool IsChange(IOperation part, ILocalSymbol local) => part switch
    {
        IInvocationOperation call => Changes.Contains(call.TargetMethod.Name) && Is(call.Instance, local)
            && call.Instance!.Type?.ContainingNamespace?.ToDisplayString() != "System.Collections.Immutable",
        IAssignmentOperation assignment => IsPartOf(assignment.Target, local),
        IIncrementOrDecrementOperation step => IsPartOf(step.Target, local),
        _ => false,
    };

    private static bool IsPartOf(IOperation target, ILocalSymbol local) => target switch
    {
        IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } member => Is(member.Instance, local),
        IArrayElementReferenceOperation element => Is(element.ArrayReference, local),
        _ => false,
    };

    private static bool Is(IOperation? operation, ILocalSymbol local) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);
}
