using Microsoft.Extensions.Logging;

namespace Artel.Queues;

/// <summary>What queues tell the log.</summary>
internal static partial class QueueLog
{
    [LoggerMessage(40, LogLevel.Information, "Queues opened: {Queues}, {Consumers} consumers")]
    public static partial void Opened(ILogger logger, int queues, int consumers);

    [LoggerMessage(41, LogLevel.Warning, "Consumer {Function} of '{Queue}' can't use its store ({Times} times in a row) and tries again: {Reason}")]
    public static partial void StoreLost(ILogger logger, string queue, string function, int times, string reason);

    [LoggerMessage(42, LogLevel.Information, "Consumer {Function} of '{Queue}' can use its store again")]
    public static partial void StoreBack(ILogger logger, string queue, string function);

    [LoggerMessage(43, LogLevel.Warning, "Message {Id} of '{Queue}' went to the dead letters after {Attempts} attempts: {Error}")]
    public static partial void DeadLettered(ILogger logger, string id, string queue, int attempts, string error);

    [LoggerMessage(44, LogLevel.Warning, "Message {Id} of '{Queue}' could not be settled and comes again: {Reason}")]
    public static partial void NotSettled(ILogger logger, string id, string queue, string reason);

    [LoggerMessage(45, LogLevel.Warning, "The handler of message {Id} of '{Queue}' failed after it had settled the message, which does not come again for that: {Error}")]
    public static partial void FailedAfterwards(ILogger logger, string id, string queue, string error);

    [LoggerMessage(47, LogLevel.Error, "Consumer {Function} of '{Queue}' was stopped, but {Handling} handlers block their threads or wait for the store; their messages come again")]
    public static partial void StillHandling(ILogger logger, string function, string queue, int handling);

    [LoggerMessage(48, LogLevel.Error, "Consumer {Function} of '{Queue}' handles nothing, since its handler may not do what it has to ({Times} times in a row); its messages stay in the queue, and it tries again: {Reason}")]
    public static partial void HandlerDenied(ILogger logger, string queue, string function, int times, string reason);

    [LoggerMessage(49, LogLevel.Information, "Consumer {Function} of '{Queue}' handles messages again: its handler has its permissions")]
    public static partial void HandlerAllowed(ILogger logger, string queue, string function);
}
