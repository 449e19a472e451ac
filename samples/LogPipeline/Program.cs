using Artel;
using LogPipeline.Processes;
using LogPipeline.Report;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

if (args.Length > 1)
    return await FailAsync("Usage: LogPipeline [path to a log file, a .gz file or a folder of them]");
var path = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "Data", "access.log.gz");

var builder = Host.CreateApplicationBuilder();
// The terminal belongs to the report; what the runtime logs of crashing scripts is in the report too.
builder.Logging.ClearProviders();
builder.Services.AddArtel(artel => artel
    .AddHost(Pipeline.Host, static host => host.StopTimeout = TimeSpan.FromSeconds(3))
    .AddPipeline());

try
{
    using var host = builder.Build();
    await host.StartAsync();
    var runtime = host.Services.GetRequiredService<ArtelRuntime>();
    var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
    var rules = runtime.Definitions.Where(static id => id.StartsWith(RuleName.Namespace, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    using var run = new PipelineRun(runtime, new PipelineOptions(path, [.. rules]));
    var console = ReportConsole.Create();
    var report = run.Start(stopping);
    await new ProgressView(console, run.Progress).RunAsync(report, stopping);
    try
    {
        ReportRenderer.Render(await report, console);
        return 0;
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        return await FailAsync("Stopped before the end of the log.");
    }
    finally
    {
        await host.StopAsync(CancellationToken.None);
    }
}
catch (ProcessException error)
{
    return await FailAsync(PipelineRun.Explain(error));
}

static async Task<int> FailAsync(string line)
{
    await Console.Error.WriteLineAsync(line);
    return 1;
}
