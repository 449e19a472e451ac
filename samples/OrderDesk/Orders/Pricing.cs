using Artel;

namespace OrderDesk.Orders;

/// <summary>What things cost.</summary>
internal sealed class Pricing(Catalog catalog)
{
    [Function("app:price")]
    internal IReadOnlyList<PricedLine> Price(IReadOnlyList<OrderLine> lines) => [.. lines.Select(Price)];

    private PricedLine Price(OrderLine line)
    {
        if (!catalog.TryFind(line.Product, out var product))
            throw new ProcessException(ErrorKind.NotFound, $"there is no product '{line.Product}'", retryable: false);
        if (line.Quantity < 1)
            throw new ProcessException(ErrorKind.Invalid, $"{line.Quantity} of '{line.Product}' can't be ordered", retryable: false);
        return new PricedLine(line.Product, line.Quantity, line.Quantity * product.Cents);
    }
}
