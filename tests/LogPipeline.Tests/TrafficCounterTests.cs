using LogPipeline.Logs;
using LogPipeline.Report;

namespace LogPipeline.Tests;

public sealed class TrafficCounterTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 13, 12, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void NoEntriesGiveNoTimesAndNoRate()
    {
        var report = new TrafficCounter().ToReport();
        Assert.Null(report.First);
        Assert.Equal(0, report.RequestsPerSecond);
        Assert.Empty(report.TopPaths);
    }

    [Fact]
    public void TotalsDoNotDependOnTheOrder()
    {
        LogEntry[] entries = [Entry("/b", 200, 10, 9), Entry("/a?x=1", 404, null, 0), Entry("/a?x=2", 503, 5, 4), Entry("/c", 304, 0, 5)];
        foreach (var ordered in new[] { entries, [.. entries.Reverse()] })
        {
            var counter = new TrafficCounter();
            foreach (var entry in ordered)
                counter.Add(entry);
            var report = counter.ToReport(topPaths: 2);
            Assert.Equal(4, report.Requests);
            Assert.Equal(15, report.Bytes);
            Assert.Equal([new(2, 1), new(3, 1), new(4, 1), new(5, 1)], report.StatusClasses);
            Assert.Equal([new("/a", 2), new("/b", 1)], report.TopPaths);
            Assert.Equal((Noon, Noon.AddSeconds(9)), (report.First, report.Last));
            Assert.Equal(0.4, report.RequestsPerSecond);
        }
    }

    [Fact]
    public void MadeUpPathsDoNotGrowItWithoutEnd()
    {
        var counter = new TrafficCounter();
        counter.Add(Entry("/known", 200, 1, 0));
        for (var number = 0; number < TrafficCounter.MaxPaths + 10; number++)
            counter.Add(Entry($"/{number}", 404, 1, 0));
        counter.Add(Entry("/known", 200, 1, 0));
        var report = counter.ToReport(int.MaxValue);
        Assert.Equal(TrafficCounter.MaxPaths, report.TopPaths.Count);
        Assert.Equal(new("/known", 2), report.TopPaths[0]);
    }

    private static LogEntry Entry(string path, int status, long? bytes, int second) =>
        new(1, "f", "", "192.0.2.1", null, null, Noon.AddSeconds(second), "GET", path, "HTTP/1.1", status, bytes, null, null, null);
}
