using System.Globalization;
using System.Text;

namespace Artel.Lua.Processes;

/// <summary>Text of a script as a log may have it: of bounded length, and without what could begin a line of its own.</summary>
internal static class LuaLogText
{
    /// <summary>The most bytes of a message.</summary>
    public const int LongestMessage = 8 << 10;

    /// <summary>The most bytes of a field's value.</summary>
    public const int LongestValue = 1 << 10;

    /// <summary>The text with control characters and line ends written as escapes, cut off after so many bytes.</summary>
    public static string Escape(ReadOnlySpan<byte> bytes, int longest)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, longest)]);
        var cut = bytes.Length - longest;
        if (cut <= 0 && !text.Any(IsControl))
            return text;
        var escaped = new StringBuilder(text.Length + 40);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                _ when IsControl(c) => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        return cut > 0 ? escaped.Append(CultureInfo.InvariantCulture, $"... ({cut} more bytes)").ToString() : escaped.ToString();
    }

    /// <summary>Also the line and paragraph separators, and what turns the direction of writing.</summary>
    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
