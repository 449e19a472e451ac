namespace Artel.Conformance;

/// <summary>What a receive or a select gave, as a puppet tells of it.</summary>
/// <param name="Channel">The handle of the channel.</param>
/// <param name="Ok">Whether there was a value.</param>
/// <param name="Value">The value.</param>
public sealed record SeenValue(string Channel, bool Ok, object? Value)
{
    /// <summary>Reads what a puppet told.</summary>
    public static SeenValue Read(object? told)
    {
        var fields = Fields.Of(told);
        return new((string)fields["channel"]!, (bool)fields["ok"]!, fields.GetValueOrDefault("value"));
    }
}
