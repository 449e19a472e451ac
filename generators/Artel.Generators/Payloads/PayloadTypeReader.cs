using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>A payload type, and the types that its codec needs codecs of; of a table those of its members, in their order.</summary>
internal sealed record PayloadTypeReading(PayloadTypeModel Model, IReadOnlyList<ITypeSymbol> Parts);

/// <summary>
/// Reads types into how they cross; null for those that the runtime has a codec of and those that can't have one. Remembers each type
/// for the compilation that it belongs to, since many processes use the same ones.
/// </summary>
internal sealed class PayloadTypeReader(KnownTypes known)
{
    private readonly ConcurrentDictionary<ITypeSymbol, PayloadTypeReading?> _readings = new(SymbolEqualityComparer.Default);

    public PayloadTypeReading? Read(ITypeSymbol type) => _readings.GetOrAdd(type, ReadNew);

    /// <summary>Whether the runtime has a codec of the type.</summary>
    public bool IsBasic(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Object or SpecialType.System_String or SpecialType.System_DateTime
            or (>= SpecialType.System_Boolean and <= SpecialType.System_Double)
        || type is IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Byte }
        || known.BasicPayloads.Contains(type)
        || (type.IsMadeFrom(known.ReadOnlyMemory) && ((INamedTypeSymbol)type).TypeArguments[0].SpecialType == SpecialType.System_Byte);

    private PayloadTypeReading? ReadNew(ITypeSymbol type)
    {
        if (IsBasic(type) || !known.CanName(type))
            return null;
        if (type is IArrayTypeSymbol array)
            return array.IsSZArray ? new(Model(type, PayloadShape.Made) with { Element = PayloadCollections.ArrayCodec(array.ElementType) }, [array.ElementType]) : null;
        if (type is not INamedTypeSymbol named)
            return null;
        if (known.Collections.Codec(named) is { } codec)
            return named.TypeArguments.Length == 2 && !CanBeKey(named.TypeArguments[0]) ? null : new(Model(type, PayloadShape.Made) with { Element = codec }, named.TypeArguments);
        if (named.IsTupleType)
            return PayloadTupleReader.Read(named);
        if (named.TypeKind == TypeKind.Enum)
            return ReadEnum(named);
        if (IsForeign(named) && named.Attribute(known.PayloadAttribute) is not null && !named.IsGenericType)
            return new(Model(named, PayloadShape.Elsewhere), []);
        if (PayloadKinds.IsUnion(named, known))
            return new(Model(named, PayloadShape.Union), PayloadKinds.NestedIn(named));
        return IsOfThePlatform(named) ? null : SpelledRecord.Read(named, known) ?? new PayloadTableReader(known).Read(named, out _);
    }

    private bool IsForeign(INamedTypeSymbol type) => !known.IsOwn(type);

    /// <summary>What crosses as text, a number or a truth value is a key there too.</summary>
    private bool CanBeKey(ITypeSymbol type) => type.TypeKind == TypeKind.Enum
        || (IsBasic(type) && type is not IArrayTypeSymbol && !type.Inherits(known.Exception) && !type.IsMadeFrom(known.ReadOnlyMemory));

    private PayloadTypeReading ReadEnum(INamedTypeSymbol type)
    {
        if (type.Attribute(known.Flags) is not null)
            return new(Model(type, PayloadShape.Flags) with { Element = type.EnumUnderlyingType!.Plain() }, [type.EnumUnderlyingType!]);
        var names = new PayloadNames(type, known);
        var values = type.GetMembers().OfType<IFieldSymbol>()
            .Where(static field => field.HasConstantValue)
            .GroupBy(static field => field.ConstantValue)
            .SelectMany(same => same.Select((field, index) =>
                new PayloadEnumValueModel(TypeNames.Identifier(field.Name), names.Key(field, null), IsWritten: index == 0)));
        return new(Model(type, PayloadShape.Enum) with { Values = values.ToEquatableArray() }, []);
    }

    /// <summary>The platform's own types are made for other ends; those that can cross have a codec in the runtime.</summary>
    public bool IsOfThePlatform(INamedTypeSymbol type)
    {
        var root = type.ContainingNamespace;
        while (root is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            root = root.ContainingNamespace;
        return IsForeign(type) && (root.Name is "System" or "Microsoft" || type.ContainingAssembly.Name == "Artel");
    }

    private static PayloadTypeModel Model(ITypeSymbol type, PayloadShape shape) =>
        new(type.Plain(), type.Name, shape, type.IsReferenceType, "", default, default, default);
}
