using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>A call in C# that starts a definition: a spawn, an exec, an upgrade.</summary>
/// <param name="Id">The definition's id.</param>
/// <param name="Host">The host's; null for an upgrade.</param>
/// <param name="Arguments">What main is given; null where that is not written there.</param>
internal sealed record SpawnCall(IOperation Id, IOperation? Host, IReadOnlyList<IOperation>? Arguments)
{
    private static readonly string[] Operations = ["Spawn", "TrySpawn", "Exec", "Upgrade"];

    /// <summary>Null for any other call.</summary>
    public static SpawnCall? Of(IInvocationOperation call) =>
        Is(call.TargetMethod) && ArtelOperations.Argument(call, "id") is { } id
            ? new(id, ArtelOperations.Argument(call, "host"), ArgumentsOf(call))
            : null;

    /// <summary>True for a method that starts a definition.</summary>
    public static bool Is(IMethodSymbol method) =>
        Operations.Any(operation => method.Name.StartsWith(operation, StringComparison.Ordinal)) && ArtelOperations.IsOperation(method);

    private static IOperation[]? ArgumentsOf(IInvocationOperation call)
    {
        if (call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "arguments") is not { } given)
            return null;
        var value = ArtelOperations.Unconverted(given.Value);
        if (value is IDefaultValueOperation)
            return [];
        if (value is IArrayCreationOperation array)
            return array.Initializer?.ElementValues.ToArray();

        // A collection, written or made by the compiler, has no name in the oldest compiler that we run in, but it has children.
        if (value.Syntax is CollectionExpressionSyntax collection)
            return collection.Elements.All(static element => element is ExpressionElementSyntax) ? [.. value.ChildOperations] : null;
        return value.IsImplicit && given.ArgumentKind != ArgumentKind.Explicit ? [.. value.ChildOperations] : null;
    }
}
