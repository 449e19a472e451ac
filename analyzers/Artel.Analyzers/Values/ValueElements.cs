using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>The single values in what is given to a parameter.</summary>
internal static class ValueElements
{
    /// <summary>The elements of an array, of a collection expression and of a <c>params</c> list; else the value itself.</summary>
    public static IEnumerable<IOperation> Of(IOperation value)
    {
        value = WithoutConversions(value);
        if (value is IArrayCreationOperation { Initializer: { } initializer })
            return initializer.ElementValues.SelectMany(Of);

        // The operation of a collection expression has no name in the oldest compiler that we run in, but it has children.
        if (value.Syntax is CollectionExpressionSyntax ||
            value is { IsImplicit: true, Type: not { SpecialType: SpecialType.System_String } })
        {
            return value.ChildOperations.SelectMany(Of);
        }

        return [value];
    }

    private static IOperation WithoutConversions(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value;
    }
}
