using Artel.Messaging;

namespace Artel;

/// <summary>One thing that a select can do: receive from a channel, or send to it. For one select only.</summary>
public abstract class ChannelCase
{
    private protected ChannelCase() { }

    /// <summary>The channel.</summary>
    public abstract ProcessChannel Channel { get; }

    /// <summary>
    /// After the select, for the case that was done: whether a value was received; false when the channel is closed and empty. Always
    /// true for a send.
    /// </summary>
    public bool Ok { get; private protected set; }

    /// <summary>The wait that it belongs to; null until it is used.</summary>
    internal ChannelOperation? Operation { get; set; }

    /// <summary>Neighbours in the channel's queue of waiting cases.</summary>
    internal ChannelCase? Previous { get; set; }

    /// <inheritdoc cref="Previous"/>
    internal ChannelCase? Next { get; set; }

    /// <summary>Whether it stands in the channel's queue of waiting cases.</summary>
    internal bool IsQueued { get; set; }

    /// <summary>Does it now if it can be done.</summary>
    /// <exception cref="ProcessException">CONFLICT: a send on a closed channel.</exception>
    internal abstract bool TryNow();

    /// <summary>Waits in the channel's queue.</summary>
    internal abstract void Enqueue();

    /// <summary>Leaves the channel's queue.</summary>
    internal abstract void Dequeue();
}

/// <summary>Receives from a channel.</summary>
/// <typeparam name="T">What goes through the channel.</typeparam>
public sealed class ReceiveCase<T> : ChannelCase
{
    private readonly ProcessChannel<T> _channel;

    internal ReceiveCase(ProcessChannel<T> channel) => _channel = channel;

    /// <inheritdoc/>
    public override ProcessChannel Channel => _channel;

    /// <summary>After the select, if this case was done: the value; the type's default when <see cref="ChannelCase.Ok"/> is false.</summary>
    public T Value { get; private set; } = default!;

    internal Received<T> Received => new(Value, Ok);

    internal override bool TryNow()
    {
        if (!_channel.TryTake(out var received))
            return false;
        Value = received.Value;
        Ok = received.Ok;
        return true;
    }

    internal override void Enqueue() => _channel.Enqueue(this);

    internal override void Dequeue() => _channel.Remove(this);

    /// <summary>Makes it one that was not used: whoever waited with it has what it received, and nobody else knows of it.</summary>
    internal void Clear()
    {
        Operation = null;
        Value = default!;
        Ok = false;
    }

    /// <summary>The wait is over; the case has left the queue already.</summary>
    internal void Finish(Received<T> received)
    {
        Value = received.Value;
        Ok = received.Ok;
        Operation!.Complete(this, failed: false);
    }
}

/// <summary>Sends to a channel.</summary>
/// <typeparam name="T">What goes through the channel.</typeparam>
public sealed class SendCase<T> : ChannelCase
{
    private readonly ProcessChannel<T> _channel;

    internal SendCase(ProcessChannel<T> channel, T value)
    {
        _channel = channel;
        Value = value;
    }

    /// <inheritdoc/>
    public override ProcessChannel Channel => _channel;

    internal T Value { get; }

    internal override bool TryNow() => Ok = _channel.TryPut(Value);

    internal override void Enqueue() => _channel.Enqueue(this);

    internal override void Dequeue() => _channel.Remove(this);

    /// <summary>The wait is over; the case has left the queue already.</summary>
    internal void Finish(bool sent)
    {
        Ok = sent;
        Operation!.Complete(this, failed: !sent);
    }
}
