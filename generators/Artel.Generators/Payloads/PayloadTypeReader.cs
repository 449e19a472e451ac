using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>A payload type, and the types that its codec needs codecs of.</summary>
internal sealed record PayloadTypeReading(PayloadTypeModel Model, IReadOnlyList<ITypeSymbol> Parts);

/// <summary>
/// Reads types into how they cross; null for those that the runtime has a codec of and those that can't have one. Remembers each type
/// for the compilation that it belongs to, since many processes use the same ones.
/// </summary>
internal sealed class PayloadTypeReader(KnownTypes known)
{
    private readonly ConcurrentDictionary<ITypeSymbol, PayloadTypeReading?> _readings = new(SymbolEqualityComparer.Default);

    public PayloadTypeReading? Read(ITypeSymbol type) => _readings.GetOrAdd(type, ReadNew);

    private PayloadTypeReading? ReadNew(ITypeSymbol type)
    {
        if (IsBasic(type) || !known.CanName(type))
            return null;
        if (type is IArrayTypeSymbol array)
            return array.IsSZArray ? MadeFrom(type, PayloadShape.Array, array.ElementType) : null;
        if (type is not INamedTypeSymbol named)
            return null;
        if (Generic(named) is { } reading)
            return reading;
        if (named.TypeKind == TypeKind.Enum)
            return ReadEnum(named);
        if (IsForeign(named) && named.Attribute(known.PayloadAttribute) is not null && !named.IsGenericType)
            return new(Model(named, PayloadShape.Elsewhere), []);
        return IsOfThePlatform(named) ? null : new PayloadTableReader(known).Read(named);
    }

    private bool IsBasic(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Object or SpecialType.System_String or SpecialType.System_DateTime
            or (>= SpecialType.System_Boolean and <= SpecialType.System_Double)
        || type is IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Byte }
        || known.BasicPayloads.Contains(type);

    private bool IsForeign(INamedTypeSymbol type) => !known.IsOwn(type);

    private PayloadTypeReading? Generic(INamedTypeSymbol type)
    {
        if (type.NullableValue() is { } value)
            return MadeFrom(type, PayloadShape.Nullable, value);
        if (type.IsMadeFrom(known.List))
            return MadeFrom(type, PayloadShape.List, type.TypeArguments[0]);
        if (type.IsMadeFrom(known.ReadOnlyList))
            return MadeFrom(type, PayloadShape.ReadOnlyList, type.TypeArguments[0]);
        if (type.IsMadeFrom(known.Dictionary) && type.TypeArguments[0].SpecialType == SpecialType.System_String)
            return MadeFrom(type, PayloadShape.Dictionary, type.TypeArguments[1]);
        return null;
    }

    private PayloadTypeReading ReadEnum(INamedTypeSymbol type)
    {
        if (type.Attribute(known.Flags) is not null)
            return new(Model(type, PayloadShape.Flags) with { Element = type.EnumUnderlyingType!.Plain() }, [type.EnumUnderlyingType!]);
        var values = type.GetMembers().OfType<IFieldSymbol>()
            .Where(static field => field.HasConstantValue)
            .GroupBy(static field => field.ConstantValue)
            .SelectMany(static names => names.Select(static (field, index) =>
                new PayloadEnumValueModel(TypeNames.Identifier(field.Name), SnakeCase.Of(field.Name), IsWritten: index == 0)));
        return new(Model(type, PayloadShape.Enum) with { Values = values.ToEquatableArray() }, []);
    }

    /// <summary>The platform's own types are made for other ends; those that can cross have a codec in the runtime.</summary>
    private bool IsOfThePlatform(INamedTypeSymbol type)
    {
        var root = type.ContainingNamespace;
        while (root is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            root = root.ContainingNamespace;
        return IsForeign(type) && (root.Name is "System" or "Microsoft" || type.ContainingAssembly.Name == "Artel");
    }

    private static PayloadTypeReading MadeFrom(ITypeSymbol type, PayloadShape shape, ITypeSymbol element) =>
        new(Model(type, shape) with { Element = element.Plain() }, [element]);

    private static PayloadTypeModel Model(ITypeSymbol type, PayloadShape shape) =>
        new(type.Plain(), type.Name, shape, type.IsReferenceType, "", default, default, default);
}
