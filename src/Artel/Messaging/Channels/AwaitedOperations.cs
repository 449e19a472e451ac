using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;

namespace Artel.Messaging;

/// <summary>A wait that C# code awaits; the continuation goes on in the process's turn, by its synchronization context.</summary>
/// <remarks>It ends in the process's turn. A task that was made of it may be set up, and read, elsewhere.</remarks>
internal abstract class AwaitedOperation<TResult> : ChannelOperation, IValueTaskSource<TResult>, IDisposable
{
    private static readonly SendOrPostCallback RunPosted = static wait => ((AwaitedOperation<TResult>)wait!)._continuation.Run();

    private CancellationTokenRegistration _registration;
    private CancellationToken _cancellationToken;
    private IWaitOwner? _owner;

    private Continuation _continuation;
    private Exception? _error;
    private bool _isOver;

    /// <summary>Tells its uses from each other.</summary>
    public short Version { get; private set; }

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

    public virtual TResult GetResult(short token)
    {
        Verify(token);
        if (!Volatile.Read(ref _isOver))
            throw new InvalidOperationException("What a wait gives was read before it was there; await it.");
        if (_error is not null)
            ExceptionDispatchInfo.Throw(_error);
        return Result;
    }

    public ValueTaskSourceStatus GetStatus(short token)
    {
        Verify(token);
        return !Volatile.Read(ref _isOver) ? ValueTaskSourceStatus.Pending
            : _error is null ? ValueTaskSourceStatus.Succeeded
            : _error is OperationCanceledException ? ValueTaskSourceStatus.Canceled
            : ValueTaskSourceStatus.Faulted;
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        Verify(token);
        if (!_continuation.TrySet(continuation, state, flags))
            _continuation.RunElsewhere();
    }

    protected abstract void EnterQueues();

    protected abstract TResult Result { get; }

    /// <summary>Whether a token could end it, which may still be on its way to it.</summary>
    protected bool HasToken => _cancellationToken.CanBeCanceled;

    /// <summary>Makes it another wait: this one's result was read.</summary>
    protected void Renew()
    {
        Debug.Assert(_error is null && !HasToken, "Only a wait that ended with a value, and that nothing else could have ended, is another one.");
        BeginAgain();
        _continuation = default;
        _isOver = false;
        Version++;
    }

    /// <summary>Lets go of the token: the process that waits has ended.</summary>
    public void Dispose() => _registration.Unregister();

    protected sealed override void OnComplete()
    {
        if (HasToken)
            LeaveToken();
        End(Failed ? ProcessChannel<TResult>.SendOnClosed() : null);
    }

    private void GiveUp()
    {
        if (!TryGiveUp())
            return;
        LeaveToken();
        End(new OperationCanceledException(_cancellationToken));
    }

    private void LeaveToken()
    {
        _registration.Unregister();
        _owner?.Untrack(this);
        _owner = null;
    }

    private void End(Exception? error)
    {
        _error = error;
        Volatile.Write(ref _isOver, true);
        if (!_continuation.TryEnd())
            return;
        if (_continuation.Scheduler is SynchronizationContext context)
            context.Post(RunPosted, this);
        else if (_continuation.Scheduler is null)
            _continuation.Run();
        else
            _continuation.RunElsewhere();
    }

    private void Verify(short token)
    {
        if (token != Version)
            throw Continuation.AwaitedTwice();
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
