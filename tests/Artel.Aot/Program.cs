// A program that is compiled ahead of time: processes of both languages, and records that cross between them.
using Aot;
using Artel;
using Artel.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddArtel(artel => artel.AddHost("app:processes").AddDefinitions().UseSecurityMode(SecurityMode.Permissive));
using var host = builder.Build();
await host.StartAsync();

var runtime = host.Services.GetRequiredService<ArtelRuntime>();
var cashier = runtime.SpawnCashier("app:processes", currency: "EUR");
Console.WriteLine(await cashier.GetCurrencyAsync());
Console.WriteLine(await cashier.BuyAsync(new Purchase([new("tea", 3, 2.5m), new("salt", 1, null)], Payment.Card)));
Console.WriteLine(await runtime.Functions.SumAsync(new Purchase([new("tea", 3, 2.5m), new("salt", 1, 1m)], Payment.Cash)));
Console.WriteLine(await runtime.Functions.CountAsync([1, 2, 3]));
await host.StopAsync();

namespace Aot
{
    public enum Payment
    {
        Cash,
        Card,
    }

    public sealed record Item(string Name, int Count, decimal? Price);

    public sealed record Purchase(IReadOnlyList<Item> Items, Payment Payment);

    public static class Prices
    {
        [Function("app.prices:sum")]
        internal static decimal Sum(Purchase purchase, [Inject] TimeProvider time) =>
            time.GetUtcNow() > default(DateTimeOffset) ? purchase.Items.Sum(static item => item.Count * (item.Price ?? 0)) : 0;
    }

    // Only asked for: no handler shows it to the generator.
    [Payload]
    public sealed record Receipt(IReadOnlyList<string> Lines, long Count, Payment Payment);

    [Process("app:cashier")]
    [Permission("*")]
    public sealed partial class Cashier([Argument] string currency)
    {
        [OnMessage("currency")] private string GetCurrency() => currency;

        [OnMessage("buy")]
        private async Task<string> BuyAsync(Purchase purchase)
        {
            var printer = Process.SpawnPrinter("app:processes");
            var receipt = await Process.AskAsync<Purchase, Receipt>(printer, "print", purchase);
            return $"{string.Join(", ", receipt.Lines)}: {receipt.Count} items by {receipt.Payment}";
        }
    }
}
