using LogPipeline.Report;

namespace LogPipeline.Tests;

public sealed class ReportRendererTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 13, 12, 0, 0, TimeSpan.FromHours(2));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void EverythingIsThereAtAnyUsualWidth(int width)
    {
        var console = new RecordedConsole(width);
        ReportRenderer.Render(Report("GET /search?q=%zz"), console.Console);

        Assert.All(console.Lines, line => Assert.True(line.Length <= width, line));
        var flat = Flat(console);
        foreach (var part in new[]
                 {
                     "1,234: 1,230 parsed, 4 malformed", "2xx 1,200, 5xx 30", "2024-05-13 12:00:00 +02:00", "4.9 KiB",
                     "617 lines per second", "/teas", "40.7 %", "searches", "oolong 7", "… 2 more",
                     "access.log:17", "rules/searches.lua:16: bad argument",
                     "GET /search?q=%zz", "access.log:3: there is no [time]", "and 3 more",
                 })
        {
            Assert.Contains(part, flat, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TextOfTheLogIsNeitherMarkupNorControlCode()
    {
        var console = new RecordedConsole(200, hasAnsi: true);
        ReportRenderer.Render(Report("[red]x[/] [[ [/nothing] \x1b[2J\x1b]0;title\a \u202Eabc\u009b \U0001F375 \ud800"), console.Console);

        var flat = Flat(console);
        Assert.Contains("[red]x[/] [[ [/nothing] \\x1b[2J\\x1b]0;title\\x07 \\u{202e}abc\\x9b \U0001F375", flat, StringComparison.Ordinal);
        Assert.DoesNotContain("\x1b[2J", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\x1b]", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyReportIsASummaryOnly()
    {
        var console = new RecordedConsole();
        var report = new PipelineReport("empty.log", 0, 0, 0, [], [], new TrafficCounter().ToReport(), TimeSpan.Zero);
        ReportRenderer.Render(report, console.Console);
        Assert.Contains("0: 0 parsed, 0 malformed", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Crashes", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Malformed", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void RedirectedOutputIsPlainText()
    {
        var console = new RecordedConsole();
        ReportRenderer.Render(Report(new string('x', 5_000)), console.Console);
        var text = console.Output;
        Assert.DoesNotContain('\x1b', text);
        Assert.Contains("x…", text, StringComparison.Ordinal);
        Assert.True(text.Length < 10_000);
    }

    private static PipelineReport Report(string crashedLine) => new(
        "logs/access.log",
        1_234,
        1_230,
        4,
        [new MalformedLine("access.log", 3, "there is no [time]", "==> [access.log] <==")],
        [
            new RuleReport(
                "searches", 1_230, 28,
                new Dictionary<string, long> { ["oolong"] = 7, ["a"] = 6, ["b"] = 5, ["c"] = 4, ["d"] = 3, ["e"] = 2, ["[f]"] = 1 },
                1,
                [new RuleCrash("access.log", 17, crashedLine, "rules/searches.lua:16: bad argument #1 to 'char' (no number)")],
                1),
            new RuleReport("bots", 1_230, 0, new Dictionary<string, long>(), 0, [], 0),
        ],
        new TrafficReport(
            1_230, 5_000, new Dictionary<int, long> { [5] = 30, [2] = 1_200 }, [new("/teas", 500), new("/[x]", 2)], Noon, Noon.AddHours(1)),
        TimeSpan.FromSeconds(2));

    /// <summary>The output as one line, without frames and line breaks, so that wrapping does not matter.</summary>
    private static string Flat(RecordedConsole console)
    {
        return string.Join(' ', string.Join(' ', console.Lines).Split((char[])['│', ' '], StringSplitOptions.RemoveEmptyEntries));
    }
}
