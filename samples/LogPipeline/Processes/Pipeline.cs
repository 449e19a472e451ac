using Artel;
using LogPipeline.Report;

namespace LogPipeline.Processes;

/// <summary>
/// A run, from its start to its report. It is linked to every process that it starts: when one of them fails, the run fails with that
/// error, and when the run ends, nothing of it stays.
/// </summary>
[Process("log:pipeline")]
[Permission(Permissions.Send)]
[Permission(Permissions.Spawn, "log:*")]
[Permission(Permissions.SpawnLinked, "log:*")]
[Permission(Permissions.Host, Host)]
[Permission(Permissions.RegistryRegister, AggregatorName)]
[Permission(Permissions.RegistryForeign)]
[Permission(Permissions.Cancel)]
public sealed partial class Pipeline
{
    /// <summary>The host that the pipeline's processes run on.</summary>
    public const string Host = "log:processes";

    /// <summary>The name under which the aggregator of the current run can be asked.</summary>
    public const string AggregatorName = "log.aggregator";

    /// <summary>How long the others may take to end after the report.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(2);

    [Main]
    private async Task<PipelineReport> RunAsync(PipelineOptions options, CancellationToken cancelled)
    {
        var finished = Process.Listen("finished");
        var started = new List<Pid>();
        var aggregator = Process.SpawnLinked("log:aggregator", Host, options, Process.Pid);
        Process.Registry.Register(AggregatorName, aggregator);
        var reader = Process.SpawnLinked("log:reader", Host, options, aggregator);
        foreach (var rule in options.Rules)
        {
            var supervisor = Process.SpawnLinked("log:rule-supervisor", Host, rule, options, Process.Pid, reader, aggregator);
            started.Add(supervisor);
            Process.Send(reader, "supervisor", supervisor);
            Process.Send(supervisor, "start");
        }

        Process.Send(reader, "start");
        await finished.ReceiveAsync(cancelled);
        var report = await Process.AskAsync<PipelineReport>(aggregator, "report", cancellationToken: cancelled);
        foreach (var process in started.Append(aggregator))
            Process.Cancel(process, EndTimeout);
        return report;
    }
}
