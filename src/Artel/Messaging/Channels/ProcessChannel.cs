using System.Runtime.CompilerServices;
using Artel.Messaging;

namespace Artel;

/// <summary>
/// A queue inside one process: between what it runs concurrently, and from the runtime to it (inbox, events, topics, timers). A
/// channel belongs to its process and is for use in its turn only; it needs no lock, and tells when it is used from elsewhere.
/// </summary>
public abstract class ProcessChannel
{
    /// <summary>Whose channel it is; null in tests that run it alone.</summary>
    private readonly object? _owner;

    private protected ProcessChannel(object? owner, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _owner = owner;
        Capacity = capacity;
    }

    /// <summary>How many values it holds before a sender waits; 0 hands over directly.</summary>
    public int Capacity { get; }

    /// <summary>Whether it was closed: nothing can be sent any more, what it holds can still be received.</summary>
    public bool IsClosed { get; private protected set; }

    /// <summary>How many values it holds.</summary>
    public abstract int Count { get; }

    /// <summary>
    /// Closes it. Receivers that wait get nothing, senders that wait fail; what it holds stays readable. A second close does nothing.
    /// </summary>
    public abstract void Close();

    /// <summary>Whether the caller is in the owner's turn.</summary>
    internal bool IsInTurn => _owner is null || ReferenceEquals(ProcessTurn.Current, _owner);

    /// <summary>Throws unless the caller is in the owner's turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void VerifyTurn()
    {
        if (!IsInTurn)
            ThrowNotMine();
    }

    private static void ThrowNotMine() => throw new InvalidOperationException(
        "This channel belongs to another process, or is used outside of its process's turn (from Task.Run or after "
        + "ConfigureAwait(false), for instance). Send the process a message instead.");
}

/// <inheritdoc cref="ProcessChannel"/>
/// <typeparam name="T">What goes through it.</typeparam>
public sealed class ProcessChannel<T> : ProcessChannel
{
    /// <summary>What was sent and not received; null until something is.</summary>
    private Queue<T>? _buffer;

    /// <summary>Receivers that wait, first come first.</summary>
    private CaseQueue<ReceiveCase<T>> _receivers;

    /// <summary>Senders that wait, first come first.</summary>
    private CaseQueue<SendCase<T>> _senders;

    /// <summary>Where its values come from; null for one that the process's own code sends to.</summary>
    private readonly IChannelFeed<T>? _feed;

    /// <summary>A wait that is over, for the next one; null for none. Most channels have one receiver, which waits again and again.</summary>
    private ReceiveOperation<T>? _spareReceive;

    internal ProcessChannel(object? owner, int capacity, IChannelFeed<T>? feed = null)
        : base(owner, capacity) => _feed = feed;

    /// <inheritdoc/>
    public override int Count => _buffer?.Count ?? 0;

    /// <summary>Whether somebody waits for a value now.</summary>
    internal bool HasReceiver => !_receivers.IsEmpty;

    /// <summary>Whether there is nothing to receive, and not the end either.</summary>
    internal bool MustWaitToReceive => Count == 0 && _senders.IsEmpty && !IsClosed && _feed is not { MayPull: true };

    /// <summary>Takes the next value, or waits for one. Await what it gives once; <c>AsTask()</c> makes a task of it.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The value; or <see cref="Received{T}.Ok"/> false when the channel is closed and empty.</returns>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask<Received<T>> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        VerifyTurn();
        if (TryTake(out var received))
            return new(received);
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<Received<T>>(cancellationToken);

