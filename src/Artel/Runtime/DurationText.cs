using System.Buffers;
using System.Globalization;

namespace Artel.Runtime;

/// <summary>
/// Durations as people write them, in scripts, attributes and configuration: an optional sign, then numbers with the units
/// <c>ns us µs ms s m h</c>, as in <c>"1m30s"</c>, or <c>0</c>.
/// </summary>
internal static class DurationText
{
    /// <summary>What an error says of the form.</summary>
    public const string Form = "write it as in \"1.5s\", \"200ms\" or \"1h30m\"";

    private const double NanosecondsPerTick = 100;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Nanoseconds)[] Units =
    [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
    ];

    /// <summary>Reads a text as a time that a timer takes, or zero; a part of a tick counts as a whole one.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (!TryParse(text, out double nanoseconds) || nanoseconds < 0 || nanoseconds / NanosecondsPerTick > TimerLimits.Longest.Ticks)
            return false;
        duration = TimeSpan.FromTicks((long)Math.Ceiling(nanoseconds / NanosecondsPerTick));
        return true;
    }

    /// <summary>Reads a text.</summary>
    public static bool TryParse(string text, out double nanoseconds)
    {
        nanoseconds = 0;
        var rest = text.AsSpan();
        var sign = 1;
        if (rest.Length > 0 && rest[0] is '+' or '-')
        {
            sign = rest[0] == '-' ? -1 : 1;
            rest = rest[1..];
        }

        if (rest is "0")
            return true;
        if (rest.IsEmpty)
            return false;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var letters = rest.IndexOfAny(Digits);
            var unit = letters < 0 ? rest : rest[..letters];
            if (!TryUnit(unit, out var factor))
                return false;
            nanoseconds += number * factor;
            rest = rest[unit.Length..];
        }

        nanoseconds *= sign;
        return double.IsFinite(nanoseconds);
    }

    private static bool TryUnit(ReadOnlySpan<char> text, out double nanoseconds)
    {
        foreach (var (unit, factor) in Units)
        {
            if (text.SequenceEqual(unit))
            {
                nanoseconds = factor;
                return true;
            }
        }

        nanoseconds = 0;
        return false;
    }
}
