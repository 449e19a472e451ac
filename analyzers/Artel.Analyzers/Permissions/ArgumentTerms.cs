using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>What can be known of the arguments of a C# call.</summary>
internal static class ArgumentTerms
{
    // A local may be set to another one, and so on.
    private const int MaxSteps = 10;

    /// <summary>What is given for the parameter of that name.</summary>
    public static ResourceTerm Of(ImmutableArray<IArgumentOperation> arguments, string parameter, CancellationToken cancellationToken)
    {
        foreach (var argument in arguments)
            if (argument.Parameter?.Name == parameter)
                return Of(argument.Value, cancellationToken);
        return ResourceTerm.Unknown;
    }

    /// <summary>What is given, by the parameters' numbers.</summary>
    public static IReadOnlyList<ResourceTerm> All(ImmutableArray<IArgumentOperation> arguments, int parameters, CancellationToken cancellationToken)
    {
        var terms = new ResourceTerm[parameters];
        foreach (var argument in arguments)
            if (argument.Parameter is { Ordinal: var ordinal } && ordinal < parameters)
                terms[ordinal] = Of(argument.Value, cancellationToken);
        return terms;
    }

    private static ResourceTerm Of(IOperation value, CancellationToken cancellationToken)
    {
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            while (value is IConversionOperation { OperatorMethod: null } conversion && value.ConstantValue is not { HasValue: true })
                value = conversion.Operand;
            switch (value)
            {
                case { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation:
                    return ResourceTerm.Nothing;
                case IPropertyReferenceOperation { Property: { Name: "Pid" or "Id" } property } when OperationRows.GivesOperations(property.ContainingType):
                    return ResourceTerm.Own;
                case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: not (MethodKind.LambdaMethod or MethodKind.LocalFunction) } } parameter } reference:
                    return LocalWrites.AreOf(reference, parameter) ? ResourceTerm.Unknown : ResourceTerm.OfParameter(parameter.Ordinal);
                default:
                    if (ConstantText.Of(value, cancellationToken) is { } text)
                        return ResourceTerm.Of(text);
                    if (value is not ILocalReferenceOperation { Local: var local } || InitializerOf(value, local) is not { } initializer)
                        return ResourceTerm.Unknown;
                    value = initializer;
                    break;
            }
        }

        return ResourceTerm.Unknown;
    }

    private static IOperation? InitializerOf(IOperation reference, ILocalSymbol local) =>
        LocalWrites.AreOf(reference, local) ? null : LocalWrites.InitializerOf(reference, local);
}
