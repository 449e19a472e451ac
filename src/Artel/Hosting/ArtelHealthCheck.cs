using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Artel.Hosting;

/// <summary>
/// The health of the services that start with the application: healthy when all run or have done what they were there for, degraded while
/// one starts or is started anew, or was stopped, unhealthy when one has failed.
/// </summary>
internal sealed class ArtelHealthCheck(ArtelRuntime runtime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var services = runtime.Services.List();
        var data = services.ToDictionary(static service => service.Id, static service => (object)Describe(service), StringComparer.Ordinal);
        var counted = services.Where(static service => service.AutoStart).ToList();
        var failed = counted.Where(static service => service.State == ServiceState.Failed).ToList();
        if (failed.Count > 0)
            return Result(context.Registration.FailureStatus, $"failed: {Ids(failed)}", failed[0].LastError, data);
        var waiting = counted.Where(static service => service.State is not (ServiceState.Running or ServiceState.Exited)).ToList();
        return waiting.Count > 0
            ? Result(HealthStatus.Degraded, $"not running: {Ids(waiting)}", waiting[0].LastError, data)
            : Result(HealthStatus.Healthy, $"{counted.Count} services run", null, data);
    }

    private static string Ids(IEnumerable<ServiceStatus> services) => string.Join(", ", services.Select(static service => service.Id));

    private static string Describe(ServiceStatus service) =>
        $"{service.State} since {service.Since:O}, {service.Restarts} restarts{(service.LastError is { } error ? $", last error: {error.Message}" : "")}";

    private static Task<HealthCheckResult> Result(HealthStatus status, string text, Exception? error, IReadOnlyDictionary<string, object> data) =>
        Task.FromResult(new HealthCheckResult(status, text, error, data));
}
