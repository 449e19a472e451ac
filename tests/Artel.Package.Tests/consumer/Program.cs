// What is asked of this file is to use the packages; what is asked of generated code is to stand every rule.
#pragma warning disable CA1515, CA2007, CS1591
using Artel;
using Consumer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddArtel(artel => artel.AddHost("app:processes").AddDefinitions());
using var host = builder.Build();
await host.StartAsync();

var runtime = host.Services.GetRequiredService<ArtelRuntime>();
var counter = runtime.SpawnCounter("app:processes", start: 40);
counter.Add(2);
Console.WriteLine($"C# {await counter.GetTotalAsync()}");
var scaler = runtime.SpawnScaler("app:processes", new(Factor: 2, Words: ["a", "b"], Limits: new(Most: 7)));
scaler.Add(new(Number: 10, Note: null));
Console.WriteLine($"Lua {await runtime.AskAsync<string>(scaler, "total")}");
await host.StopAsync();

namespace Consumer
{
    [Process("app:counter")]
    [Permission(Permissions.Send)]
    public sealed partial class Counter([Argument] int start)
    {
        [OnMessage("add")] private void Add(int number) => start += number;

        [OnMessage("total")] private int GetTotal() => start;

        [OnMessage("report")] private void Report(Pid to) => Process.Send(to, "@total", start);
    }
}
