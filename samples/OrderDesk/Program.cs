using Artel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderDesk;
using OrderDesk.Orders;
using OrderDesk.Report;

if (args.Length > 1)
    return await FailAsync("Usage: OrderDesk [path to a file of orders]");
var path = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "Data", "orders.jsonl");

var builder = Host.CreateApplicationBuilder();
// The terminal belongs to the report; what the runtime logs of crashing workers is among the dead letters.
builder.Logging.ClearProviders();
// What is built in, under what the environment or an appsettings.json says.
((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
{
    InitialData = new Dictionary<string, string?>
    {
        ["OrderDesk:Folder"] = Path.Combine(AppContext.BaseDirectory, "state"),
        [$"Artel:Queues:{Desk.Queue}:Consumers:app:fulfil:InitialDelay"] = "00:00:00.1",
    },
});
var folder = Directory.CreateDirectory(builder.Configuration["OrderDesk:Folder"]!).FullName;
string[] state = [Path.Combine(folder, "queue.db"), Path.Combine(folder, "book.db")];
builder.Services.AddOrderDesk(queueFile: state[0], bookFile: state[1]);

try
{
    using (var host = builder.Build())
    {
        await host.StartAsync();
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            var run = new DeskRun(host.Services.GetRequiredService<ArtelRuntime>(), host.Services.GetRequiredService<OrderBook>());
            var report = await run.RunAsync(path, Console.WriteLine, stopping);
            ReportRenderer.Render(report, ReportConsole.Create());
            if (!report.IsComplete)
                return 1;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return await FailAsync("Stopped; the next run goes on with what is left.");
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    // All is done: the next run begins anew. After a kill the files are still there, and it goes on.
    foreach (var file in state)
    {
        foreach (var part in Directory.EnumerateFiles(folder, Path.GetFileName(file) + "*"))
            File.Delete(part);
    }

    return 0;
}
catch (Exception error) when (error is ProcessException or OrderFileException)
{
    return await FailAsync(error.Message);
}

static async Task<int> FailAsync(string line)
{
    await Console.Error.WriteLineAsync(line);
    return 1;
}
