using Artel;
using Artel.Queues;
using OrderDesk.Payments;

namespace OrderDesk.Orders;

/// <summary>Handles the orders of the queue, and those that it could not handle.</summary>
internal sealed class Desk(OrderBook book)
{
    /// <summary>The orders that came in.</summary>
    public const string Queue = "app:orders";

    /// <summary>Those whose attempts are used up.</summary>
    public const string DeadLetters = Queue + ".dead";

    /// <summary>
    /// One order, from the price to the book. An error has it come again, from the start: so each step here may run twice without harm, and what
    /// was booked is booked once. The ids of the functions are written out: PriceFunction.FunctionId is generated, and no declaration sees it.
    /// </summary>
    [Function("app:fulfil"), QueueConsumer(Queue, Concurrency = 4, MaxAttempts = 3)]
    [Permission(Permissions.CallFunction, "app:price")]
    [Permission(Permissions.CallFunction, "app:discount")]
    [Permission(Permissions.Send)]
    internal async Task FulfilAsync(Order order, ProcessContext process)
    {
        if (book.IsBooked(order.Id))
        {
            book.NoteDuplicate(order.Id);
            return;
        }

        // Each call is a process of its own; an error of it is the error of this attempt.
        var prices = await process.Functions.PriceAsync(order.Lines);
        var percent = await process.Functions.DiscountAsync(order.Customer, prices.Sum(static line => line.Cents));
        PricedLine[] lines = [.. prices.Select(line => line with { Cents = line.Cents * (100 - percent) / 100 })];

        if (await process.GetStock(Stock.Service).ReserveAsync(order) is { } shortage)
            throw new ProcessException(ErrorKind.Conflict, shortage);
        var payment = new Payment(order.Id, order.Card, lines.Sum(static line => line.Cents));
        var receipt = await process.AskAsync<Payment, string>(Cashier.Service, "pay", payment);

        if (!book.TryBook(order.Id, receipt, lines))
            book.NoteDuplicate(order.Id);
    }

    /// <summary>An order that is given up: it goes into the book with the reason, and its goods back on the shelf.</summary>
    [Function("app:refuse"), QueueConsumer(DeadLetters)]
    [Permission(Permissions.Send)]
    internal void Refuse(Order order, ProcessContext process)
    {
        var headers = process.Queues.Message.Headers;
        if (!book.TryRefuse(order.Id, headers[QueueHeaders.Attempts], headers[QueueHeaders.Error]))
            book.NoteDuplicate(order.Id);
        process.GetStock(Stock.Service).Release(order.Id);
    }
}
