using System.Globalization;
using System.Text.RegularExpressions;

namespace Artel.Generators;

/// <summary>Durations in attributes: the form of the runtime's <c>DurationText</c>, without a sign.</summary>
internal static class DurationText
{
    private static readonly Regex Form = new("^(?:0|(?:(?<number>[0-9]+\\.?[0-9]*|\\.[0-9]+)(?<unit>ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$", RegexOptions.CultureInvariant);

    /// <summary>The ticks of a duration, rounded up; null where the text is none, or is longer than a <see cref="TimeSpan"/>.</summary>
    public static long? Ticks(string text)
    {
        var match = Form.Match(text);
        if (!match.Success)
            return null;
        var (numbers, units) = (match.Groups["number"].Captures, match.Groups["unit"].Captures);
        var nanoseconds = 0.0;
        for (var i = 0; i < numbers.Count; i++)
            nanoseconds += double.Parse(numbers[i].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * NanosecondsOf(units[i].Value);
        var ticks = Math.Ceiling(nanoseconds / 100);
        return ticks < long.MaxValue ? (long)ticks : null;
    }

    private static double NanosecondsOf(string unit) => unit switch
    {
        "ns" => 1,
        "ms" => 1e6,
        "s" => 1e9,
        "m" => 60e9,
        "h" => 3600e9,
        _ => 1e3,
    };
}
