using Artel.Queues.Crash;
using Xunit.Abstractions;

namespace Artel.Queues.Tests;

/// <summary>A program that crashes and is killed while it publishes and consumes loses nothing. The large campaign is a command (docs/queues.md).</summary>
public sealed class NothingLostTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_message_is_handled_or_dead_after_three_kills()
    {
        using var folder = new WorkFolder();
        var report = await Campaign.RunAsync("sqlite", Path.Combine(folder.Path, "queues.db"), folder.Path, messages: 3000, kills: 3, output.WriteLine);
        output.WriteLine(report.ToString());

        Assert.Empty(report.Lost);
        Assert.Equal(3, report.Kills);
        Assert.Equal(3, report.Dead);
    }
}
