using System.Runtime.CompilerServices;
using Artel.Functions;

namespace Artel;

/// <summary>
/// A function that was called and not waited for. One of a process is for use in the process's turn only; one of an
/// <see cref="ArtelRuntime"/> is thread-safe.
/// </summary>
public abstract class Future
{
    private protected readonly Lock Gate = new();
    private readonly IFunctionOwner _owner;
    private ProcessResult? _outcome;
    private ProcessChannel<ProcessResult>? _response;
    private FunctionCall? _call;

    internal Future(IFunctionOwner owner) => _owner = owner;

    /// <summary>Whether there is an outcome.</summary>
    public bool IsComplete => Outcome is not null;

    /// <summary>Whether <see cref="Cancel"/>, or the token of the call, came before an outcome.</summary>
    public bool IsCanceled => IsComplete && _call is { IsCanceled: true };

    /// <summary>Why it failed; null if it did not, or has no outcome yet.</summary>
    public ProcessException? Error => Outcome?.Error;

    /// <summary>
    /// A channel that gets the outcome, a value or an error, and is closed then; for <see cref="ProcessContext.SelectAsync"/>. The same
    /// channel on each call.
    /// </summary>
    /// <exception cref="ProcessException">INVALID: it was called by code that is in no process, which has no channels; await it.</exception>
    public ProcessChannel<ProcessResult> Response
    {
        get
        {
            if (_response is null)
            {
                _response = _owner.CreateResponse();
                if (Outcome is { } outcome)
                    Deliver(outcome);
            }

            return _response;
        }
    }

    internal ProcessResult? Outcome => Volatile.Read(ref _outcome);

    /// <summary>
    /// Gives the call up: its outcome is CANCELED. The function gets CANCEL, and is terminated if it has not ended five seconds later.
    /// Nothing happens if there is an outcome.
    /// </summary>
    public void Cancel() => _call?.Cancel();

    internal void Begin(string id, SpawnArguments arguments, FunctionSettings settings) =>
        _call = FunctionCall.Start(_owner, id, arguments, settings, Complete);

    /// <summary>The outcome is there; called once.</summary>
    internal abstract void Tell(ProcessResult outcome);

    private void Complete(ProcessResult outcome)
    {
        lock (Gate)
            Volatile.Write(ref _outcome, outcome);
        Tell(outcome);
        if (_response is not null)
            Deliver(outcome);
    }

    private void Deliver(ProcessResult outcome)
    {
        _response!.Deliver(outcome);
        _response.Close();
    }
}

/// <summary>A function that was called and not waited for; await it for its value.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed class Future<T> : Future
{
    private TaskCompletionSource<T>? _source;

    internal Future(IFunctionOwner owner)
        : base(owner)
    {
    }

    /// <summary>The function's value.</summary>
    /// <exception cref="ProcessException">The error that the function ended with, of its kind; TIMEOUT; CANCELED; or INVALID: its value is no <typeparamref name="T"/>.</exception>
    /// <exception cref="InvalidOperationException">There is no outcome yet.</exception>
    public T Result => Outcome is { } outcome
        ? outcome.GetValue<T>()
        : throw new InvalidOperationException("The function has not returned yet; await the future, or look at IsComplete first.");

    /// <summary>The outcome as a task.</summary>
    public Task<T> AsTask()
    {
        lock (Gate)
        {
            if (_source is null)
            {
                _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
                if (Outcome is { } outcome)
                    Set(_source, outcome);
            }

            return _source.Task;
        }
    }

    /// <summary>Waits for the outcome; what <c>await</c> calls.</summary>
    public TaskAwaiter<T> GetAwaiter() => AsTask().GetAwaiter();

    internal override void Tell(ProcessResult outcome)
    {
        TaskCompletionSource<T>? source;
        lock (Gate)
            source = _source;
        if (source is not null)
            Set(source, outcome);
    }

    private static void Set(TaskCompletionSource<T> source, ProcessResult outcome)
    {
        try
        {
            source.TrySetResult(outcome.GetValue<T>());
        }
        catch (Exception error)
        {
            // A type of the application may fail to be read; that is for whom awaits, and not for the process that ended here.
            source.TrySetException(error);
        }
    }
}
