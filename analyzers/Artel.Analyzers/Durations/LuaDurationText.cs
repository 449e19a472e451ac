using System.Globalization;

namespace Artel.Analyzers;

/// <summary>Durations as scripts write them: an optional sign, then numbers with the units <c>ns us µs ms s m h</c>, or <c>0</c>.</summary>
internal static class LuaDurationText
{
    private static readonly Dictionary<string, double> Units = new(StringComparer.Ordinal)
    {
        ["ns"] = 1, ["us"] = 1e3, ["µs"] = 1e3, ["μs"] = 1e3, ["ms"] = 1e6, ["s"] = 1e9, ["m"] = 60e9, ["h"] = 3600e9,
    };

    /// <summary>What people write for the units, without regard to case.</summary>
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ns"] = "ns", ["us"] = "us", ["µs"] = "us", ["ms"] = "ms", ["msec"] = "ms", ["millisecond"] = "ms", ["milliseconds"] = "ms",
        ["s"] = "s", ["sec"] = "s", ["secs"] = "s", ["second"] = "s", ["seconds"] = "s", ["min"] = "m", ["mins"] = "m", ["minute"] = "m", ["minutes"] = "m",
        ["h"] = "h", ["hr"] = "h", ["hrs"] = "h", ["hour"] = "h", ["hours"] = "h",
    };

    /// <summary>The nanoseconds; null for what is no duration.</summary>
    public static double? Parse(string text)
    {
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        if (at == text.Length)
            return null;
        if (at == text.Length - 1 && text[at] == '0')
            return 0;

        var sum = 0.0;
        while (at < text.Length)
        {
            var number = Take(text, ref at, static character => character is (>= '0' and <= '9') or '.');
            var unit = Take(text, ref at, static character => character is not ((>= '0' and <= '9') or '.'));
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || !Units.TryGetValue(unit, out var factor))
                return null;
            sum += value * factor;
        }

        return text[0] == '-' ? -sum : sum;
    }

    /// <summary>What was clearly meant by a text that is no duration: <c>5 sec</c> is <c>5s</c>. Null where that is not clear.</summary>
    public static string? Mend(string text)
    {
        var mended = string.Empty;
        for (var at = 0; at < text.Length;)
        {
            var number = Take(text, ref at, static character => character is (>= '0' and <= '9') or '.');
            var word = Take(text, ref at, static character => character is not ((>= '0' and <= '9') or '.')).Trim();
            if (number.Length == 0 || !Words.TryGetValue(word, out var unit))
                return null;
            mended += number + unit;
        }

        return mended != text && Parse(mended) is not null ? mended : null;
    }

    private static string Take(string text, ref int at, Func<char, bool> belongs)
    {
        var start = at;
        while (at < text.Length && belongs(text[at]))
            at++;
        return text.Substring(start, at - start);
    }
}
