using System.Globalization;

namespace Artel.Lua.Modules;

/// <summary>Reads a time as RFC 3339 writes it: a date, <c>T</c> or a blank, a time of day, and <c>Z</c> or an offset.</summary>
internal static class Rfc3339
{
    private const int LengthToSeconds = 19;
    private const int LengthOfOffset = 6;
    private const int MostDigits = 7;

    /// <summary>False for anything else; digits of a second beyond the seventh are dropped. There are no leap seconds.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length <= LengthToSeconds || text[10] is not ('T' or 't' or ' '))
            return false;
        var rest = text[LengthToSeconds..];
        long ticks = 0;
        if (rest[0] == '.')
        {
            var digits = rest[1..];
            var count = digits.IndexOfAnyExceptInRange('0', '9');
            if (count <= 0)
                return false;
            for (var i = 0; i < MostDigits; i++)
                ticks = (ticks * 10) + (i < count ? digits[i] - '0' : 0);
            rest = digits[count..];
        }

        if (!TryParseOffset(rest, out var offset)
            || !DateTime.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !TimeSpan.TryParseExact(text[11..LengthToSeconds], @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var clock))
        {
            return false;
        }

        ticks += date.Ticks + clock.Ticks - offset.Ticks;
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;
        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z" or "z")
            return true;
        if (text.Length != LengthOfOffset || text[0] is not ('+' or '-')
            || !TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out offset))
        {
            return false;
        }

        if (text[0] == '-')
            offset = -offset;
        return true;
    }
}
