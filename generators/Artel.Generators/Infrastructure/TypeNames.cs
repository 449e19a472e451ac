using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Generators;

/// <summary>How symbols are spelled in generated code.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat Annotated = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Unannotated = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private static readonly SymbolDisplayFormat WithoutGlobal =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>The type without <c>?</c> of reference types and without names of tuple items: <c>global::N.Job</c>.</summary>
    public static string Plain(this ITypeSymbol type) => Word(type.SpecialType) ?? type.ToDisplayString(Unannotated);

    /// <summary>The type as it was declared, with every <c>?</c>.</summary>
    public static string Declared(this ITypeSymbol type) => Word(type.SpecialType) is not { } word
        ? type.ToDisplayString(Annotated)
        : type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? word + "?" : word;

    /// <summary>The type without its own <c>?</c>, with those of its arguments; of a nullable value type the value type.</summary>
    public static string Underlying(this ITypeSymbol type) =>
        type.NullableValue() is { } value ? value.Declared() : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).Declared();

    /// <summary>The type so that null fits in.</summary>
    public static string OrNull(this ITypeSymbol type)
    {
        var declared = type.Declared();
        return type.TakesNull() ? declared : declared + "?";
    }

    public static string Unqualified(this ISymbol symbol) => symbol.ToDisplayString(WithoutGlobal);

    /// <summary>A name that may be a keyword, as an identifier.</summary>
    public static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>The <c>T</c> of <c>Nullable&lt;T&gt;</c>, or null.</summary>
    public static ITypeSymbol? NullableValue(this ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : null;

    /// <summary>Whether null is declared to be no value of the type.</summary>
    public static bool RefusesNull(this ITypeSymbol type) =>
        type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated };

    /// <summary>Whether null is declared to be a value of the type.</summary>
    public static bool TakesNull(this ITypeSymbol type) =>
        type.NullableValue() is not null || type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };

    /// <summary>The language's word for a type, without making text of a symbol: nearly every handler has one of these.</summary>
    private static string? Word(SpecialType type) => type switch
    {
        SpecialType.System_Object => "object",
        SpecialType.System_String => "string",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Char => "char",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_Decimal => "decimal",
        _ => null,
    };
}
