namespace OrderDesk.Tests;

/// <summary>The program as a person runs it, against a plain computation over the same orders.</summary>
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
        VerifyTotals(plain, report);
        Assert.Equal(plain.Lines - plain.Orders.Count, report.Orders("Duplicates, left out"));
        Assert.All(report.Rows("Dead letters").Where(static row => row.Key != "Order"), static row => Assert.Equal("3", row.Value[0]));
        Assert.Equal(3 * plain.CrashingLines, PrintedReport.Number(report.Rows("Payment workers")["all"][0]));
        Assert.Empty(folder.Files);
    }

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
        VerifyTotals(plain, report);
        Assert.True(report.Orders("Duplicates, left out") >= plain.Lines - plain.Orders.Count);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public async Task Orders_of_a_file_that_is_named_are_handled()
    {
        using var folder = new TemporaryFolder();
        using var orders = new TemporaryFolder();
        var path = orders.Write("own.jsonl", """{"id":"A","customer":"staff","card":{"number":"4111111111111111","expiry":"01/39"},"lines":[{"product":"chai","quantity":2}]}""");
        using var program = RunningProgram.Start(folder, path);
        var (exit, output, errors) = await program.EndAsync();
        Assert.Equal((0, ""), (exit, errors));
        var report = new PrintedReport(output);
        Assert.Equal((1, 1, 0), (report.Orders("Orders"), report.Orders("Booked"), report.Orders("Dead letters")));
        Assert.Equal(["2", "12.64"], report.Rows("Revenue")["chai"]);
    }

    [Fact]
    public async Task A_line_that_is_no_order_is_one_clear_line_and_a_non_zero_exit()
    {
        using var folder = new TemporaryFolder();
        using var orders = new TemporaryFolder();
        var path = orders.Write("own.jsonl", """{"id":"A"}""");
        using var program = RunningProgram.Start(folder, path);
        var (exit, output, errors) = await program.EndAsync();
        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith($"{path}:1: the line is no order: ", errors, StringComparison.Ordinal);
    }

    private static void VerifyTotals(PlainDesk plain, PrintedReport report)
    {
        Assert.Equal(
            (plain.Orders.Count, plain.Orders.Count - plain.Refused.Count, plain.Refused.Count),
            (report.Orders("Orders"), report.Orders("Booked"), report.Orders("Dead letters")));

        var sales = report.Rows("Revenue").Where(static row => row.Key is not ("Product" or "all"))
            .ToDictionary(static row => row.Key, static row => ((long)PrintedReport.Number(row.Value[0]), PrintedReport.Cents(row.Value[1])));
        Assert.Equal(plain.Sales, new SortedDictionary<string, (long Pieces, long Cents)>(sales, StringComparer.Ordinal));

        var dead = report.Rows("Dead letters");
        Assert.Equal(plain.Refused.Keys, dead.Keys.Where(static id => id != "Order").Order(StringComparer.Ordinal));
        Assert.All(plain.Refused, order => Assert.Contains(order.Value, dead[order.Key][1], StringComparison.Ordinal));
    }
}