        var operation = _spareReceive ?? new ReceiveOperation<T>(this);
        _spareReceive = null;
        operation.Start(cancellationToken);
        return new(operation, operation.Version);
    }

    /// <summary>Takes the next value if there is one.</summary>
    /// <param name="value">The value.</param>
    public bool TryReceive(out T value)
    {
        VerifyTurn();
        var took = TryTake(out var received) && received.Ok;
        value = received.Value;
        return took;
    }

    /// <summary>The values until the channel is closed and empty.</summary>
    /// <param name="cancellationToken">Stops waiting; the enumeration then throws <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<T> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var received = await ReceiveAsync(cancellationToken);
            if (!received.Ok)
                yield break;
            yield return received.Value;
        }
    }

    /// <summary>Puts a value in, or waits until there is room or a receiver.</summary>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Stops waiting; the value is then not sent.</param>
    /// <exception cref="ProcessException">CONFLICT: <c>send on closed channel</c>, also when it closes while the sender waits.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask SendAsync(T value, CancellationToken cancellationToken = default)
    {
        VerifyTurn();
        if (TryPut(value))
            return default;
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled(cancellationToken);

        var operation = new SendOperation<T>(this, value);
        operation.Start(cancellationToken);
        return new(operation, operation.Version);
    }

    /// <summary>Puts a value in if there is room or a receiver.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ProcessException">CONFLICT: <c>send on closed channel</c>.</exception>
    public bool TrySend(T value)
    {
        VerifyTurn();
        return TryPut(value);
    }

    /// <summary>A case for <see cref="ProcessContext.SelectAsync"/>: receive from this channel. For one select only.</summary>
    public ReceiveCase<T> ReceiveCase() => new(this);

    /// <summary>A case for <see cref="ProcessContext.SelectAsync"/>: send to this channel. For one select only.</summary>
    /// <param name="value">The value.</param>
    public SendCase<T> SendCase(T value) => new(this, value);

    /// <inheritdoc/>
    public override void Close()
    {
        VerifyTurn();
        if (IsClosed)
            return;
        IsClosed = true;
        while (_receivers.TryTakeFirst(out var receiver))
            receiver.Finish(Received<T>.Closed);
        while (_senders.TryTakeFirst(out var sender))
            sender.Finish(sent: false);
    }

    internal static ProcessException SendOnClosed() => new(ErrorKind.Conflict, "send on closed channel", retryable: false);

    /// <summary>
    /// Puts a value in, whatever the capacity; what the runtime delivers is bounded by the mailbox and not here. True when a receiver
    /// was waiting and has it, false when it is held.
    /// </summary>
    internal bool Deliver(T value)
    {
        if (IsClosed)
            return true;
        if (_receivers.TryTakeFirst(out var receiver))
        {
            receiver.Finish(new(value, true));
            return true;
        }

        (_buffer ??= new Queue<T>()).Enqueue(value);
        return false;
    }

    /// <summary>Takes values that it holds out of it.</summary>
    internal void RemoveBuffered(Predicate<T> match)
    {
        for (var i = Count; i > 0; i--)
        {
            var value = _buffer!.Dequeue();
            if (!match(value))
                _buffer.Enqueue(value);
        }
    }

    /// <summary>Takes a value, from the buffer or from a waiting sender, or sees the end; false when a receiver has to wait.</summary>
    internal bool TryTake(out Received<T> received)
    {
        if (_buffer is { Count: > 0 })
        {
            received = new(_buffer.Dequeue(), true);
            _feed?.NoteReceived();
            if (_senders.TryTakeFirst(out var next))
            {
                _buffer.Enqueue(next.Value);
                next.Finish(sent: true);
            }

            return true;
        }

        if (_senders.TryTakeFirst(out var sender))
        {
            received = new(sender.Value, true);
            sender.Finish(sent: true);
            return true;
        }

        if (_feed is not null && !IsClosed && _feed.TryPull(out var pulled))
        {
            received = new(pulled, true);
            return true;
        }

        received = Received<T>.Closed;
        return IsClosed;
    }

    /// <summary>Puts a value in; false when a sender has to wait.</summary>
    internal bool TryPut(T value)
    {
        if (IsClosed)
            throw SendOnClosed();
        if (_receivers.TryTakeFirst(out var receiver))
        {
            receiver.Finish(new(value, true));
            return true;
        }

        if (Count >= Capacity)
            return false;
        (_buffer ??= new Queue<T>()).Enqueue(value);
        return true;
    }

    /// <summary>Has a wait that is over used again. In the owner's turn.</summary>
    internal void Keep(ReceiveOperation<T> operation) => _spareReceive = operation;

    internal void Enqueue(ReceiveCase<T> waiting) => _receivers.Add(waiting);

    internal void Enqueue(SendCase<T> waiting) => _senders.Add(waiting);

    internal void Remove(ReceiveCase<T> waiting) => _receivers.Remove(waiting);

    internal void Remove(SendCase<T> waiting) => _senders.Remove(waiting);
}
