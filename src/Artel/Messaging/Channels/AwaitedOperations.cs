using System.Threading.Tasks.Sources;

namespace Artel.Messaging;

/// <summary>A wait that C# code awaits; the continuation goes on in the process's turn, by its synchronization context.</summary>
internal abstract class AwaitedOperation<TResult> : ChannelOperation, IValueTaskSource<TResult>, IDisposable
{
    private ManualResetValueTaskSourceCore<TResult> _source;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancellationToken;
    private IWaitOwner? _owner;

    public short Version => _source.Version;

    /// <summary>Puts the cases into their channels' queues; called in the process's turn.</summary>
    public void Start(CancellationToken cancellationToken)
    {
        EnterQueues();
        if (!cancellationToken.CanBeCanceled)
            return;

        _cancellationToken = cancellationToken;
        _owner = ProcessTurn.Current as IWaitOwner;
        _owner?.Track(this);
        var turn = SynchronizationContext.Current;
        _registration = cancellationToken.UnsafeRegister(
            static state =>
            {
                var (operation, turn) = ((AwaitedOperation<TResult>, SynchronizationContext?))state!;
                if (turn is null || ReferenceEquals(SynchronizationContext.Current, turn))
                    operation.GiveUp();
                else
                    turn.Post(static operation => ((AwaitedOperation<TResult>)operation!).GiveUp(), operation);
            },
            (this, turn));
    }

    public virtual TResult GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    protected abstract void EnterQueues();

    protected abstract TResult Result { get; }

    /// <summary>Whether a token could end it, which may still be on its way to it.</summary>
    protected bool HasToken => _cancellationToken.CanBeCanceled;

    /// <summary>Makes it another wait: this one's result was read.</summary>
    protected void Renew()
    {
        BeginAgain();
        _source.Reset();
    }

    /// <summary>Lets go of the token: the process that waits has ended.</summary>
    public void Dispose() => _registration.Unregister();

    protected sealed override void OnComplete()
    {
        LeaveToken();
        if (Failed)
            _source.SetException(ProcessChannel<TResult>.SendOnClosed());
        else
            _source.SetResult(Result);
    }

    private void GiveUp()
    {
        if (!TryGiveUp())
            return;
        LeaveToken();
        _source.SetException(new OperationCanceledException(_cancellationToken));
    }

    private void LeaveToken()
    {
        _registration.Unregister();
        _owner?.Untrack(this);
        _owner = null;
    }
}

/// <summary>Waits for a value of one channel; and again, as soon as its result was read.</summary>
internal sealed class ReceiveOperation<T> : AwaitedOperation<Received<T>>
{
    private readonly ProcessChannel<T> _channel;
    private readonly ReceiveCase<T> _case;

    public ReceiveOperation(ProcessChannel<T> channel)
    {
        _channel = channel;
        _case = new ReceiveCase<T>(channel) { Operation = this };
    }

    protected override Received<T> Result => _case.Received;

    public override Received<T> GetResult(short token)
    {
        var received = base.GetResult(token);

        // A task that was made of it reads it elsewhere.
        if (!HasToken && _channel.IsInTurn)
        {
            _case.Clear();
            _case.Operation = this;
            Renew();
            _channel.Keep(this);
        }

        return received;
    }

    protected override void EnterQueues() => _case.Enqueue();

    protected override void LeaveQueues() => _case.Dequeue();
}

/// <summary>Waits for room in one channel.</summary>
internal sealed class SendOperation<T> : AwaitedOperation<bool>, IValueTaskSource
{
    private readonly SendCase<T> _case;

    public SendOperation(ProcessChannel<T> channel, T value) => _case = new SendCase<T>(channel, value) { Operation = this };

    protected override bool Result => true;

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    protected override void EnterQueues() => _case.Enqueue();

    protected override void LeaveQueues() => _case.Dequeue();
}

/// <summary>Waits at several channels.</summary>
internal sealed class SelectOperation(ChannelCase[] cases) : AwaitedOperation<ChannelCase>
{
    public override ReadOnlySpan<ChannelCase> Cases => cases;

    protected override ChannelCase Result => Winner!;

    protected override void EnterQueues()
    {
        foreach (var waiting in cases)
        {
            waiting.Operation = this;
            waiting.Enqueue();
        }
    }
}
