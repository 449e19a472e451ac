using Artel;

namespace OrderDesk.Orders;

/// <summary>Brings the orders of a file into the queue.</summary>
internal sealed class Intake(OrderBook book)
{
    /// <summary>How many orders are published before it is noted how far the intake is.</summary>
    private const int Batch = 10;

    /// <summary>
    /// Publishes the orders that no earlier run has published. A program that is killed between a publish and the note publishes up to a batch
    /// again: that is no harm, as an order is booked once, however often it comes.
    /// </summary>
    [Function("app:intake")]
    [Permission(Permissions.QueuePublish)]
    [Permission(Permissions.QueuePublishQueue, Desk.Queue)]
    internal async Task PublishAsync(string path, ProcessContext process)
    {
        var orders = OrderFile.Read(path, out var fingerprint);
        foreach (var batch in orders.Skip(book.Published(fingerprint)).Chunk(Batch))
        {
            await Task.WhenAll(batch.Select(order => process.Queues.PublishAsync(Desk.Queue, order)));
            book.NotePublished(fingerprint, batch);
        }
    }
}
