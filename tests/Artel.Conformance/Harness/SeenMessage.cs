namespace Artel.Conformance;

/// <summary>A message, as a puppet tells of it.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="From">The sender's pid text; null for none.</param>
/// <param name="Payload">Its payload.</param>
public sealed record SeenMessage(string Topic, string? From, object? Payload)
{
    /// <summary>Reads what a puppet told.</summary>
    public static SeenMessage Read(object? told)
    {
        var fields = Fields.Of(told);
        return new((string)fields["topic"]!, (string?)fields.GetValueOrDefault("from"), fields.GetValueOrDefault("payload"));
    }
}
