using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>The payload types that one class uses, with those that they are made from.</summary>
internal sealed class PayloadTypes(PayloadTypeReader reader, ReadSources sources)
{
    private readonly SortedDictionary<string, PayloadTypeModel> _found = new(StringComparer.Ordinal);

    public void Use(ITypeSymbol type)
    {
        if (!reader.IsBasic(type))
            sources.Add(type);
        if (reader.Read(type) is not { } reading || _found.ContainsKey(reading.Model.Type))
            return;
        _found.Add(reading.Model.Type, reading.Model);
        foreach (var part in reading.Parts)
            Use(part);
    }

    public EquatableArray<PayloadTypeModel> ToEquatableArray() => _found.Values.ToEquatableArray();
}
