using Artel;
using Artel.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of Artel's services to that of the application.</summary>
public static class ArtelHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of the services that start with the application: healthy when all run, or have ended normally and need not be started
    /// anew; degraded while one is starting, being started anew, or stopped; unhealthy when one has failed. Consumers of queues count too: one that can't use
    /// its store is degraded, one whose handler may not do its work unhealthy. Its data says for each service and consumer what it is doing.
    /// </summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What it reports when a service has failed.</param>
    /// <param name="tags">Its tags.</param>
    /// <example><code>
    /// builder.Services.AddHealthChecks().AddArtel();
    /// </code></example>
    public static IHealthChecksBuilder AddArtel(
        this IHealthChecksBuilder builder, string name = "artel", HealthStatus failureStatus = HealthStatus.Unhealthy, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, static provider => new ArtelHealthCheck(provider.GetRequiredService<ArtelRuntime>()), failureStatus, tags));
    }
}
