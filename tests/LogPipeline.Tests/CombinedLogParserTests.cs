using LogPipeline.Logs;

namespace LogPipeline.Tests;

public sealed class CombinedLogParserTests
{
    private const string Start = """192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] """;

    [Fact]
    public void CombinedLineGivesEveryField()
    {
        const string Line = """
            192.0.2.1 id frank [10/Oct/2000:13:55:36 -0700] "GET /a?b=%20c HTTP/1.0" 200 2326 "http://e.org/s" "M/4.08 [en]" 0.123
            """;
        var entry = Parse(Line, 17, "access.log");
        Assert.Equal(
            new LogEntry(
                17, "access.log", Line, "192.0.2.1", "id", "frank", new DateTimeOffset(2000, 10, 10, 13, 55, 36, TimeSpan.FromHours(-7)),
                "GET", "/a?b=%20c", "HTTP/1.0", 200, 2326, "http://e.org/s", "M/4.08 [en]", 0.123),
            entry);
    }

    [Fact]
    public void CommonLineHasNoReferrerAgentOrDuration()
    {
        var entry = Parse(Start + "\"GET / HTTP/1.1\" 304 -");
        Assert.Null(entry.Ident);
        Assert.Null(entry.User);
        Assert.Null(entry.Bytes);
        Assert.Null(entry.Referrer);
        Assert.Null(entry.UserAgent);
        Assert.Null(entry.Seconds);
        Assert.Equal(304, entry.Status);
    }

    [Theory]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:192.0.2.7")]
    [InlineData("[2001:db8::1]")]
    [InlineData("client-7.example.org")]
    [InlineData("unix:")]
    public void AddressesMayHaveAnyUsualForm(string address) =>
        Assert.Equal(address, Parse(address + """ - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 1""").RemoteAddress);

    [Theory]
    [InlineData("maria lopez", "maria lopez")]
    [InlineData("-", null)]
    [InlineData("a[b]", "a[b]")]
    [InlineData("\\\"x\\\"", "\"x\"")]
    public void UserEndsWhereTheTimeStarts(string logged, string? user) =>
        Assert.Equal(user, Parse($"192.0.2.1 - {logged} [10/Oct/2000:13:55:36 +0000] \"GET / HTTP/1.1\" 200 1").User);

    [Theory]
    [InlineData("GET /index.html HTTP/1.1", "GET", "/index.html", "HTTP/1.1")]
    [InlineData("OPTIONS * HTTP/2.0", "OPTIONS", "*", "HTTP/2.0")]
    [InlineData("M-SEARCH * HTTP/1.1", "M-SEARCH", "*", "HTTP/1.1")]
    [InlineData("GET /a b c HTTP/1.1", "GET", "/a b c", "HTTP/1.1")]
    [InlineData("""GET /say?w=\"hi\" HTTP/1.1""", "GET", "/say?w=\"hi\"", "HTTP/1.1")]
    [InlineData("""GET /say?w=\x22\xD1\x87\xD0\xB0\xD0\xB9\x22 HTTP/1.1""", "GET", "/say?w=\"чай\"", "HTTP/1.1")]
    [InlineData("""GET /a\\b\q\x4 HTTP/1.1""", "GET", """/a\b\q\x4""", "HTTP/1.1")]
    [InlineData("""GET /bad\xFF HTTP/1.1""", "GET", "/bad\uFFFD", "HTTP/1.1")]
    [InlineData("-", "", "-", "")]
    [InlineData("", "", "", "")]
    [InlineData("GET /", "", "GET /", "")]
    [InlineData("GET  HTTP/1.1", "", "GET  HTTP/1.1", "")]
    [InlineData("G@T / HTTP/1.1", "", "G@T / HTTP/1.1", "")]
    [InlineData("SSH-2.0-Go", "", "SSH-2.0-Go", "")]
    [InlineData("""\x16\x03\x01\x02""", "", """\x16\x03\x01\x02""", "")]
    public void RequestIsSplitOrKeptAsItIs(string logged, string method, string path, string protocol)
    {
        var entry = Parse($"{Start}\"{logged}\" 400 157 \"-\" \"-\"");
        Assert.Equal((method, path, protocol), (entry.Method, entry.Path, entry.Protocol));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(" 0.000", 0.0)]
    [InlineData(" 12.5", 12.5)]
    [InlineData(" 1500000", 1.5)]
    [InlineData(" 0", 0.0)]
    [InlineData(" -", null)]
    [InlineData(" \"203.0.113.7, 192.0.2.1\"", null)]
    [InlineData(" \"-\" 0.25", 0.25)]
    [InlineData(" 0.25 \"-\"", 0.25)]
    public void DurationIsSecondsOrMicroseconds(string tail, double? seconds)
    {
        Assert.Equal(seconds, Parse($"{Start}\"GET / HTTP/1.1\" 200 1 \"-\" \"curl/8.5.0\"{tail}").Seconds);
        Assert.Equal(seconds, Parse($"{Start}\"GET / HTTP/1.1\" 200 1 \"\" \"a \\\" b\"{tail}").Seconds);
    }

    [Theory]
    [InlineData("29/Feb/2024:23:59:59 +0000", "2024-02-29T23:59:59+00:00")]
    [InlineData("01/jan/2024:00:00:00 +1400", "2024-01-01T00:00:00+14:00")]
    [InlineData("31/Dec/2016:23:59:60 +0000", "2016-12-31T23:59:59+00:00")]
    [InlineData("13/May/2024:08:00:01 -0330", "2024-05-13T08:00:01-03:30")]
    public void TimeKeepsTheServersOffset(string logged, string expected)
    {
        var time = Parse($"192.0.2.1 - - [{logged}] \"GET / HTTP/1.1\" 200 1").Time;
        Assert.Equal(expected, time.ToString("yyyy-MM-ddTHH:mm:sszzz", null));
    }

