using System.Collections.Immutable;
using Artel.Security;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>What one operation of C# does about permissions.</summary>
internal readonly struct OperationFacts
{
    private readonly ImmutableArray<PermissionNeed> _needs;

    private OperationFacts(ImmutableArray<PermissionNeed> needs, FunctionCall<IMethodSymbol>? call, bool isOpaque)
    {
        _needs = needs;
        Call = call;
        IsOpaque = isOpaque;
    }

    /// <summary>The kinds of operations that can be one.</summary>
    public static OperationKind[] Kinds { get; } =
        [OperationKind.Invocation, OperationKind.MethodReference, OperationKind.ObjectCreation, OperationKind.PropertyReference];

    public ImmutableArray<PermissionNeed> Needs => _needs.IsDefault ? ImmutableArray<PermissionNeed>.Empty : _needs;

    public FunctionCall<IMethodSymbol>? Call { get; }

    /// <summary>True where operations may be used behind it that cannot be seen.</summary>
    public bool IsOpaque { get; }

    public static OperationFacts Read(IOperation operation, CancellationToken cancellationToken)
    {
        var (callee, arguments) = operation switch
        {
            IInvocationOperation invocation => (invocation.TargetMethod, invocation.Arguments),
            IMethodReferenceOperation reference => (reference.Method, ImmutableArray<IArgumentOperation>.Empty),
            IObjectCreationOperation creation => (creation.Constructor, creation.Arguments),
            IPropertyReferenceOperation property => (AccessorOf(property), property.Arguments),
            _ => (null, ImmutableArray<IArgumentOperation>.Empty),
        };
        if (callee is null or { MethodKind: MethodKind.LocalFunction })
            return default;
        if (OperationRows.Find(callee) is { } row)
            return new(NeedsOf(row, callee, arguments, cancellationToken), null, false);
        if (OperationRows.GivesOperations(callee.ContainingType))
            return default;

        var definition = (callee.ReducedFrom ?? callee).OriginalDefinition;
        definition = definition.PartialImplementationPart ?? definition;
        var isSeen = !definition.DeclaringSyntaxReferences.IsEmpty || definition.IsImplicitlyDeclared;
        if (!isSeen)
            return new(default, null, arguments.Any(HandsOutOperations));
        return new(
            default,
            new FunctionCall<IMethodSymbol>(definition, ArgumentTerms.All(arguments, definition.Parameters.Length, cancellationToken)),
            definition.IsAbstract);
    }

    private static ImmutableArray<PermissionNeed> NeedsOf(
        OperationPermissions row, IMethodSymbol callee, ImmutableArray<IArgumentOperation> arguments, CancellationToken cancellationToken) =>
        PermissionNeed.Of(row, check => ArgumentTerms.Of(arguments, check.Argument, cancellationToken), NameOf(callee)).ToImmutableArray();

    /// <summary>As one writes it in a process: <c>Process.Spawn</c>.</summary>
    private static string NameOf(IMethodSymbol operation) => operation.ContainingType.Name switch
    {
        "ProcessContext" => "Process." + operation.Name,
        "ProcessRegistry" => "Process.Registry." + operation.Name,
        "ProcessSecurity" => "Process.Security." + operation.Name,
        var type => $"{type}.{operation.Name}",
    };

    private static IMethodSymbol? AccessorOf(IPropertyReferenceOperation property) =>
        property.Parent is ISimpleAssignmentOperation assignment && assignment.Target == property
            ? property.Property.SetMethod
            : property.Property.GetMethod;

    private static bool HandsOutOperations(IArgumentOperation argument)
    {
        var value = argument.Value;
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return OperationRows.GivesOperations(value.Type) || value is IInstanceReferenceOperation;
    }
}
