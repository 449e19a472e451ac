using Artel;
using OrderDesk.Orders;
using OrderDesk.Payments;
using OrderDesk.Report;

namespace OrderDesk;

/// <summary>A run over a file of orders, seen from outside of any process.</summary>
internal sealed class DeskRun(ArtelRuntime runtime, OrderBook book)
{
    private const int ProgressStep = 50;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Publishes the orders, and waits until the queue and the dead letters are empty.</summary>
    /// <param name="path">The file of orders.</param>
    /// <param name="tell">Takes a line of progress now and then.</param>
    /// <param name="cancelled">Stops waiting; what is left stays in the queue.</param>
    public async Task<DeskReport> RunAsync(string path, Action<string> tell, CancellationToken cancelled)
    {
        var orders = OrderFile.Read(path, out _);
        if (book.Taken().Count is > 0 and var taken)
            tell($"Going on where an earlier run was stopped: {taken} orders came in, {book.Settled} of them are settled.");
        var intake = runtime.Functions.PublishAsync(path, cancelled);
        var told = 0;
        while (!intake.IsCompleted || await LeftAsync(Desk.Queue, cancelled) > 0 || await LeftAsync(Desk.DeadLetters, cancelled) > 0)
        {
            if (book.Settled is var settled && settled / ProgressStep > told)
            {
                told = settled / ProgressStep;
                tell($"{settled} orders settled");
            }

            await Task.Delay(PollInterval, cancelled);
        }

        await intake;
        return DeskReport.Make(book, book.Taken().Union(orders.Select(static order => order.Id)), await RestartsAsync(cancelled));
    }

    private async Task<long> LeftAsync(string queue, CancellationToken cancelled) => (await runtime.Queues.GetInfoAsync(queue, cancelled)).MessageCount;

    private async Task<IReadOnlyList<KeyValuePair<string, int>>> RestartsAsync(CancellationToken cancelled) =>
        [.. (await new SupervisorRef(runtime, PaymentTree.Id).GetChildrenAsync(cancelled)).Select(static worker => KeyValuePair.Create(worker.Id, worker.Restarts))];
}
