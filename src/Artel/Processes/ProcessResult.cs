using Artel.Payloads;
using Artel.Runtime;

namespace Artel;

/// <summary>How a process ended: with a value, or with an error. Immutable.</summary>
public sealed class ProcessResult
{
    private readonly object? _value;

    /// <summary>The error, or the <see cref="LinkedExit"/> that it is made of.</summary>
    private readonly object? _error;

    private ProcessResult(object? value, object? error)
    {
        _value = value;
        _error = error;
    }

    /// <summary>A normal end without a value.</summary>
    internal static ProcessResult Nothing { get; } = new(null, null);

    /// <summary>The end of a process that was terminated; one for all, since a terminate says nothing else.</summary>
    internal static ProcessResult Terminated { get; } = new(null, new TerminatedException(ErrorKind.Canceled, "process terminated"));

    /// <summary>The error; null after a normal end.</summary>
    public ProcessException? Error => _error is LinkedExit link ? link.Error : (ProcessException?)_error;

    /// <summary>The kind of the error; null after a normal end.</summary>
    internal ErrorKind? Kind => _error switch
    {
        null => null,
        LinkedExit link => link.RootCause.Kind,
        _ => ((ProcessException)_error).Kind,
    };

    /// <summary>Whether the process ended normally.</summary>
    public bool IsNormal => _error is null;

    /// <summary>The value that main returned; null for none, or after an error.</summary>
    public object? Value => _value is PortableValues portable ? portable.Count == 0 ? null : portable.ReadObject(0) : _value;

    /// <summary>The value as a type.</summary>
    /// <typeparam name="T">The type; a value from another language is read by the type's codec.</typeparam>
    /// <exception cref="ProcessException">The error that the process ended with; or INVALID: the value is not a <typeparamref name="T"/>.</exception>
    public T GetValue<T>()
    {
        if (Error is { } error)
            throw new ProcessException(error.Kind, error.Message, error, error.Retryable, error.Details) { ScriptStack = error.ScriptStack };
        if (typeof(T) == typeof(object))
            return (T)Value!;
        return PayloadConversion.TryConvert<object?, T>(_value, out var value, out var why)
            ? value!
            : throw new ProcessException(ErrorKind.Invalid, $"the process's result: {why}", retryable: false);
    }

    internal static ProcessResult FromValue(object? value) => value is null ? Nothing : new ProcessResult(value, null);

    internal static ProcessResult FromError(ProcessException error) =>
        ReferenceEquals(error, Terminated._error) ? Terminated : new(null, error);

    /// <summary>The end of a process since one that it is linked to has ended with an error.</summary>
    internal static ProcessResult FromLink(Pid peer, ProcessResult reason) => new(null, LinkedExit.Of(peer, reason._error!));

    /// <summary>The value, in the portable form if it was given so.</summary>
    internal object? RawValue => _value;

    /// <inheritdoc/>
    public override string ToString() => Error is null ? $"value: {Value ?? "nothing"}" : $"error: {Error.Message}";
}
