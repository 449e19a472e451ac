using Microsoft.Extensions.Logging;

namespace Artel.Runtime;

/// <summary>What the runtime tells the log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Artel started with {Hosts} hosts and {Definitions} definitions")]
    public static partial void Started(ILogger logger, int hosts, int definitions);

    [LoggerMessage(2, LogLevel.Information, "Artel stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "Process {Pid} ({Id}) ended with an error, {Kind}: {Message}")]
    public static partial void ProcessFailed(ILogger logger, Exception error, string id, Pid pid, ErrorKind kind, string message);

    [LoggerMessage(4, LogLevel.Warning, "Process {Pid} ({Id}) dropped a message '{Topic}' that its handler can't take: {Reason}")]
    public static partial void MessageRejected(ILogger logger, string topic, string id, Pid pid, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Process {Pid} ({Id}) got a message '{Topic}' that it has no handler for; it is kept until the process listens to the topic or asks for its inbox")]
    public static partial void UnhandledTopic(ILogger logger, string topic, string id, Pid pid);

    [LoggerMessage(6, LogLevel.Error, "Process {Pid} ({Id}) failed while it was cleaned up")]
    public static partial void StopFailed(ILogger logger, Exception error, string id, Pid pid);

    [LoggerMessage(8, LogLevel.Warning, "Process {Pid} ({Id}) has blocked its thread for {Seconds} s or more; it should await instead, or compute elsewhere")]
    public static partial void TurnBlocked(ILogger logger, string id, Pid pid, double seconds);

    [LoggerMessage(9, LogLevel.Warning, "Process {Pid} ({Id}) of actor {Actor} was denied {Action} on '{Resource}' by policy {Policy}: {Reason} ({Left} denials before it were not logged)")]
    public static partial void PermissionDenied(
        ILogger logger, string id, Pid pid, string? actor, string action, string resource, string? policy, string reason, long left);

    [LoggerMessage(10, LogLevel.Information, "Security is {Mode} ({Why}): {Declaring} of {Definitions} definitions declare permissions, {Policies} policies, {Groups} groups")]
    public static partial void SecurityMode(ILogger logger, string mode, string why, int declaring, int definitions, int policies, int groups);

    [LoggerMessage(11, LogLevel.Warning, "Definition {Definition} declares {Action} on '{Resource}', which no policy grants to anybody")]
    public static partial void NobodyGrants(ILogger logger, string definition, string action, string resource);

    [LoggerMessage(12, LogLevel.Information, "The policies of the configuration have changed: {Policies} policies, {Groups} groups")]
    public static partial void PoliciesReloaded(ILogger logger, int policies, int groups);

    [LoggerMessage(13, LogLevel.Error, "The policies of the configuration have changed, but can't be taken over; the ones before stay: {Problem}")]
    public static partial void PoliciesNotReloaded(ILogger logger, string problem);

    [LoggerMessage(14, LogLevel.Warning, "The configuration has changed at {Path}: that takes effect when the application starts again")]
    public static partial void SecurityNeedsRestart(ILogger logger, string path);

    [LoggerMessage(7, LogLevel.Error, "Host {Host} stopped, but processes block their threads and can't be ended: {Processes}")]
    public static partial void StillRunning(ILogger logger, string host, string processes);
}
