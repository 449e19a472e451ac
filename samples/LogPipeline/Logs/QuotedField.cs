using System.Text;

namespace LogPipeline.Logs;

/// <summary>
/// A field in double quotes with the servers' backslash escapes: Apache writes <c>\"</c>, <c>\\</c>, <c>\n</c> and
/// <c>\x16</c>, nginx everything as <c>\x22</c>.
/// </summary>
internal static class QuotedField
{
    /// <summary>Takes the field that <paramref name="rest"/> starts with, without quotes but still escaped.</summary>
    public static bool TryTake(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> field)
    {
        field = default;
        if (!rest.StartsWith("\""))
            return false;
        var index = 1;
        while (true)
        {
            var step = rest[index..].IndexOfAny('"', '\\');
            if (step < 0)
                return false;
            index += step;
            if (rest[index] == '"')
                break;
            index += 2;
            if (index >= rest.Length)
                return false;
        }
        field = rest[1..index];
        rest = rest[(index + 1)..];
        // Two fields that touch mean that a quote was lost somewhere before.
        if (!rest.IsEmpty && rest[0] != ' ')
            return false;
        rest = rest.TrimStart(' ');
        return true;
    }

    /// <summary>The unescaped text, or null for the <c>-</c> that stands for a missing value.</summary>
    public static string? Optional(ReadOnlySpan<char> field) => field is "-" or "" ? null : Unescape(field);

    public static string Unescape(ReadOnlySpan<char> field)
    {
        if (!field.Contains('\\'))
            return field.ToString();

        // \xHH is a byte, and several of them may be one character: the text is put together as UTF-8.
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(field.Length)];
        var count = 0;
        while (!field.IsEmpty)
        {
            var escape = field.IndexOf('\\');
            var plain = escape < 0 ? field : field[..escape];
            count += Encoding.UTF8.GetBytes(plain, bytes.AsSpan(count));
            field = field[plain.Length..];
            if (field.IsEmpty)
                break;
            count += TakeEscape(ref field, bytes.AsSpan(count));
        }
        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    private static int TakeEscape(ref ReadOnlySpan<char> field, Span<byte> target)
    {
        if (field.Length >= 4 && field[1] == 'x' && char.IsAsciiHexDigit(field[2]) && char.IsAsciiHexDigit(field[3]))
        {
            target[0] = Convert.FromHexString(field[2..4])[0];
            field = field[4..];
            return 1;
        }
        var code = field.Length > 1 ? field[1] : '\0';
        byte? single = code switch
        {
            '"' or '\\' or '\'' => (byte)code,
            'n' => (byte)'\n',
            'r' => (byte)'\r',
            't' => (byte)'\t',
            'b' => (byte)'\b',
            'f' => (byte)'\f',
            'v' => (byte)'\v',
            _ => null,
        };
        // An unknown escape stays as it is: the backslash was the client's.
        target[0] = single ?? (byte)'\\';
        field = field[(single is null ? 1 : 2)..];
        return 1;
    }
}
