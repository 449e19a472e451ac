namespace OrderDesk.Tests;

/// <summary>The program over a file of orders that is named.</summary>
public sealed class OrdersFileTests
{
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
}
