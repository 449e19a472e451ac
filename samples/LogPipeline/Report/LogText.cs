using System.Globalization;
using System.Text;

namespace LogPipeline.Report;

/// <summary>
/// Makes text out of a log fit for a terminal. Whoever sends a request chooses what stands in the log: escape sequences in
/// it must not reach the terminal of the person who reads the report.
/// </summary>
internal static class LogText
{
    public static string Printable(string text, int maxLength)
    {
        var result = new StringBuilder(Math.Min(text.Length, maxLength));
        var lengthWithMark = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(IsHarmless(rune) ? rune.ToString() : Escaped(rune));
            // The last place is for the mark that something is missing, should it be needed.
            if (result.Length < maxLength)
                lengthWithMark = result.Length;
            if (result.Length > maxLength)
            {
                result.Length = lengthWithMark;
                return result.Append('…').ToString();
            }
        }
        return result.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.PrivateUse);

    private static string Escaped(Rune rune) => rune.Value < 0x100
        ? string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}")
        : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
}
