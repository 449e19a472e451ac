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

    [LoggerMessage(7, LogLevel.Error, "Host {Host} stopped, but processes block their threads and can't be ended: {Processes}")]
    public static partial void StillRunning(ILogger logger, string host, string processes);
}
