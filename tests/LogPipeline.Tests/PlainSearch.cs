using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LogPipeline.Tests;

/// <summary>
/// The rule <c>searches</c> in C#, with the exact reach of its bug. The script decodes with
/// <c>gsub("%%(..)", ...)</c>: two bytes after a percent sign are read as Lua's <c>tonumber(hex, 16)</c> reads them, and a
/// percent sign with fewer bytes after it stays. It crashes on what is no number, and on a term that is not UTF-8.
/// </summary>
internal static partial class PlainSearch
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>False when the script crashes; otherwise <paramref name="term"/> is the label, null for no search.</returns>
    public static bool TryFind(string path, out string? term)
    {
        term = null;
        var match = new[] { "q", "search", "query" }.Select(name => Parameter(name).Match(path)).FirstOrDefault(found => found.Success);
        if (match is null)
            return true;
        if (Decode(Encoding.UTF8.GetBytes(match.Groups[1].Value.Replace('+', ' '))) is not { } bytes)
            return false;
        string text;
        try
        {
            text = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        text = text.Trim(' ', '\t', '\n', '\v', '\f', '\r');
        if (text.EnumerateRunes().Count() >= 2)
            term = AsciiCapital().Replace(text, capital => ((char)(capital.Value[0] | 0x20)).ToString());
        return true;
    }

    private static byte[]? Decode(byte[] value)
    {
        var result = new List<byte>(value.Length);
        for (var index = 0; index < value.Length; index++)
        {
            if (value[index] != '%' || index + 2 >= value.Length)
            {
                result.Add(value[index]);
                continue;
            }
            if (HexAsLuaReadsIt(Encoding.Latin1.GetString(value, index + 1, 2)) is not { } code)
                return null;
            result.Add(code);
            index += 2;
        }
        return [.. result];
    }

    /// <summary>Two places hold two digits, or one digit beside a blank or a plus sign; "-0" is zero too.</summary>
    private static byte? HexAsLuaReadsIt(string text)
    {
        var match = LuaHex().Match(text);
        return match.Success ? byte.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null;
    }

    private static Regex Parameter(string name) => name switch
    {
        "q" => Q(),
        "search" => Search(),
        _ => Query(),
    };

    [GeneratedRegex(@"\A(?:[ \f\n\r\t\v]*\+?([0-9A-Fa-f]+)[ \f\n\r\t\v]*|-(?<1>0))\z", RegexOptions.CultureInvariant)]
    private static partial Regex LuaHex();

    [GeneratedRegex("[?&]q=([^&#]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Q();

    [GeneratedRegex("[?&]search=([^&#]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Search();

    [GeneratedRegex("[?&]query=([^&#]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Query();

    [GeneratedRegex("[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex AsciiCapital();
}
