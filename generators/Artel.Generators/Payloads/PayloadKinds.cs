using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>Payloads of several kinds: abstract classes and interfaces that are marked, and their subtypes.</summary>
internal static class PayloadKinds
{
    public static bool IsUnion(INamedTypeSymbol type, KnownTypes known) =>
        (type.TypeKind == TypeKind.Interface || type is { TypeKind: TypeKind.Class, IsAbstract: true, IsStatic: false })
        && !type.IsGenericType
        && type.Attribute(known.PayloadAttribute) is not null;

    /// <summary>The subtypes that are nested in the type; the others are marked themselves.</summary>
    public static IReadOnlyList<ITypeSymbol> NestedIn(INamedTypeSymbol type) =>
        [.. type.GetTypeMembers().Where(nested => !nested.IsAbstract && (nested.Inherits(type) || nested.Implements(type)))];

    /// <summary>What a type says of its kind, and the payloads of several kinds that it is one of; empty if there are none.</summary>
    public static string Of(INamedTypeSymbol type, KnownTypes known, out EquatableArray<string> bases)
    {
        bases = Bases(type).Where(up => known.IsOwn(up) && IsUnion(up, known)).Select(static up => up.Plain()).ToEquatableArray();
        if (bases.Count == 0)
            return "";
        return type.Attribute(known.PayloadKind) is { ConstructorArguments.Length: 1 } named && named.ConstructorArguments[0].Value is string kind
            ? kind
            : SnakeCase.Of(type.Name);
    }

    /// <summary>The subtypes of a payload of several kinds.</summary>
    public static IReadOnlyList<PayloadTypeModel> CasesOf(PayloadTypeModel union, EquatableArray<PayloadTypeModel> types) =>
        [.. types.Where(type => type.Bases.Contains(union.Type))];

    /// <summary>Subtypes that say the same of their kind; where they are written is not part of the model.</summary>
    public static IEnumerable<Problem> FindTwins(EquatableArray<PayloadTypeModel> types)
    {
        foreach (var union in types.Where(static type => type.Shape == PayloadShape.Union))
        {
            foreach (var same in CasesOf(union, types).GroupBy(static type => type.Kind).Where(static same => same.Count() > 1))
            {
                var names = string.Join(" and ", same.Select(static type => $"'{type.Name}'"));
                yield return Problem.Create(
                    GeneratorDiagnostics.PayloadType, Place.Of(null), union.Name, $"{names} have the kind '{same.Key}'; give one another kind by [PayloadKind]");
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var up = type.BaseType; up is { SpecialType: SpecialType.None }; up = up.BaseType)
            yield return up;
        foreach (var up in type.AllInterfaces)
            yield return up;
    }
}
