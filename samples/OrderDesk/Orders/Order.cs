using Artel;

namespace OrderDesk.Orders;

/// <summary>An order as the shop takes it, and as it stands in the queue.</summary>
/// <param name="Id">What tells it from all others, also when it comes twice.</param>
/// <param name="Customer"><c>guest</c>, <c>member</c> or <c>staff</c>.</param>
/// <param name="Card">What it is paid with.</param>
/// <param name="Lines">What is ordered.</param>
[Payload]
public sealed record Order(string Id, string Customer, Card Card, IReadOnlyList<OrderLine> Lines);

/// <summary>A card, as the customer typed it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Expiry">The last month in which it is valid, as in <c>07/35</c>.</param>
[Payload]
public sealed record Card(string Number, string Expiry);

/// <summary>A product of an order.</summary>
/// <param name="Product">The product's id.</param>
/// <param name="Quantity">How many of it.</param>
[Payload]
public sealed record OrderLine(string Product, int Quantity);

/// <summary>A product of an order with its price.</summary>
/// <param name="Product">The product's id.</param>
/// <param name="Quantity">How many of it.</param>
/// <param name="Cents">What all of them cost.</param>
[Payload]
public sealed record PricedLine(string Product, int Quantity, long Cents);
