using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>What belongs to a process: one thread at a time may touch it, that of the turn.</summary>
internal static class ProcessState
{
    private static readonly string[] Elsewhere =
    [
        "System.Threading.Tasks.Task.Run", "System.Threading.Tasks.TaskFactory.StartNew", "System.Threading.ThreadPool.QueueUserWorkItem",
        "System.Threading.ThreadPool.UnsafeQueueUserWorkItem", "System.Threading.Tasks.Parallel.For", "System.Threading.Tasks.Parallel.ForEach",
        "System.Threading.Tasks.Parallel.ForEachAsync", "System.Threading.Tasks.Parallel.ForAsync", "System.Threading.Tasks.Parallel.Invoke",
        "System.Threading.Thread..ctor", "System.Threading.Timer..ctor",
    ];

    /// <summary>The name of the field or property, where the operation touches one of the process that can change; else null.</summary>
    public static string? NameOf(IOperation operation, INamedTypeSymbol process) => operation switch
    {
        IFieldReferenceOperation { Field: { IsStatic: false, IsReadOnly: false } field, Instance: IInstanceReferenceOperation } when Has(process, field) => field.Name,
        IPropertyReferenceOperation { Property: { IsStatic: false } property, Instance: IInstanceReferenceOperation } when Has(process, property)
            && (property.SetMethod is not null || OperationRows.GivesOperations(property.Type)) => property.Name,
        _ => null,
    };

    /// <summary>True inside of a lambda or method that is handed to another thread.</summary>
    public static bool IsOutsideTurn(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
            if (parent is IAnonymousFunctionOperation function && IsHandedOn(function))
                return true;
        return false;
    }

    private static bool IsHandedOn(IOperation function)
    {
        var given = function.Parent;
        while (given is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation or IArrayInitializerOperation or IArrayCreationOperation)
            given = given.Parent;
        var target = given is not IArgumentOperation ? null : given.Parent switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        return target is not null && Elsewhere.Contains($"{target.ContainingType.ToDisplayString()}.{target.Name}");
    }

    private static bool Has(INamedTypeSymbol process, ISymbol member)
    {
        for (INamedTypeSymbol? type = process; type is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, member.ContainingType.OriginalDefinition))
                return true;
        return false;
    }
}
