namespace Artel.Runtime;

/// <summary>
/// A message that waits for room in a full mailbox. The receiver itself puts it in as soon as it has room, so that what waits longest
/// comes first and no room is kept for a sender that is gone.
/// </summary>
/// <param name="message">The message.</param>
internal abstract class WaitingSend(Message message)
{
    private int _over;

    public Message Message => message;

    /// <summary>Takes it for sending; false when it was given up. Any thread.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _over, 1) == 0;

    /// <summary>Gives it up: it is not sent any more; false when it was sent or refused. Any thread.</summary>
    public bool TryGiveUp() => TryTake();

    /// <summary>Refuses it, unless it was given up. Any thread.</summary>
    public void Refuse(ProcessException error)
    {
        if (TryTake())
            Complete(error);
    }

    /// <summary>It was sent; or refused, with the error. Called once, on any thread, short and without exceptions.</summary>
    public abstract void Complete(ProcessException? error);
}

/// <summary>One that C# code awaits.</summary>
internal sealed class AwaitedSend(Message message) : WaitingSend(message), IDisposable
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => _source.Task;

    public override void Complete(ProcessException? error)
    {
        if (error is null)
            _source.TrySetResult();
        else
            _source.TrySetException(error);
    }

    /// <summary>Nobody awaits it any more.</summary>
    public void Dispose() => TryGiveUp();

    /// <summary>Stops waiting, for a token.</summary>
    public void Cancel(CancellationToken token)
    {
        if (TryGiveUp())
            _source.TrySetCanceled(token);
    }
}
