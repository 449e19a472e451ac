using System.Globalization;
using Spectre.Console;

namespace OrderDesk.Report;

/// <summary>Shows a <see cref="DeskReport"/> as tables. What comes from orders is given as <see cref="Text"/>, never as markup.</summary>
internal static class ReportRenderer
{
    private static readonly Style Bad = new(foreground: Color.Red);

    public static void Render(DeskReport report, IAnsiConsole console)
    {
        console.Write(Summary(report));
        console.WriteLine();
        console.Write(Sales(report));
        console.WriteLine();
        console.Write(Restarts(report));
        console.WriteLine();
        console.Write(DeadLetters(report));
        console.WriteLine();
        foreach (var id in report.Lost)
            console.Write(new Text($"The order {id} is neither booked nor among the dead letters.\n", Bad));
        foreach (var id in report.BookedAndRefused)
            console.Write(new Text($"The order {id} is booked and among the dead letters.\n", Bad));
    }

    private static Table Summary(DeskReport report) => NewTable("Orders").HideHeaders().AddColumn("").AddColumn(Right(""))
        .AddRow(new Text("Orders"), Number(report.Orders))
        .AddRow(new Text("Booked"), Number(report.Booked))
        .AddRow(new Text("Dead letters"), Number(report.Refused.Count))
        .AddRow(new Text("Duplicates, left out"), Number(report.Duplicates));

    private static Table Sales(DeskReport report)
    {
        var table = NewTable("Revenue").AddColumn("Product").AddColumn(Right("Sold")).AddColumn(Right("EUR"));
        foreach (var sale in report.Sales.OrderByDescending(static sale => sale.Cents))
            table.AddRow(new Text(sale.Product), Number(sale.Quantity), Money(sale.Cents));
        return table.AddRow(new Text("all"), Number(report.Sales.Sum(static sale => sale.Quantity)), Money(report.Sales.Sum(static sale => sale.Cents)));
    }

    private static Table Restarts(DeskReport report)
    {
        var table = NewTable("Payment workers").AddColumn("Worker").AddColumn(Right("Restarts"));
        foreach (var (worker, restarts) in report.Restarts)
            table.AddRow(new Text(worker), Number(restarts));
        return table.AddRow(new Text("all"), Number(report.Restarts.Sum(static worker => worker.Value)));
    }

    private static Table DeadLetters(DeskReport report)
    {
        var table = NewTable("Dead letters").AddColumn(new TableColumn("Order").NoWrap()).AddColumn(Right("Attempts")).AddColumn("Error of the last attempt");
        foreach (var order in report.Refused)
            table.AddRow(new Text(order.Id), new Text(order.Attempts), new Text(order.Error, Bad));
        return table;
    }

    private static Table NewTable(string title) => new Table().Title(title).RoundedBorder().LeftAligned();

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned().NoWrap();

    private static Text Number(int number) => new(number.ToString("N0", CultureInfo.InvariantCulture));

    private static Text Money(long cents) => new((cents / 100m).ToString("N2", CultureInfo.InvariantCulture));
}
