namespace OrderDesk.Tests;

/// <summary>The program as a person runs it, against a plain computation over the same orders (statements 126 and 127).</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Every_order_is_booked_once_or_among_the_dead_letters_with_its_reason()
    {
        using var folder = new TemporaryFolder();
        using var program = RunningProgram.Start(folder);
        var (exit, output, errors) = await program.EndAsync();
        Assert.Equal((0, ""), (exit, errors));

        var plain = PlainDesk.Of(RunningProgram.ShippedOrders);
        var report = new PrintedReport(output);
        plain.Verify(report);
        Assert.Equal(plain.Lines - plain.Orders.Count, report.Orders("Duplicates, left out"));

        // An order that can't be ordered is not tried again.
        Assert.All(
            report.Rows("Dead letters").Where(static row => row.Key != "Order"),
            static row => Assert.Equal(row.Value[1].StartsWith("Invalid: ", StringComparison.Ordinal) ? "1" : "3", row.Value[0]));
        Assert.Equal(3 * plain.CrashingLines, PrintedReport.Number(report.Rows("Payment workers")["all"][0]));
        Assert.Empty(folder.Files);
    }
}
