using Artel.Queues;
using Microsoft.Extensions.Hosting;

namespace Artel.Hosting;

/// <summary>
/// Opens the queues before anything starts, so that the first process can publish; starts consumers after the runtime and stops them before it, so that
/// handlers have it; and closes the queues when all processes have ended.
/// </summary>
internal sealed class QueueHostedService(ArtelRuntime runtime, ArtelBuilder builder) : IHostedLifecycleService
{
    /// <summary>Made with the runtime.</summary>
    private readonly QueueSystem _queues = builder.QueueSystem!;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_queues.IsEmpty)
            return;
        await _queues.OpenAsync(cancellationToken);
        QueueLog.Opened(runtime.Logger, _queues.Count, _queues.Consumers.Count);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _queues.StartConsumers();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _queues.StopConsumersAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => _queues.CloseAsync();
}
