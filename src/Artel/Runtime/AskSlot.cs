using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;
using Artel.Messaging;
using Artel.Payloads;

namespace Artel.Runtime;

/// <summary>
/// A request that C# code awaits. The answer to a process comes through its mailbox, and what awaits it goes on in its turn; the answer to
/// other code lets that go on where it awaits. Used again and again, by whichever request comes next on the thread where the last was read.
/// </summary>
internal sealed class AskSlot<TAnswer> : ReplySlot<TAnswer>, IValueTaskSource<TAnswer>
{
    /// <summary>How many a thread keeps for later.</summary>
    private const int MostSpares = 32;

    [ThreadStatic]
    private static Spares? t_spares;

    private readonly AskDeadline _deadline;
    private AskSlot<TAnswer>? _nextSpare;

    private TAnswer? _answer;
    private Exception? _error;

    private Continuation _continuation;

    private bool _arrived;
    private bool _hasToken;
    private CancellationTokenRegistration _token;

    /// <summary>Whether nothing is left that could come to this use and find another one.</summary>
    private bool _mayBeReused = true;

    private AskSlot() => _deadline = new AskDeadline(this);

    /// <summary>Begins a request: a slot that waits.</summary>
    /// <param name="asker">The process that asks; null for other code.</param>
    /// <param name="queue">What the time is watched by.</param>
    /// <param name="limit">How long to wait; infinite for ever.</param>
    /// <param name="topic">What is asked.</param>
    /// <param name="destination">Who is asked.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static AskSlot<TAnswer> Begin(
        IRoute? asker, TimerQueue queue, TimeSpan limit, string topic, Destination destination, CancellationToken cancellationToken)
    {
        var slot = Take(queue);
        slot.Asker = asker;
        slot._deadline.Set(queue, limit, topic, destination);
        slot.BeginUse();
        if (cancellationToken.CanBeCanceled)
        {
            slot._hasToken = true;
            slot._token = cancellationToken.UnsafeRegister(static (slot, token) => ((AskSlot<TAnswer>)slot!).GiveUp(token), slot);
        }

        return slot;
    }

    /// <summary>The request was sent: what its answer is awaited by. Called once.</summary>
    public ValueTask<TAnswer> Await()
    {
        _deadline.Watch();
        return new(this, (short)Version);
    }

    /// <summary>The request was not sent.</summary>
    public void Withdraw()
    {
        // Who was first with a cancellation has put it into the mailbox, or is about to; it is left to the collector then.
        if (!TryClaim(Version))
            return;
        LeaveToken();
        Reuse();
    }

    public override bool TryAnswer(ushort version, TAnswer answer)
    {
        if (!TryClaim(version))
            return false;
        _answer = answer;
        return Deliver();
    }

    public override bool TryComplete<T>(ushort version, T answer)
    {
        if (IsClosed(version))
            return false;
        return PayloadConversion.TryConvert<T, TAnswer>(answer, out var converted, out var why)
            ? TryAnswer(version, converted!)
            : TryFail(version, WrongType(why));
    }

    public override bool TryComplete(ushort version, PortableValues answer)
    {
        if (answer.Count == 0)
            return TryComplete<object?>(version, null);
        if (IsClosed(version))
            return false;
        return answer.TryRead<TAnswer>(0, out var converted, out var why)
            ? TryAnswer(version, converted!)
            : TryFail(version, WrongType(why));
    }

    /// <summary>It is read where it was written: nobody else needs it.</summary>
    public override bool TryComplete(ushort version, PayloadWriter answer, PayloadAccount account)
    {
        if (answer.Shares)
            return base.TryComplete(version, answer, account);
        if (IsClosed(version))
            return false;
        return PortableValues.TryRead<TAnswer>(new PayloadReader(answer.Written), out var converted, out var why)
            ? TryAnswer(version, converted!)
            : TryFail(version, WrongType(why));
    }

    public override bool TryFail(ushort version, ProcessException error) => TryEnd(version, error);

    public override void Arrive()
    {
        LeaveToken();
        _arrived = true;

        // Whoever awaits sees that it has arrived by the continuation only, so that it is not used again while this one looks at it.
        if (_continuation.TryEnd())
            GoOn();
    }

    public override void Drop() => LeaveToken();

    TAnswer IValueTaskSource<TAnswer>.GetResult(short token)
    {
        Verify(token);
        if (!HasArrived)
            throw new InvalidOperationException("The answer to a request was read before it was there; await it.");
        var answer = _answer!;
        var error = _error;
        Reuse();
        if (error is not null)
            ExceptionDispatchInfo.Throw(error);
        return answer;
    }

    ValueTaskSourceStatus IValueTaskSource<TAnswer>.GetStatus(short token)
    {
        Verify(token);
        return !HasArrived ? ValueTaskSourceStatus.Pending
            : _error is null ? ValueTaskSourceStatus.Succeeded
            : _error is OperationCanceledException ? ValueTaskSourceStatus.Canceled
            : ValueTaskSourceStatus.Faulted;
    }

    void IValueTaskSource<TAnswer>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        Verify(token);
        if (!_continuation.TrySet(continuation, state, flags))
            _continuation.RunElsewhere();
    }

    protected override void OnAbandoned()
    {
        LeaveToken();
        _deadline.Stop();
    }

    private static AskSlot<TAnswer> Take(TimerQueue queue)
    {
        if (t_spares is not { } spares)
            return new AskSlot<TAnswer>();
        while (spares.First is { } spare)
        {
            spares.First = spare._nextSpare;
            spares.Count--;
            spare._nextSpare = null;
            if (spare._deadline.IsFreeFor(queue))
                return spare;
        }

        return new AskSlot<TAnswer>();
    }

    private bool HasArrived => _continuation.IsSetOrOver && _arrived;

    private void GiveUp(CancellationToken cancellationToken) => TryEnd(Version, new OperationCanceledException(cancellationToken));

    private bool TryEnd(ushort version, Exception error)
    {
        if (!TryClaim(version))
            return false;
        _error = error;
        return Deliver();
    }

    /// <summary>Brings what was answered to whoever waits; false when that one has ended.</summary>
    private bool Deliver()
    {
        if (Asker is { } asker)
            return asker.Post(new AnswerSignal(this));
        Arrive();
        return true;
    }

    /// <summary>Takes it off the token; if that fires in this moment, the slot can't be used again.</summary>
    private void LeaveToken()
    {
        if (!_hasToken)
            return;
        _hasToken = false;
        _mayBeReused = _token.Unregister();
        _token = default;
    }

    private void GoOn()
    {
        // In the turn of the process that asked, what awaits in it goes on at once.
        if (Asker is not null && (_continuation.Scheduler is not { } scheduler || ReferenceEquals(scheduler, SynchronizationContext.Current)))
            _continuation.Run();
        else
            _continuation.RunElsewhere();
    }

    private void Verify(short token)
    {
        if ((short)Version != token)
            throw Continuation.AwaitedTwice();
    }

    /// <summary>Puts it where the next request finds it.</summary>
    private void Reuse()
    {
        if (!_mayBeReused || !TryEndUse())
            return;
        Asker = null;
        _answer = default;
        _error = null;
        _continuation = default;
        _arrived = false;
        var spares = t_spares ??= new();
        if (spares.Count == MostSpares)
        {
            _deadline.Stop();
            return;
        }

        spares.Count++;
        _nextSpare = spares.First;
        spares.First = this;
    }

    /// <summary>What a thread keeps for later.</summary>
    private sealed class Spares
    {
        public AskSlot<TAnswer>? First;
        public int Count;
    }

    private static ProcessException WrongType(string? why) =>
        new(ErrorKind.Invalid, $"the answer to the request is not what was asked for: {why}", retryable: false);
}
