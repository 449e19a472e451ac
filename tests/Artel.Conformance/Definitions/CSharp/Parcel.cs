namespace Artel.Conformance.Definitions;

/// <summary>A payload with a member of each sort.</summary>
[Payload]
public sealed record Parcel(
    int Id,
    string Name,
    Shade Shade,
    DateTimeOffset Sent,
    byte[] Seal,
    int? Missing,
    double? Weight,
    IReadOnlyList<Stamp> Stamps,
    Dictionary<string, int> Sides);

/// <summary>A payload with a dictionary behind its interface.</summary>
[Payload]
public sealed record Chart(IReadOnlyDictionary<string, int> Values);

/// <summary>A nested payload.</summary>
[Payload]
public sealed record Stamp(string Text, long Value);

/// <summary>An enumeration in a payload.</summary>
[Payload]
public enum Shade
{
    /// <summary>The default.</summary>
    Light,

    /// <summary>Another one.</summary>
    Dark,
}
