using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>The payload types of a compilation: those marked <c>[Payload]</c>, those that processes use, and what both are made from.</summary>
internal static class PayloadReading
{
    public static EquatableArray<PayloadTypeModel> Read(GeneratorAttributeSyntaxContext context, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        // An open generic type has no codec; its constructions get theirs where they are used.
        if (context.TargetSymbol is not INamedTypeSymbol { IsGenericType: false } type)
            return default;
        var types = new PayloadTypes(KnownTypes.Of(context.SemanticModel.Compilation).Payloads);
        types.Use(type);
        return types.ToEquatableArray();
    }

    public static EquatableArray<PayloadTypeModel> Join(ImmutableArray<EquatableArray<PayloadTypeModel>> all) => all
        .SelectMany(static types => types)
        .GroupBy(static type => type.Type, StringComparer.Ordinal)
        .Select(static same => same.First())
        .OrderBy(static type => type.Type, StringComparer.Ordinal)
        .ToEquatableArray();
}
