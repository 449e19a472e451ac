using OrderDesk.Orders;

namespace OrderDesk.Report;

/// <summary>How a day at the order desk ended.</summary>
/// <param name="Orders">How many orders came in, each counted once.</param>
/// <param name="Booked">How many of them are booked.</param>
/// <param name="Lost">The orders that are neither booked nor among the dead letters; there should be none.</param>
/// <param name="BookedAndRefused">The orders that are both; there should be none.</param>
/// <param name="Duplicates">How many times an order came that was settled already.</param>
/// <param name="Sales">What was sold.</param>
/// <param name="Refused">The orders that ended among the dead letters.</param>
/// <param name="Restarts">How often each payment worker was started anew in this run.</param>
internal sealed record DeskReport(
    int Orders,
    int Booked,
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> BookedAndRefused,
    int Duplicates,
    IReadOnlyList<PricedLine> Sales,
    IReadOnlyList<RefusedOrder> Refused,
    IReadOnlyList<KeyValuePair<string, int>> Restarts)
{
    /// <summary>Whether each order is either booked or among the dead letters.</summary>
    public bool IsComplete => Lost.Count == 0 && BookedAndRefused.Count == 0;

    /// <param name="book">What became of the orders.</param>
    /// <param name="orders">The ids of all orders, each once.</param>
    /// <param name="restarts">How often each payment worker was started anew.</param>
    public static DeskReport Make(OrderBook book, IEnumerable<string> orders, IReadOnlyList<KeyValuePair<string, int>> restarts)
    {
        string[] ids = [.. orders];
        return new DeskReport(
            ids.Length,
            book.Booked,
            [.. ids.Where(id => !book.IsBooked(id) && !book.IsRefused(id))],
            [.. ids.Where(id => book.IsBooked(id) && book.IsRefused(id))],
            book.Duplicates,
            book.Sales(),
            book.Refusals(),
            restarts);
    }
}
