using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LogPipeline.Logs;

/// <summary>
/// Parses a line of the Apache or nginx <i>combined</i> or <i>common</i> format, from left to right and each character once:
/// <c>address ident user [time] "request" status bytes "referrer" "user agent" duration</c>.
/// The last three may be missing. The duration is nginx's <c>$request_time</c> (seconds, with a point) or Apache's
/// <c>%D</c> (whole microseconds). Further quoted fields, such as nginx's forwarded-for address, are passed over.
/// </summary>
public static class CombinedLogParser
{
    /// <returns>Whether the line is an entry; otherwise <paramref name="why"/> says what is wrong with it.</returns>
    public static bool TryParse(
        string line, long number, string file, [NotNullWhen(true)] out LogEntry? entry, [NotNullWhen(false)] out string? why)
    {
        entry = null;
        var rest = line.AsSpan().TrimEnd(' ');

        if (!TakeToken(ref rest, out var address) || address.ContainsAny('"', '[', ']') && !IsBracketedAddress(address))
            return Fail("the line does not start with a client address", out why);
        if (!TakeToken(ref rest, out var ident))
            return Fail("the line ends before the user", out why);

        // The name of an authenticated user may have spaces in it: it ends where the time starts.
        var bracket = rest.IndexOf(" [");
        if (bracket <= 0)
            return Fail("there is no [time]", out why);
        var user = rest[..bracket];
        rest = rest[(bracket + 2)..];
        var close = rest.IndexOf(']');
        if (close < 0 || !LogTime.TryParse(rest[..close], out var time))
            return Fail("the time is not like [10/Oct/2000:13:55:36 -0700]", out why);
        rest = rest[(close + 1)..].TrimStart(' ');

        if (!QuotedField.TryTake(ref rest, out var request))
            return Fail("there is no \"request\" in quotes", out why);

        if (!TakeToken(ref rest, out var statusText)
            || statusText.Length != 3
            || !int.TryParse(statusText, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return Fail("the status is not a three-digit number", out why);
        }
        long? bytes = null;
        if (!TakeToken(ref rest, out var bytesText))
            return Fail("the line ends before the size", out why);
        if (bytesText is not "-")
        {
            if (!long.TryParse(bytesText, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                return Fail("the size is neither a number nor -", out why);
            bytes = count;
        }

        string? referrer = null;
        string? userAgent = null;
        if (rest.StartsWith("\""))
        {
            if (!QuotedField.TryTake(ref rest, out var referrerText))
                return Fail("the referrer has no closing quote", out why);
            if (!QuotedField.TryTake(ref rest, out var userAgentText))
                return Fail("there is no whole \"user agent\" in quotes", out why);
            referrer = QuotedField.Optional(referrerText);
            userAgent = QuotedField.Optional(userAgentText);
        }
        if (!TryTakeDuration(rest, out var seconds))
            return Fail("what follows the last field is not a duration", out why);

        SplitRequest(request, out var method, out var path, out var protocol);
        entry = new LogEntry(
            number, file, line, address.ToString(), QuotedField.Optional(ident), QuotedField.Optional(user), time,
            method, path, protocol, status, bytes, referrer, userAgent, seconds);
        why = null;
        return true;
    }

    private static bool Fail(string reason, out string why)
    {
        why = reason;
        return false;
    }

    private static bool TakeToken(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> token)
    {
        var space = rest.IndexOf(' ');
        token = space < 0 ? rest : rest[..space];
        rest = space < 0 ? [] : rest[space..].TrimStart(' ');
        return !token.IsEmpty;
    }

    private static bool IsBracketedAddress(ReadOnlySpan<char> address) =>
        address is ['[', .. var inner, ']'] && !inner.IsEmpty && !inner.ContainsAny('"', '[', ']');

    private static bool TryTakeDuration(ReadOnlySpan<char> rest, out double? seconds)
    {
        seconds = null;
        var found = false;
        while (!rest.IsEmpty)
        {
            if (rest[0] == '"')
            {
                if (!QuotedField.TryTake(ref rest, out _))
                    return false;
                continue;
            }
            if (found || !TakeToken(ref rest, out var token))
                return false;
            found = true;
            if (token is "-")
                continue;
            if (!double.TryParse(token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value))
            {
                return false;
            }
            seconds = token.Contains('.') ? value : value / 1_000_000;
        }
        return true;
    }

    private static void SplitRequest(ReadOnlySpan<char> request, out string method, out string path, out string protocol)
    {
        var first = request.IndexOf(' ');
        var last = request.LastIndexOf(' ');
        if (first > 0 && last > first + 1 && IsMethod(request[..first]) && request[(last + 1)..].StartsWith("HTTP/"))
        {
            method = MethodName(request[..first]);
            path = QuotedField.Unescape(request[(first + 1)..last]);
            protocol = ProtocolName(request[(last + 1)..]);
            return;
        }
        // As logged, escapes and all: \x16\x03\x01 tells a reader more than the three control characters would.
        method = protocol = "";
        path = request.ToString();
    }

    private static bool IsMethod(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetter(character) && character is not ('-' or '_'))
                return false;
        }
        return true;
    }

    // The few methods and protocols that nearly every line has are not worth a string each.
    private static string MethodName(ReadOnlySpan<char> text) => text switch
    {
        "GET" => "GET",
        "POST" => "POST",
        "HEAD" => "HEAD",
        _ => text.ToString(),
    };

    private static string ProtocolName(ReadOnlySpan<char> text) => text switch
    {
        "HTTP/1.1" => "HTTP/1.1",
        "HTTP/2.0" => "HTTP/2.0",
        "HTTP/1.0" => "HTTP/1.0",
        _ => text.ToString(),
    };
}
