using Artel.Payloads;

namespace Artel.Messaging;

/// <summary>The waiting side of a request. The first answer, error or give-up wins; whatever comes later is dropped. Any thread.</summary>
internal abstract class ReplySlot
{
    /// <summary>Whether it has its answer, or nobody waits any more.</summary>
    public abstract bool IsClosed { get; }

    /// <summary>Gives the answer; false when nobody waits any more.</summary>
    public abstract bool TryComplete<T>(T answer);

    /// <summary>Gives the answer in the portable form; false when nobody waits any more.</summary>
    public abstract bool TryComplete(PortableValues answer);

    /// <summary>Gives an error; false when nobody waits any more.</summary>
    public abstract bool TryFail(ProcessException error);
}

/// <summary>A request that a C# caller awaits.</summary>
internal sealed class ReplySlot<TAnswer> : ReplySlot
{
    private readonly TaskCompletionSource<TAnswer> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer.</summary>
    public Task<TAnswer> Task => _source.Task;

    public override bool IsClosed => _source.Task.IsCompleted;

    /// <summary>Nobody waits any more.</summary>
    public void GiveUp(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);

    public override bool TryComplete<T>(T answer) =>
        PayloadConversion.TryConvert<T, TAnswer>(answer, out var converted, out var why)
            ? _source.TrySetResult(converted!)
            : _source.TrySetException(WrongType(why));

    public override bool TryComplete(PortableValues answer)
    {
        if (answer.Count == 0)
            return TryComplete<object?>(null);
        return answer.TryRead<TAnswer>(0, out var converted, out var why)
            ? _source.TrySetResult(converted!)
            : _source.TrySetException(WrongType(why));
    }

    public override bool TryFail(ProcessException error) => _source.TrySetException(error);

    private static ProcessException WrongType(string? why) =>
        new(ErrorKind.Invalid, $"the answer to the request is not what was asked for: {why}", retryable: false);
}
