using System.Diagnostics.Metrics;

namespace Artel.Queues;

/// <summary>The figures of queues, on the meter <c>Artel</c>.</summary>
internal sealed class QueueMetrics : IDisposable
{
    private readonly Meter _meter = new("Artel");
    private readonly Counter<long> _published;
    private readonly Counter<long> _settled;
    private readonly UpDownCounter<long> _handling;
    private readonly Histogram<double> _duration;

    public QueueMetrics()
    {
        _published = _meter.CreateCounter<long>("artel.queue.published", "{message}", "Messages that were put into a queue");
        _settled = _meter.CreateCounter<long>("artel.queue.settled", "{message}", "Attempts at messages that have ended, by how");
        _handling = _meter.CreateUpDownCounter<long>("artel.queue.handling", "{message}", "Messages that are being handled");
        _duration = _meter.CreateHistogram<double>("artel.queue.handler.duration", "s", "How long handlers took");
    }

    public void Published(string queue)
    {
        if (_published.Enabled)
            _published.Add(1, Of(queue));
    }

    public void Settled(string queue, QueueOutcome outcome)
    {
        if (_settled.Enabled)
            _settled.Add(1, Of(queue), new("artel.queue.outcome", OutcomeText(outcome)));
    }

    public void Began(string queue)
    {
        if (_handling.Enabled)
            _handling.Add(1, Of(queue));
    }

    public void Ended(string queue, TimeSpan took)
    {
        if (_handling.Enabled)
            _handling.Add(-1, Of(queue));
        if (_duration.Enabled)
            _duration.Record(took.TotalSeconds, Of(queue));
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Of(string queue) => new("messaging.destination.name", queue);

    private static string OutcomeText(QueueOutcome outcome) => outcome switch
    {
        QueueOutcome.Acknowledged => "acknowledged",
        QueueOutcome.Retried => "retried",
        _ => "dead-lettered",
    };
}

/// <summary>How an attempt at a message ended.</summary>
internal enum QueueOutcome
{
    /// <summary>It was handled.</summary>
    Acknowledged,

    /// <summary>It comes again.</summary>
    Retried,

    /// <summary>It went to the dead letters.</summary>
    DeadLettered,
}
