using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Artel.Queues.RabbitMQ;

/// <summary>The broker's failures in the words of the runtime.</summary>
internal static class BrokerErrors
{
    /// <summary>Whether an exception says that the broker can't be reached now, or that the connection or channel is gone.</summary>
    public static bool IsUnavailable(Exception thrown) =>
        thrown is AlreadyClosedException or OperationInterruptedException or BrokerUnreachableException or IOException or ObjectDisposedException
            or ConnectFailureException or TimeoutException or ChannelAllocationException;

    public static ProcessException Unavailable(string operation, Exception thrown) => new(
        ErrorKind.Unavailable, $"{operation}: the broker can't be reached: {Reason(thrown)}", retryable: true, cause: thrown);

    public static ProcessException UnknownQueue(string operation, string queue) =>
        new(ErrorKind.NotFound, $"{operation}: there is no queue '{queue}'; declare it by AddQueue", retryable: false);

    public static ProcessException Full(string operation, string queue) =>
        new(ErrorKind.RateLimited, $"{operation}: the queue '{queue}' is full", retryable: true);

    public static ProcessException Invalid(string text, Exception? inner = null) =>
        new(ErrorKind.Invalid, text, retryable: false, cause: inner);

    /// <summary>What the broker said, without the address.</summary>
    private static string Reason(Exception thrown) => thrown switch
    {
        OperationInterruptedException { ShutdownReason: { } reason } => $"{reason.ReplyCode} {reason.ReplyText}",
        BrokerUnreachableException { InnerException: AuthenticationFailureException } => "it refuses the user or the password",
        BrokerUnreachableException => "nothing answers at its address",
        _ => thrown.GetType().Name,
    };
}
