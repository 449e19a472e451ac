using System.Collections.ObjectModel;

namespace Artel;

/// <summary>
/// The one exception of the runtime: a failed operation, or the reason for which a process ended. Immutable and safe to
/// share between threads and processes.
/// </summary>
/// <remarks>
/// An error keeps its cause: when a link takes a process down, <see cref="Exception.InnerException"/> is the peer's error, and
/// <see cref="RootCause"/> the first error of the chain.
/// </remarks>
public class ProcessException : Exception
{
    private static readonly ReadOnlyDictionary<string, object?> NoDetails = ReadOnlyDictionary<string, object?>.Empty;

    /// <summary>An error of a kind.</summary>
    /// <param name="kind">What sort of failure it is.</param>
    /// <param name="message">What failed, naming what the caller passed, and the way out.</param>
    /// <param name="cause">The error behind this one, if there is one.</param>
    /// <param name="retryable">Whether trying again may help; null where it is not known.</param>
    /// <param name="details">More about it, as plain values; copied.</param>
    public ProcessException(
        ErrorKind kind,
        string message,
        Exception? cause = null,
        bool? retryable = null,
        IReadOnlyDictionary<string, object?>? details = null)
        : base(message, cause)
    {
        Kind = kind;
        Retryable = retryable;
        Details = details is null or { Count: 0 } ? NoDetails : new Dictionary<string, object?>(details);
    }

    /// <summary>What sort of failure it is.</summary>
    public ErrorKind Kind { get; }

    /// <summary>Whether trying again may help; null where it is not known.</summary>
    public bool? Retryable { get; }

    /// <summary>More about the failure, as plain values. Never null.</summary>
    public IReadOnlyDictionary<string, object?> Details { get; }

    /// <summary>
    /// The trace of the place that failed in a language other than C#, a Lua stack trace for instance; null where there is none.
    /// </summary>
    public string? ScriptStack { get; init; }

    /// <summary>The first error of the chain of causes; this error itself if it has no cause.</summary>
    public Exception RootCause => GetBaseException();

    /// <summary>The error as logs show it: with its causes and stack traces, also that of a script.</summary>
    public override string ToString() =>
        ScriptStack is null ? base.ToString() : $"{base.ToString()}{Environment.NewLine}script {ScriptStack}";

    /// <summary>
    /// Any exception as a process error: itself if it is one, CANCELED for <see cref="OperationCanceledException"/>, TIMEOUT for
    /// <see cref="TimeoutException"/>, else INTERNAL with the exception as its cause.
    /// </summary>
    /// <param name="exception">The exception.</param>
    public static ProcessException From(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            ProcessException process => process,
            OperationCanceledException => new(ErrorKind.Canceled, TextOf(exception), exception),
            TimeoutException => new(ErrorKind.Timeout, TextOf(exception), exception, retryable: true),
            _ => new(ErrorKind.Internal, $"{exception.GetType().Name}: {TextOf(exception)}", exception),
        };
    }

    /// <summary>An exception's text; a class of the application's own may fail to give it.</summary>
    private static string TextOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception failed)
        {
            return $"(its message can't be read: {failed.GetType().Name})";
        }
    }
}
