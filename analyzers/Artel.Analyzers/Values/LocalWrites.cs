using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>What a body does to its locals and parameters.</summary>
internal static class LocalWrites
{
    // All rules see the same operations of a body, so that it is gone through once, however many variables are asked for.
    private static readonly ConditionalWeakTable<IOperation, Body> Bodies = new();

    /// <summary>True where the body that the operation stands in writes to the variable after its declaration.</summary>
    public static bool AreOf(IOperation place, ISymbol variable) => BodyOf(place).Written.Contains(variable);

    /// <summary>What the local is declared with in the body that the operation stands in; null where that is nothing.</summary>
    public static IOperation? InitializerOf(IOperation place, ILocalSymbol local) => BodyOf(place).Initializers.TryGetValue(local, out var value) ? value : null;

    /// <summary>The outermost operation, of the whole body.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    private static Body BodyOf(IOperation place) => Bodies.GetValue(RootOf(place), static root => new(root));

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { IsDeclaration: false } local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static bool IsWrite(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference || assignment is ISimpleAssignmentOperation { IsRef: true },
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: not RefKind.None } => true,
        ITupleOperation or IAddressOfOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } => true,
        _ => false,
    };

    private sealed class Body
    {
        public Body(IOperation root)
        {
            foreach (var operation in root.Descendants())
            {
                if (SymbolOf(operation) is { } variable && IsWrite(operation))
                    Written.Add(variable);
                else if (operation is IVariableDeclaratorOperation { Initializer.Value: { } value } declarator && !Initializers.ContainsKey(declarator.Symbol))
                    Initializers.Add(declarator.Symbol, value);
            }
        }

        public HashSet<ISymbol> Written { get; } = new(SymbolEqualityComparer.Default);

        public Dictionary<ISymbol, IOperation> Initializers { get; } = new(SymbolEqualityComparer.Default);
    }
}
