using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>The generic types of the platform that the runtime has codecs for.</summary>
internal sealed class PayloadCollections
{
    private const string Codecs = "global::Artel.Payloads.CollectionCodecs.";

    // What makes the codec: {0} is the type, {1} its first argument, {2} its second.
    private static readonly (string Name, string Codec)[] Forms =
    [
        ("System.Nullable`1", "Nullable<{1}>()"),
        ("System.Collections.Generic.List`1", "List<{1}>()"),
        ("System.Collections.Generic.IReadOnlyList`1", "ListInterface<{0}, {1}>()"),
        ("System.Collections.Generic.IList`1", "ListInterface<{0}, {1}>()"),
        ("System.Collections.Generic.IReadOnlyCollection`1", "ListInterface<{0}, {1}>()"),
        ("System.Collections.Generic.ICollection`1", "ListInterface<{0}, {1}>()"),
        ("System.Collections.Generic.IEnumerable`1", "ListInterface<{0}, {1}>()"),
        ("System.Collections.Immutable.ImmutableArray`1", "ImmutableArray<{1}>()"),
        ("System.Collections.Immutable.ImmutableList`1", "ImmutableList<{1}>()"),
        ("System.Collections.Immutable.ImmutableHashSet`1", "ImmutableHashSet<{1}>()"),
        ("System.Collections.Frozen.FrozenSet`1", "FrozenSet<{1}>()"),
        ("System.Collections.Generic.HashSet`1", "Set<{0}, {1}>()"),
        ("System.Collections.Generic.ISet`1", "Set<{0}, {1}>()"),
        ("System.Collections.Generic.IReadOnlySet`1", "Set<{0}, {1}>()"),
        ("System.Collections.Generic.Dictionary`2", "Dictionary<{0}, {1}, {2}>()"),
        ("System.Collections.Generic.IDictionary`2", "Dictionary<{0}, {1}, {2}>()"),
        ("System.Collections.Generic.IReadOnlyDictionary`2", "Dictionary<{0}, {1}, {2}>()"),
        ("System.Collections.Immutable.ImmutableDictionary`2", "ImmutableDictionary<{1}, {2}>()"),
        ("System.Collections.Frozen.FrozenDictionary`2", "FrozenDictionary<{1}, {2}>()"),
    ];

    private readonly Dictionary<ISymbol, string> _forms = new(SymbolEqualityComparer.Default);

    /// <param name="find">Finds a type by its name.</param>
    public PayloadCollections(Func<string, INamedTypeSymbol?> find)
    {
        foreach (var (name, codec) in Forms)
        {
            if (find(name) is { } type)
                _forms[type] = codec;
        }

        List = find("System.Collections.Generic.List`1");
        ReadOnlyList = find("System.Collections.Generic.IReadOnlyList`1");
    }

    public INamedTypeSymbol? List { get; }

    public INamedTypeSymbol? ReadOnlyList { get; }

    /// <summary>The expression of the codec of an array.</summary>
    public static string ArrayCodec(ITypeSymbol element) => ArrayCodec(element.Plain());

    /// <inheritdoc cref="ArrayCodec(ITypeSymbol)"/>
    public static string ArrayCodec(string element) => $"{Codecs}Array<{element}>()";

    /// <summary>The expression of the codec of a type; null if the runtime has none.</summary>
    public string? Codec(INamedTypeSymbol type)
    {
        if (!type.IsGenericType || !_forms.TryGetValue(type.OriginalDefinition, out var form))
            return null;
        var arguments = type.TypeArguments;
        return Codecs + string.Format(
            System.Globalization.CultureInfo.InvariantCulture, form, type.Plain(), arguments[0].Plain(), arguments[arguments.Length - 1].Plain());
    }
}
