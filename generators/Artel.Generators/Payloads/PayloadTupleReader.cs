using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>Reads a tuple, which crosses as a list of its items; null beyond seven, where it is one in another.</summary>
internal static class PayloadTupleReader
{
    private const int Most = 7;

    public static PayloadTypeReading? Read(INamedTypeSymbol type)
    {
        var items = type.TupleElements;
        if (items.Length > Most)
            return null;
        var members = items.Select(static (item, index) => new PayloadMemberModel(
            "Item" + (index + 1),
            "",
            item.Type.Underlying(),
            item.Type.NullableValue() is not null,
            item.Type.IsReferenceType || item.Type.NullableValue() is not null,
            item.Type.TakesNull() || item.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None },
            MissingMember.Error,
            "null",
            InConstructor: true,
            InInitializer: false,
            IsRequired: false));
        return new(
            new(type.Plain(), type.Name, PayloadShape.Tuple, false, "", members.ToEquatableArray(), default, default),
            [.. items.Select(static item => item.Type)]);
    }
}
