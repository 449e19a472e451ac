using System.Globalization;
using System.Text.RegularExpressions;
using LogPipeline.Logs;

namespace LogPipeline.Tests;

/// <summary>Four of the rules in C#, written from what they are for rather than from the scripts.</summary>
internal static partial class PlainRules
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    public static string? Bot(LogEntry entry)
    {
        if (entry.UserAgent is null)
            return null;
        var agent = Fold(entry.UserAgent);
        string[] known =
        [
            "Googlebot", "Bingbot", "AhrefsBot", "SemrushBot", "YandexBot", "DuckDuckBot", "GPTBot", "UptimeRobot",
            "python-requests", "Go-http-client", "curl/", "sqlmap", "zgrab",
        ];
        return known.FirstOrDefault(name => agent.Contains(Fold(name), StringComparison.Ordinal))?.TrimEnd('/')
            ?? (AnyBot().IsMatch(agent) ? "another bot" : null);
    }

    public static string? Error(LogEntry entry) => entry.Status switch
    {
        < 500 => null,
        500 => "500 Internal Server Error",
        501 => "501 Not Implemented",
        502 => "502 Bad Gateway",
        503 => "503 Service Unavailable",
        504 => "504 Gateway Timeout",
        var other => other.ToString(CultureInfo.InvariantCulture),
    };

    public static string? Slow(LogEntry entry, double threshold)
    {
        if (entry.Seconds is not { } seconds || seconds <= threshold)
            return null;
        var place = NumberSegment().Replace(entry.Path.Split('?')[0], "/*");
        return $"{entry.Method} {place}".TrimStart(' ');
    }

    public static string? Suspicious(LogEntry entry)
    {
        if (entry.Method.Length == 0)
            return "not HTTP";
        var path = Fold(entry.Path);
        return Traversal().IsMatch(path) ? "traversal"
            : SqlInjection().IsMatch(path) ? "SQL injection"
            : ScriptInjection().IsMatch(path) ? "script injection"
            : Secrets().IsMatch(path) ? "secrets probe"
            : WordPress().IsMatch(path) ? "WordPress probe"
            : PhpMyAdmin().IsMatch(path) ? "phpMyAdmin probe"
            : Exploit().IsMatch(path) ? "exploit probe"
            : null;
    }

    /// <summary>Lua's lower knows ASCII letters only.</summary>
    private static string Fold(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var index = 0; index < target.Length; index++)
            target[index] = char.IsAsciiLetterUpper(source[index]) ? (char)(source[index] | 0x20) : source[index];
    });

    [GeneratedRegex("bot|crawler|spider", Options)]
    private static partial Regex AnyBot();

    [GeneratedRegex("/[0-9]+", Options)]
    private static partial Regex NumberSegment();

    [GeneratedRegex(@"\.\./|\.\.%2f|%2e%2e|\.%2e/|/etc/passwd", Options)]
    private static partial Regex Traversal();

    [GeneratedRegex(@"union(\+|%20)select|\+or\+1=1|%20or%201=1|sleep\(|information_schema", Options)]
    private static partial Regex SqlInjection();

    [GeneratedRegex("(<|%3c)script|javascript:", Options)]
    private static partial Regex ScriptInjection();

    [GeneratedRegex(@"/(\.env|\.git/|\.aws/|backup\.zip|actuator/)", Options)]
    private static partial Regex Secrets();

    [GeneratedRegex(@"/(wp-login|wp-admin|xmlrpc\.php)", Options)]
    private static partial Regex WordPress();

    [GeneratedRegex("/(phpmyadmin|pma/)", Options)]
    private static partial Regex PhpMyAdmin();

    [GeneratedRegex("/(cgi-bin/|vendor/phpunit|boaform/|hnap1)", Options)]
    private static partial Regex Exploit();
}
