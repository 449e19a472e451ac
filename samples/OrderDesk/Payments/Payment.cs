using Artel;
using OrderDesk.Orders;

namespace OrderDesk.Payments;

/// <summary>What a payment worker is to charge; a table in Lua.</summary>
/// <param name="OrderId">The order, by which a provider knows a charge that it has made already.</param>
/// <param name="Card">The card.</param>
/// <param name="Cents">How much.</param>
[Payload]
public sealed record Payment(string OrderId, Card Card, long Cents);
