using Artel;
using LogPipeline.Logs;
using LogPipeline.Report;

namespace LogPipeline.Processes;

/// <summary>
/// Streams the log: each entry goes to the aggregator and to every rule's supervisor. It never runs ahead of the slowest rule by more
/// than that rule's credit, so that memory stays flat however long the log is.
/// </summary>
[Process("log:reader")]
[Permission(Permissions.Send)]
public sealed partial class Reader
{
    private const int ProgressEvery = 200;

    /// <summary>How many more lines each supervisor takes.</summary>
    private readonly Dictionary<Pid, int> _credit = [];

    [Main]
    private async Task RunAsync(PipelineOptions options, Pid aggregator, CancellationToken cancelled)
    {
        await MeetSupervisorsAsync(cancelled);
        var source = LogSource.Open(options.Path);
        using var reader = source.OpenReader();
        var lines = 0L;
        while (await reader.ReadLineAsync(cancelled) is { } line)
        {
            await PublishAsync(line, aggregator, cancelled);
            if (++lines % ProgressEvery == 0)
                Process.Send(aggregator, "read so far", new ReadSoFar(reader.BytesRead, source.TotalBytes));
        }

        Process.Send(aggregator, "read so far", new ReadSoFar(source.TotalBytes, source.TotalBytes));
        Process.Send(aggregator, "read all");
        foreach (var supervisor in _credit.Keys)
            Process.TrySend(supervisor, "end");
    }

    /// <summary>The pipeline names the supervisors first and says when these are all.</summary>
    private async Task MeetSupervisorsAsync(CancellationToken cancelled)
    {
        await foreach (var message in Process.Inbox.ReadAllAsync(cancelled))
        {
            if (message.Topic == "start")
                return;
            if (message.Topic == "supervisor")
                _credit.TryAdd(message.GetPayload<Pid>(), 0);
            else
                TakeCredit(message);
        }
    }

    private async Task PublishAsync(LogLine line, Pid aggregator, CancellationToken cancelled)
    {
        var why = "the line is too long";
        if (line.IsCut || !CombinedLogParser.TryParse(line.Text, line.Number, line.File, out var entry, out why))
        {
            Process.Send(aggregator, "malformed", new MalformedLine(line.File, line.Number, why!, line.Text));
            return;
        }

        Process.Send(aggregator, "entry", entry);
        foreach (var supervisor in _credit.Keys)
        {
            while (_credit[supervisor] == 0)
                TakeCredit((await Process.Inbox.ReceiveAsync(cancelled)).Value);
            _credit[supervisor]--;
            // A supervisor that has failed takes the whole run down by its link, with its own error; this send is not the place for it.
            Process.TrySend(supervisor, "line", entry);
        }
    }

    private void TakeCredit(Message message)
    {
        if (message is { Topic: "credit", From: { } supervisor })
            _credit[supervisor] = _credit.GetValueOrDefault(supervisor) + message.GetPayload<int>();
    }
}
