using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>What a type marked <c>[Payload]</c>, right or wrong, was read as.</summary>
internal sealed record MarkedReading(EquatableArray<PayloadTypeModel> Types, EquatableArray<Problem> Problems);

/// <summary>The payload types of a compilation: those marked <c>[Payload]</c>, those that processes use, and what both are made from.</summary>
internal static class PayloadReading
{
    public static MarkedReading Read(MarkedDeclaration declaration, ReadSources sources)
    {
        // An open generic type has no codec; its constructions get theirs where they are used.
        if (declaration.Symbol is not INamedTypeSymbol { IsGenericType: false } type)
            return new(default, default);
        var compilation = declaration.Compilation;
        var known = KnownTypes.Of(compilation);
        var types = new PayloadTypes(known.Payloads, sources);
        types.Use(type);
        foreach (var made in MadeFrom(type, compilation, known))
            types.Use(made);
        return new(types.ToEquatableArray(), new PayloadGaps(known).Find(type).ToEquatableArray());
    }

    /// <summary>A marked type may also be what is asked for, as itself or several of it, and no class shows that to the generator.</summary>
    private static IEnumerable<ITypeSymbol> MadeFrom(INamedTypeSymbol type, Compilation compilation, KnownTypes known)
    {
        yield return compilation.CreateArrayTypeSymbol(type);
        if (known.Collections.List is { } list)
            yield return list.Construct(type);
        if (known.Collections.ReadOnlyList is { } readOnlyList)
            yield return readOnlyList.Construct(type);
        if (type.IsValueType)
            yield return compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(type);
    }

    public static EquatableArray<PayloadTypeModel> Join(ImmutableArray<EquatableArray<PayloadTypeModel>> all) => all
        .SelectMany(static types => types)
        .GroupBy(static type => type.Type, StringComparer.Ordinal)
        .Select(static same => same.First())
        .OrderBy(static type => type.Type, StringComparer.Ordinal)
        .ToEquatableArray();
}
