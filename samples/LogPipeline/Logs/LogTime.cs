namespace LogPipeline.Logs;

/// <summary>The time of an access log, <c>10/Oct/2000:13:55:36 -0700</c>: fixed columns, English months, no culture.</summary>
internal static class LogTime
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text is not [_, _, '/', _, _, _, '/', _, _, _, _, ':', _, _, ':', _, _, ':', _, _, ' ', '+' or '-', _, _, _, _])
            return false;
        if (!TryNumber(text[..2], out var day)
            || !TryNumber(text[7..11], out var year)
            || !TryNumber(text[12..14], out var hour)
            || !TryNumber(text[15..17], out var minute)
            || !TryNumber(text[18..20], out var second)
            || !TryNumber(text[22..24], out var offsetHours)
            || !TryNumber(text[24..26], out var offsetMinutes))
        {
            return false;
        }
        var month = Months.AsSpan().IndexOf(text[3..6], StringComparison.OrdinalIgnoreCase);
        if (month < 0 || month % 3 != 0)
            return false;
        month = month / 3 + 1;
        // The first and the last year would leave no room for the offset.
        if (year is < 2 or > 9998
            || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 60
            || offsetMinutes > 59 || offsetHours * 60 + offsetMinutes > 14 * 60)
        {
            return false;
        }
        var offset = new TimeSpan(offsetHours, offsetMinutes, 0);
        // A leap second has no place in .NET's calendar; it stands with the second before it.
        time = new DateTimeOffset(year, month, day, hour, minute, Math.Min(second, 59), text[21] == '-' ? -offset : offset);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            value = value * 10 + (digit - '0');
        }
        return true;
    }
}
