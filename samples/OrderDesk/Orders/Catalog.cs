using System.Diagnostics.CodeAnalysis;

namespace OrderDesk.Orders;

/// <summary>What the shop sells: a service of the application, as a database of products would be. Immutable.</summary>
internal sealed class Catalog
{
    private readonly Dictionary<string, Product> _products = new(StringComparer.Ordinal)
    {
        ["sencha"] = new(1290, 900),
        ["earl-grey"] = new(850, 900),
        ["darjeeling"] = new(1650, 600),
        ["oolong"] = new(1490, 600),
        ["matcha"] = new(2490, 500),
        ["rooibos"] = new(690, 600),
        ["chai"] = new(790, 600),
        ["teapot"] = new(4900, 250),
        ["kettle"] = new(8900, 200),
        ["strainer"] = new(595, 500),
        ["gift-set"] = new(5900, 250),
    };

    /// <summary>How many of each product there were when the shop opened.</summary>
    public IEnumerable<KeyValuePair<string, int>> Stock => _products.Select(static product => KeyValuePair.Create(product.Key, product.Value.Stock));

    /// <summary>Looks a product up.</summary>
    public bool TryFind(string id, [NotNullWhen(true)] out Product? product) => _products.TryGetValue(id, out product);
}

/// <summary>A product.</summary>
/// <param name="Cents">What one costs.</param>
/// <param name="Stock">How many there were when the shop opened.</param>
internal sealed record Product(long Cents, int Stock);
