using Artel.Queues.Crash;
using Xunit.Abstractions;

namespace Artel.Queues.Tests;

/// <summary>
/// A program that crashes and is killed while it publishes and consumes loses nothing: statement 127. The large campaign is a command (docs/queues.md).
/// </summary>
public abstract class NothingLostTests(string driver, ITestOutputHelper output)
{
    [DriverFact]
    public async Task Every_message_is_handled_or_dead_after_three_kills()
    {
        using var folder = new WorkFolder();
        await using var store = new CrashStore(driver, folder.Path);
        var report = await Campaign.RunAsync(store, folder.Path, messages: 3000, kills: 3, output.WriteLine);
        output.WriteLine(report.ToString());

        Assert.Empty(report.Lost);
        Assert.Equal(3, report.Kills);
        Assert.Equal(3, report.Dead);
    }
}

public sealed class NothingLostOnSqliteTests(ITestOutputHelper output) : NothingLostTests("sqlite", output);

[NeedsRabbitMq]
public sealed class NothingLostOnRabbitMqTests(ITestOutputHelper output) : NothingLostTests("rabbitmq", output);

/// <summary>What the campaigns are judged by.</summary>
public sealed class CrashReportTests
{
    [Fact]
    public async Task A_campaign_finds_what_is_lost_and_tells_why_something_was_handled_again()
    {
        using var folder = new WorkFolder();
        var log = Path.Combine(folder.Path, "crash.log");
        await File.WriteAllLinesAsync(
            log, ["p 1", "h 1 a 1", "c 2 b", "h 2 b 1", "h 2 b 2", "h 2 b 3", "p 3", "h 4 d 1", "h 4 e 1", "d 5 f"]);

        var report = CrashReport.Read(log, messages: 5, kills: 1);

        Assert.Equal([3], report.Lost);
        Assert.Equal((3, 1), (report.Handled, report.Dead));
        Assert.Equal((1, 1, 1), (report.FailedAfterwards, report.KilledBetween, report.PublishedTwice));
    }
}
