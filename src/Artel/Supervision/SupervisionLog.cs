using Microsoft.Extensions.Logging;

namespace Artel.Supervision;

/// <summary>What services and supervisors tell the log.</summary>
internal static partial class SupervisionLog
{
    [LoggerMessage(101, LogLevel.Information, "Service {Service} is {State} ({Pid})")]
    public static partial void ServiceChanged(ILogger logger, string service, ServiceState state, Pid? pid);

    [LoggerMessage(102, LogLevel.Warning, "Service {Service} will be started anew at {At:O}, restart {Attempt}: {Reason}")]
    public static partial void ServiceWillRestart(ILogger logger, string service, int attempt, DateTimeOffset at, string? reason);

    [LoggerMessage(103, LogLevel.Information, "Service {Service} is started anew, restart {Attempt}")]
    public static partial void ServiceRestarted(ILogger logger, string service, int attempt);

    [LoggerMessage(104, LogLevel.Error, "Service {Service} has failed after {Attempts} restarts and is not started anew: {Reason}")]
    public static partial void ServiceFailed(ILogger logger, string service, int attempts, string? reason);

    [LoggerMessage(105, LogLevel.Error, "What was subscribed to the changes of services failed")]
    public static partial void SubscriberFailed(ILogger logger, Exception error);

    [LoggerMessage(106, LogLevel.Warning, "Services {Services} were not told to stop in time; their hosts stop them")]
    public static partial void StopCutShort(ILogger logger, string services);

    [LoggerMessage(107, LogLevel.Information, "Supervisor {Pid} ({Id}) started child {Child} anew ({Definition}), restart {Restarts}, since: {Reason}")]
    public static partial void ChildRestarted(ILogger logger, Pid pid, string id, string child, string definition, int restarts, string reason);
}
