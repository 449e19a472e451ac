using System.Collections.Frozen;
using Artel.Runtime;
using Artel.Security;

namespace Artel.Queues;

/// <summary>The queues of an application: which there are, what keeps them, and who consumes them. Thread-safe once it is made.</summary>
internal sealed class QueueSystem
{
    private readonly FrozenDictionary<string, OpenQueue> _queues;
    private readonly IQueueDriver[] _drivers;
    private readonly QueueConsumer[] _consumers;

    /// <param name="runtime">What runs the handlers.</param>
    /// <param name="queues">The queues, those of dead letters among them.</param>
    /// <param name="consumers">Who handles their messages.</param>
    /// <param name="chance">Gives numbers from 0 to 1: what is left to chance.</param>
    public QueueSystem(ArtelRuntime runtime, IEnumerable<QueueSetup> queues, IEnumerable<QueueConsumerSetup> consumers, Func<double> chance)
    {
        Metrics = new QueueMetrics();
        _queues = queues.ToFrozenDictionary(
            static queue => queue.Declaration.Id, static queue => new OpenQueue(queue.Declaration, queue.Driver, queue.MaxMessageBytes), StringComparer.Ordinal);
        _drivers = [.. _queues.Values.Select(static queue => queue.Driver).Distinct()];
        _consumers = [.. consumers.Select(consumer => new QueueConsumer(runtime, _queues[consumer.Queue], consumer, Metrics, chance))];
        Runtime = runtime;
    }

    public ArtelRuntime Runtime { get; }

    public QueueMetrics Metrics { get; }

    public IReadOnlyList<QueueConsumer> Consumers => _consumers;

    /// <summary>How many queues there are, those of dead letters among them.</summary>
    public int Count => _queues.Count;

    /// <summary>Whether there is anything to open.</summary>
    public bool IsEmpty => _queues.Count == 0;

    /// <summary>Makes the queues ready in their stores.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        foreach (var driver in _drivers)
        {
            var declarations = _queues.Values.Where(queue => ReferenceEquals(queue.Driver, driver)).Select(static queue => queue.Declaration);
            await driver.OpenAsync([.. declarations], cancellationToken);
        }
    }

    public void StartConsumers()
    {
        foreach (var consumer in _consumers)
            consumer.Start();
    }

    /// <summary>Takes no more messages, waits for those being handled, and gives the others back.</summary>
    public Task StopConsumersAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_consumers.Select(consumer => consumer.StopAsync(cancellationToken)));

    /// <summary>Lets go of the stores.</summary>
    public async Task CloseAsync()
    {
        foreach (var driver in _drivers)
            await driver.DisposeAsync();
        Metrics.Dispose();
    }

    /// <exception cref="ProcessException">INVALID, NOT_FOUND.</exception>
    public OpenQueue Find(string operation, string queue)
    {
        Verify(operation, queue);
        return _queues.TryGetValue(queue, out var found) ? found : throw FailedMessages.NoQueue(operation, queue);
    }

    /// <exception cref="ProcessException">INVALID: it is no id.</exception>
    public static void Verify(string operation, string queue) => ArtelRuntime.VerifyId(operation, "queue", queue);
}

/// <summary>A queue as the application sets it up.</summary>
internal sealed record QueueSetup(QueueDeclaration Declaration, IQueueDriver Driver, int MaxMessageBytes);

/// <summary>A consumer as the application sets it up.</summary>
/// <param name="Queue">The queue's id.</param>
/// <param name="Function">The id of what handles a message.</param>
/// <param name="Host">The id of the host that runs it.</param>
/// <param name="Identity">Who it acts for, or, if that is the publisher, whose scope it is in.</param>
/// <param name="Options">The rest.</param>
internal sealed record QueueConsumerSetup(string Queue, string Function, string Host, SecurityIdentity Identity, QueueConsumerOptions Options);

/// <summary>A queue and what keeps it.</summary>
internal sealed record OpenQueue(QueueDeclaration Declaration, IQueueDriver Driver, int MaxMessageBytes);
