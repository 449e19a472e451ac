using Artel;

namespace OrderDesk.Orders;

/// <summary>
/// What is on the shelves: one process, so that two orders never get the same goods. What an order has reserved stays its own over all attempts,
/// until it is refused. A start counts what is booked; reservations of orders that were under way are made again with their next attempt.
/// </summary>
[Process("app:stock-keeper")]
internal sealed partial class Stock(Catalog catalog, OrderBook book)
{
    /// <summary>The service, and so the name of its process.</summary>
    public const string Service = "app:stock";

    private readonly Dictionary<string, int> _left = CountShelves(catalog, book);
    private readonly Dictionary<string, Order> _reserved = new(StringComparer.Ordinal);

    /// <returns>Why the order can't have its goods; null where they are reserved.</returns>
    [OnMessage("reserve")]
    private string? Reserve(Order order)
    {
        if (_reserved.ContainsKey(order.Id))
            return null;
        var wanted = order.Lines.GroupBy(static line => line.Product, static line => line.Quantity).ToDictionary(static line => line.Key, static line => line.Sum());
        foreach (var (product, quantity) in wanted)
        {
            if (_left.GetValueOrDefault(product) is var left && left < quantity)
                return $"only {left} of '{product}' are left, the order wants {quantity}";
        }

        foreach (var (product, quantity) in wanted)
            _left[product] -= quantity;
        _reserved.Add(order.Id, order);
        return null;
    }

    [OnMessage("release")]
    private void Release(string orderId)
    {
        if (!_reserved.Remove(orderId, out var order))
            return;
        foreach (var line in order.Lines)
            _left[line.Product] += line.Quantity;
    }

    private static Dictionary<string, int> CountShelves(Catalog catalog, OrderBook book)
    {
        var left = catalog.Stock.ToDictionary(StringComparer.Ordinal);
        foreach (var sale in book.Sales())
            left[sale.Product] -= sale.Quantity;
        return left;
    }
}
