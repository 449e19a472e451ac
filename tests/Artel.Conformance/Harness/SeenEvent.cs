using System.Globalization;

namespace Artel.Conformance;

/// <summary>An event, as a puppet tells of it.</summary>
/// <param name="Kind">Its kind's text.</param>
/// <param name="From">The pid's text.</param>
/// <param name="At">When it happened.</param>
/// <param name="Value">The value of a normal EXIT.</param>
/// <param name="Error">The error of an EXIT or a LINK_DOWN.</param>
/// <param name="Deadline">The deadline of a CANCEL.</param>
public sealed record SeenEvent(string Kind, string? From, DateTimeOffset At, object? Value, SeenError? Error, DateTimeOffset? Deadline)
{
    /// <summary>Reads what a puppet told.</summary>
    public static SeenEvent Read(object? told)
    {
        var fields = Fields.Of(told);
        return new(
            (string)fields["kind"]!,
            (string?)fields.GetValueOrDefault("from"),
            Time(fields["at"]) ?? throw new InvalidOperationException("An event has no time."),
            fields.GetValueOrDefault("value"),
            SeenError.Read(fields.GetValueOrDefault("error")),
            Time(fields.GetValueOrDefault("deadline")));
    }

    private static DateTimeOffset? Time(object? text) =>
        text is null ? null : DateTimeOffset.Parse((string)text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
