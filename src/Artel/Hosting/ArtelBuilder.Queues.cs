using Artel.Queues;

namespace Artel;

/// <content>Queues and who consumes them.</content>
public sealed partial class ArtelBuilder
{
    private readonly List<(string Queue, string Function, QueueConsumerOptions Options)> _consumers = [];

    /// <summary>Has a function handle the messages of a queue.</summary>
    /// <param name="queue">The queue's id.</param>
    /// <param name="function">The id of the function, or of a process definition, that is called with each message's payload.</param>
    /// <param name="configure">Sets options; the configuration's <c>Artel:Queues:{queue}:Consumers:{function}</c> goes before them.</param>
    /// <exception cref="ArgumentException">An id is malformed, or the function consumes the queue already.</exception>
    public ArtelBuilder AddQueueConsumer(string queue, string function, Action<QueueConsumerOptions>? configure = null)
    {
        if (!ProcessDefinition.IsValidId(queue))
            throw new ArgumentException($"'{queue}' is not a queue id; an id reads namespace:name.", nameof(queue));
        if (!ProcessDefinition.IsValidId(function))
            throw new ArgumentException($"'{function}' is not a function id; an id reads namespace:name.", nameof(function));
        if (_consumers.Exists(consumer => consumer.Queue == queue && consumer.Function == function))
            throw new ArgumentException($"The function '{function}' consumes the queue '{queue}' already.", nameof(function));
        var options = new QueueConsumerOptions();
        configure?.Invoke(options);
        _consumers.Add((queue, function, options));
        return this;
    }
}
