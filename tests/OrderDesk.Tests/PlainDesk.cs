using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrderDesk.Tests;

/// <summary>What has to become of the orders of a file, worked out in one loop, with a price list and rules of its own.</summary>
internal sealed class PlainDesk
{
    private static readonly Dictionary<string, (long Cents, int Stock)> Prices = new(StringComparer.Ordinal)
    {
        ["sencha"] = (1290, 900), ["earl-grey"] = (850, 900), ["darjeeling"] = (1650, 600), ["oolong"] = (1490, 600), ["matcha"] = (2490, 500),
        ["rooibos"] = (690, 600), ["chai"] = (790, 600), ["teapot"] = (4900, 250), ["kettle"] = (8900, 200), ["strainer"] = (595, 500),
        ["gift-set"] = (5900, 250),
    };

    private PlainDesk()
    {
    }

    /// <summary>The lines of the file.</summary>
    public int Lines { get; private set; }

    /// <summary>The lines of orders whose card crashes a payment worker.</summary>
    public int CrashingLines { get; private set; }

    /// <summary>Different orders.</summary>
    public HashSet<string> Orders { get; } = new(StringComparer.Ordinal);

    /// <summary>What is sold of each product: pieces and cents.</summary>
    public SortedDictionary<string, (long Pieces, long Cents)> Sales { get; } = new(StringComparer.Ordinal);

    /// <summary>The orders that can't be fulfilled, each with words of the reason.</summary>
    public SortedDictionary<string, string> Refused { get; } = new(StringComparer.Ordinal);

    public static PlainDesk Of(string path)
    {
        var desk = new PlainDesk();
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            desk.Lines++;
            desk.Take(json.RootElement);
        }

        return desk;
    }

    /// <summary>Holds what the program printed against this.</summary>
    public void Verify(PrintedReport report)
    {
        Assert.Equal(
            (Orders.Count, Orders.Count - Refused.Count, Refused.Count),
            (report.Orders("Orders"), report.Orders("Booked"), report.Orders("Dead letters")));

        var sales = report.Rows("Revenue").Where(static row => row.Key is not ("Product" or "all"))
            .ToDictionary(static row => row.Key, static row => ((long)PrintedReport.Number(row.Value[0]), PrintedReport.Cents(row.Value[1])));
        Assert.Equal(Sales, new SortedDictionary<string, (long Pieces, long Cents)>(sales, StringComparer.Ordinal));

        var dead = report.Rows("Dead letters");
        Assert.Equal(Refused.Keys, dead.Keys.Where(static id => id != "Order").Order(StringComparer.Ordinal));
        Assert.All(Refused, order => Assert.Contains(order.Value, dead[order.Key][1], StringComparison.Ordinal));
    }

    private void Take(JsonElement order)
    {
        var id = order.GetProperty("id").GetString()!;
        var reason = ReasonAgainst(order);
        if (reason is "attempt to perform arithmetic on a nil value")
            CrashingLines++;
        if (!Orders.Add(id))
            return;
        if (reason is not null)
            Refused.Add(id, reason);
        else
            Sell(order);
    }

    private void Sell(JsonElement order)
    {
        var lines = LinesOf(order).ToArray();
        var total = lines.Sum(static line => line.Quantity * Prices[line.Product].Cents);
        var customer = order.GetProperty("customer").GetString();
        var percent = customer switch { "staff" => 20, "member" => 5, _ => 0 } + (customer != "staff" && total >= 100_00 ? 3 : 0);
        foreach (var (product, quantity) in lines)
        {
            var (pieces, cents) = Sales.GetValueOrDefault(product);
            Sales[product] = (pieces + quantity, cents + (quantity * Prices[product].Cents * (100 - percent) / 100));
        }
    }

    /// <summary>Words that the error of an order has to have; null where nothing is wrong with it.</summary>
    private static string? ReasonAgainst(JsonElement order)
    {
        foreach (var (product, quantity) in LinesOf(order))
        {
            if (!Prices.TryGetValue(product, out var known))
                return $"there is no product '{product}'";
            if (quantity <= 0)
                return $"{quantity} of '{product}' can't be ordered";
            if (quantity > known.Stock)
                return $"of '{product}' are left, the order wants {quantity}";
        }

        var expiry = order.GetProperty("card").GetProperty("expiry").GetString()!;
        if (Regex.Match(expiry, "^([0-9]+)/([0-9]+)$") is not { Success: true } match)
            return "attempt to perform arithmetic on a nil value";
        return int.Parse(match.Groups[2].ValueSpan) < 26 ? $"it expired in {expiry}" : null;
    }

    private static IEnumerable<(string Product, int Quantity)> LinesOf(JsonElement order) => order.GetProperty("lines").EnumerateArray()
        .Select(static line => (line.GetProperty("product").GetString()!, line.GetProperty("quantity").GetInt32()));
}
