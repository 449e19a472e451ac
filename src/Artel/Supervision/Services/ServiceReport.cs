using System.Diagnostics.Metrics;
using Artel.Messaging;
using Microsoft.Extensions.Logging;

namespace Artel.Supervision;

/// <summary>Tells the world what becomes of the services: the log, the metrics, and whoever subscribed. In the services' turns.</summary>
internal sealed class ServiceReport
{
    private readonly ArtelRuntime _runtime;
    private readonly ArtelServices _services;
    private readonly Counter<long> _restarts;
    private readonly Counter<long> _failures;

    public ServiceReport(ArtelRuntime runtime, ArtelServices services)
    {
        _runtime = runtime;
        _services = services;
        var meter = runtime.Metrics.Meter;
        meter.CreateObservableUpDownCounter("artel.service.count", Count, "{service}", "Services, by what they are doing");
        _restarts = meter.CreateCounter<long>("artel.service.restarts", "{restart}", "Services that were started anew");
        _failures = meter.CreateCounter<long>("artel.service.failures", "{failure}", "Services that have failed and are not started anew");
    }

    public void Restarted(ServiceStatus service)
    {
        _restarts.Add(1, new KeyValuePair<string, object?>("artel.service", service.Id));
        SupervisionLog.ServiceRestarted(_runtime.Logger, service.Id, service.Attempts);
    }

    public void Changed(ServiceChange change)
    {
        var service = change.Status;
        if (service.State == change.Previous)
            Particulars(service);
        else if (service.State == ServiceState.Failed)
            Failed(service);
        else if (service.State == ServiceState.Starting && service.RestartAt is { } at)
            SupervisionLog.ServiceWillRestart(_runtime.Logger, service.Id, service.Attempts, at, service.LastError?.Message);
        else
            SupervisionLog.ServiceChanged(_runtime.Logger, service.Id, service.State, service.Pid);
        _services.Tell(change);
    }

    private void Particulars(ServiceStatus service)
    {
        if (service.RestartAt is { } at)
            SupervisionLog.ServiceWillRestart(_runtime.Logger, service.Id, service.Attempts, at, service.LastError?.Message);
    }

    private void Failed(ServiceStatus service)
    {
        _failures.Add(1, new KeyValuePair<string, object?>("artel.service", service.Id));
        SupervisionLog.ServiceFailed(_runtime.Logger, service.Id, service.Attempts, service.LastError?.Message);
    }

    private IEnumerable<Measurement<long>> Count() => _services.List()
        .GroupBy(static service => service.State)
        .Select(static group => new Measurement<long>(group.Count(), new KeyValuePair<string, object?>("artel.service.state", group.Key.ToString())));
}
