namespace OrderDesk.Tests;

/// <summary>The program, killed and started again over the same files: at least once, and booked once (statement 127).</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_program_that_was_killed_in_the_middle_goes_on_when_it_is_started_again()
    {
        using var folder = new TemporaryFolder();
        // No order that fails is settled before the kill, so that it comes in the middle on the slowest machine too.
        using (var killed = RunningProgram.Start(folder, retryDelay: "00:00:02"))
        {
            Assert.EndsWith(" orders settled", await killed.ReadLineAsync(), StringComparison.Ordinal);
            await killed.KillAsync();
        }

        Assert.Contains("queue.db", folder.Files);
        using var again = RunningProgram.Start(folder);
        Assert.StartsWith("Going on where an earlier run was stopped: ", await again.ReadLineAsync(), StringComparison.Ordinal);
        var (exit, output, errors) = await again.EndAsync();
        Assert.Equal((0, ""), (exit, errors));

        var plain = PlainDesk.Of(RunningProgram.ShippedOrders);
        var report = new PrintedReport(output);
        plain.Verify(report);
        Assert.True(report.Orders("Duplicates, left out") >= plain.Lines - plain.Orders.Count);
        Assert.Empty(folder.Files);
    }
}
