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
    IReadOnlyDictionary<string, int> Sides);

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
