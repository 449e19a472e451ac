namespace Artel.Conformance;

/// <summary>An error, as a puppet tells of it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Message">Its text.</param>
/// <param name="Retryable">Whether trying again may help.</param>
/// <param name="Action">Of a denied permission: what was to be done.</param>
/// <param name="Resource">Of a denied permission: what it was to be done to.</param>
public sealed record SeenError(ErrorKind Kind, string Message, bool? Retryable, string? Action = null, string? Resource = null)
{
    /// <summary>Reads what a puppet told; null for none.</summary>
    public static SeenError? Read(object? told)
    {
        if (told is null)
            return null;
        var fields = Fields.Of(told);
        return new(
            ErrorKindNames.Parse((string?)fields.GetValueOrDefault("kind")),
            (string)fields["message"]!,
            (bool?)fields.GetValueOrDefault("retryable"),
            (string?)fields.GetValueOrDefault("action"),
            (string?)fields.GetValueOrDefault("resource"));
    }
}
