using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Artel.Hosting;

/// <summary>
/// The health of the services that start with the application, and of the consumers of queues: healthy when all run or have done what they were there for;
/// degraded while a service starts or is started anew, or was stopped, and while a consumer can't use its store; unhealthy when a service has failed, or a
/// consumer's handler may not do its work.
/// </summary>
internal sealed class ArtelHealthCheck(ArtelRuntime runtime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var services = runtime.Services.List();
        var consumers = runtime.QueueConsumers;
        var data = services.ToDictionary(static service => service.Id, static service => (object)Describe(service), StringComparer.Ordinal);
        foreach (var consumer in consumers)
            data[IdOf(consumer)] = Describe(consumer);
        var counted = services.Where(static service => service.AutoStart).ToList();
        var failed = counted.Where(static service => service.State == ServiceState.Failed).Select(static service => (service.Id, service.LastError))
            .Concat(consumers.Where(IsDenied).Select(static consumer => (Id: IdOf(consumer), LastError: consumer.Trouble))).ToList();
        if (failed.Count > 0)
            return Result(context.Registration.FailureStatus, $"failed: {Ids(failed)}", failed[0].LastError, data);
        var waiting = counted.Where(static service => service.State is not (ServiceState.Running or ServiceState.Exited)).Select(static service => (service.Id, service.LastError))
            .Concat(consumers.Where(static consumer => consumer.Trouble is not null).Select(static consumer => (Id: IdOf(consumer), LastError: consumer.Trouble))).ToList();
        return waiting.Count > 0
            ? Result(HealthStatus.Degraded, $"not running: {Ids(waiting)}", waiting[0].LastError, data)
            : Result(HealthStatus.Healthy, $"{counted.Count} services{(consumers.Count > 0 ? $" and {consumers.Count} consumers" : "")} run", null, data);
    }

    private static bool IsDenied(QueueConsumerInfo consumer) => consumer.Trouble is { Kind: ErrorKind.PermissionDenied };

    private static string IdOf(QueueConsumerInfo consumer) => $"{consumer.Function} of {consumer.Queue}";

    private static string Ids(IEnumerable<(string Id, ProcessException? Error)> troubled) => string.Join(", ", troubled.Select(static one => one.Id));

    private static string Describe(ServiceStatus service) =>
        $"{service.State} since {service.Since:O}, {service.Restarts} restarts{(service.LastError is { } error ? $", last error: {error.Message}" : "")}";

    private static string Describe(QueueConsumerInfo consumer) =>
        consumer.Trouble is { } trouble ? $"handles nothing and tries again: {trouble.Message}" : $"handles {consumer.Handling} messages";

    private static Task<HealthCheckResult> Result(HealthStatus status, string text, Exception? error, IReadOnlyDictionary<string, object> data) =>
        Task.FromResult(new HealthCheckResult(status, text, error, data));
}
