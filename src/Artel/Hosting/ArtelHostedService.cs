using Microsoft.Extensions.Hosting;

namespace Artel.Hosting;

/// <summary>Starts the runtime with the application, and stops its processes when the application stops.</summary>
internal sealed class ArtelHostedService(ArtelRuntime runtime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        runtime.Start();
        return runtime.Services.StartAllAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => runtime.StopAsync(cancellationToken);
}
