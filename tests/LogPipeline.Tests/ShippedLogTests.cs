using LogPipeline.Logs;

namespace LogPipeline.Tests;

public sealed class ShippedLogTests
{
    [Fact]
    public async Task ItHasWhatTheSampleIsAbout()
    {
        var entries = new List<LogEntry>();
        var reasons = new HashSet<string>();
        using var reader = LogSource.Open(ShippedLog.Path).OpenReader();
        while (await reader.ReadLineAsync() is { } line)
        {
            if (CombinedLogParser.TryParse(line.Text, line.Number, line.File, out var entry, out var why))
                entries.Add(entry);
            else
                reasons.Add(why);
        }
        Assert.True(new FileInfo(ShippedLog.Path).Length < 1_500_000);
        Assert.InRange(entries.Count, 20_000, 30_000);
        Assert.True(reasons.Count >= 5);

        Assert.Equal([1, 2, 3, 4, 5], entries.Select(entry => entry.Status / 100).Append(1).Distinct().Order());
        foreach (var status in new[] { 200, 201, 301, 304, 400, 404, 500, 502, 503, 504 })
            Assert.Contains(entries, entry => entry.Status == status);
        foreach (var method in new[] { "GET", "HEAD", "POST", "" })
            Assert.Contains(entries, entry => entry.Method == method);
        Assert.All(entries, entry => Assert.True(IsDocumentationAddress(entry.RemoteAddress), entry.Text));
        Assert.Contains(entries, entry => entry.RemoteAddress.StartsWith("2001:db8:", StringComparison.Ordinal));
        Assert.All(entries, entry => Assert.NotNull(entry.Seconds));
        Assert.Contains(entries, entry => entry.User is not null);
        Assert.InRange((entries.Max(entry => entry.Time) - entries.Min(entry => entry.Time)).TotalDays, 2.9, 3);
        Assert.Equal(entries.Select(entry => entry.Time).Order(), entries.Select(entry => entry.Time));
    }

    [Fact]
    public async Task EveryRuleHasSomethingToFind()
    {
        var count = await PlainCount.OfAsync(ShippedLog.Path);
        Assert.Equal(count.Total, count.Parsed + count.Malformed);
        Assert.Equal(15, count.Malformed);
        Assert.Equal(["bots", "errors", "searches", "slow", "suspicious"], count.Rules.Keys.Order());
        foreach (var (name, rule) in count.Rules)
        {
            Assert.Equal(count.Parsed, rule.Seen);
            Assert.True(rule.Hits >= 50, name);
            Assert.True(rule.Labels.Count >= 4, name);
            Assert.Equal(rule.Hits, rule.Labels.Values.Sum());
            Assert.Equal(name == "searches" ? 5 : 0, rule.Crashes.Count);
        }
        Assert.Collection(
            count.Rules["searches"].Crashes.Select(crash => crash.Text),
            text => Assert.Contains("q=gr%zzner+tee ", text, StringComparison.Ordinal),
            text => Assert.Contains("q=%E0%A4%A&page=1 ", text, StringComparison.Ordinal),
            text => Assert.Contains("q=50%off&", text, StringComparison.Ordinal),
            text => Assert.Contains("q=100%wool+tea+cosy ", text, StringComparison.Ordinal),
            text => Assert.Contains("q=%u0447%u0430%u0439 ", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SlowThresholdIsAnArgument()
    {
        var lenient = await PlainCount.OfAsync(ShippedLog.Path, slowThreshold: 5);
        var strict = await PlainCount.OfAsync(ShippedLog.Path, slowThreshold: 0.2);
        Assert.InRange(lenient.Rules["slow"].Hits, 1, strict.Rules["slow"].Hits / 5);
    }

    private static bool IsDocumentationAddress(string address) =>
        new[] { "192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:" }.Any(range => address.StartsWith(range, StringComparison.Ordinal));
}