    [Theory]
    [InlineData("29/Feb/2023:00:00:00 +0000")]
    [InlineData("00/Jan/2023:00:00:00 +0000")]
    [InlineData("01/Foo/2023:00:00:00 +0000")]
    [InlineData("01/anF/2023:00:00:00 +0000")]
    [InlineData("01/Jan/2023:24:00:00 +0000")]
    [InlineData("01/Jan/2023:00:60:00 +0000")]
    [InlineData("01/Jan/2023:00:00:61 +0000")]
    [InlineData("01/Jan/0000:00:00:00 +0000")]
    [InlineData("01/Jan/0001:00:00:00 +1400")]
    [InlineData("31/Dec/9999:23:59:59 -1400")]
    [InlineData("01/Jan/2023:00:00:00 +1401")]
    [InlineData("01/Jan/2023:00:00:00 +0099")]
    [InlineData("01/Jan/2023:00:00:00")]
    [InlineData("1/Jan/2023:00:00:00 +0000")]
    [InlineData("٠١/Jan/2023:00:00:00 +0000")]
    [InlineData("2023-01-01T00:00:00+00:00")]
    [InlineData("")]
    public void WrongTimeIsMalformed(string logged) =>
        AssertMalformed($"192.0.2.1 - - [{logged}] \"GET / HTTP/1.1\" 200 1", "[10/Oct/2000:13:55:36 -0700]");

    [Theory]
    [InlineData("", "address")]
    [InlineData("\0\0\0\0", "user")]
    [InlineData("192.0.2.1", "user")]
    [InlineData("192.0.2.1 -", "[time]")]
    [InlineData("192.0.2.1 - -", "[time]")]
    [InlineData("192.0.2.1 - - [", "time")]
    [InlineData("\"GET / HTTP/1.1\" 200 4210", "address")]
    [InlineData("==> access.log <==", "[time]")]
    [InlineData(Start, "request")]
    [InlineData(Start + "GET / HTTP/1.1 200 12", "request")]
    [InlineData(Start + "\"GET / HTTP/1.1", "request")]
    [InlineData(Start + "\"GET / HTTP/1.1\\\"", "request")]
    [InlineData(Start + "\"GET / HTTP/1.1\\", "request")]
    [InlineData(Start + "\"GET / HTTP/1.1\"", "status")]
    [InlineData(Start + "\"GET / HTTP/1.1\" OK 12", "status")]
    [InlineData(Start + "\"GET / HTTP/1.1\" 20 12", "status")]
    [InlineData(Start + "\"GET / HTTP/1.1\" -20 12", "status")]
    [InlineData(Start + "\"GET / HTTP/1.1\" 200", "size")]
    [InlineData(Start + "\"GET / HTTP/1.1\" 200 12k", "size")]
    [InlineData(Start + "\"GET / HTTP/1.1\" 200 99999999999999999999", "size")]
    [InlineData(Start + "\"GET / HTTP/1.1\" 200 12 \"-", "referrer")]
    [InlineData(Start + "\"GET / HTTP/1.1\" 200 12 \"-\"", "user agent")]
    [InlineData(Start + "\"GET / HTTP/1.1\" 200 12 \"-\" \"Mozilla", "user agent")]
    [InlineData(Start + "\"GET / HTTP/1.1\" 200 12 \"-\"\"Mozilla\"", "referrer")]
    [InlineData(Start + "\"GET / HTTP/1.1\" 200 51 20 \"-\" \"-\" 0.1", "duration")]
    [InlineData(Start + "\"GET / HTTP/1.1\" 200 12 \"-\" \"-\" fast", "duration")]
    [InlineData(Start + "\"GET / HTTP/1.1\" 200 12 \"-\" \"-\" -1", "duration")]
    [InlineData(Start + "\"GET / HTTP/1.1\" 200 12 \"-\" \"-\" 1e3", "duration")]
    public void BrokenLineSaysWhatIsWrong(string line, string part) => AssertMalformed(line, part);

    [Fact]
    public void EveryPrefixAndEveryDroppedCharacterIsTakenOrRefusedWithoutAnException()
    {
        const string Line = """
            2001:db8::1 - u [10/Oct/2000:13:55:36 -0700] "GET /a\x20\"b HTTP/1.1" 200 23 "http://e/\\" "M \x22q\"" 0.1
            """;
        for (var index = 0; index <= Line.Length; index++)
        {
            Check(Line[..index]);
            Check(Line[index..]);
            if (index < Line.Length)
                Check(Line.Remove(index, 1));
        }

        static void Check(string line)
        {
            var taken = CombinedLogParser.TryParse(line, 1, "f", out var entry, out var why);
            Assert.Equal(taken, entry is not null);
            Assert.Equal(taken, why is null);
        }
    }

    private static LogEntry Parse(string line, long number = 1, string file = "f")
    {
        Assert.True(CombinedLogParser.TryParse(line, number, file, out var entry, out var why), why);
        return entry!;
    }

    private static void AssertMalformed(string line, string part)
    {
        Assert.False(CombinedLogParser.TryParse(line, 1, "f", out _, out var why));
        Assert.Contains(part, why, StringComparison.Ordinal);
    }
}
