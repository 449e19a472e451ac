using System.Diagnostics.CodeAnalysis;
using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// A channel that messages go into, and the account of those that are in it: what was not received yet can be taken back in the order of
/// arrival, when the process is upgraded, or ends.
/// </summary>
internal abstract class MessageFeed(string? topic)
{
    /// <summary>What is in the channel; null until something is.</summary>
    private Queue<(long Arrival, Message Message)>? _held;

    /// <summary>The topic; null for the inbox, which takes all others.</summary>
    public string? Topic => topic;

    /// <summary>What a conflicting listen is told.</summary>
    public abstract string What { get; }

    /// <summary>The channel.</summary>
    public abstract ProcessChannel Source { get; }

    /// <summary>The oldest message in it; null for none.</summary>
    public (long Arrival, Message? Message) Oldest => _held is not null && _held.TryPeek(out var oldest) ? oldest : default;

    /// <summary>Whether <see cref="OldestOfFeeds"/> knows of it.</summary>
    public bool IsNoted { get; set; }

    /// <summary>Whether the process does not listen to it any more.</summary>
    public bool IsLeft { get; set; }

    /// <summary>Puts a message in; true when it was received at once, or is none that the channel takes.</summary>
    public bool Deliver(long arrival, Message message)
    {
        if (TryDeliver(message))
            return true;
        (_held ??= new()).Enqueue((arrival, message));
        return false;
    }

    /// <summary>What is in it; it is not in it any more.</summary>
    public IEnumerable<(long Arrival, Message Message)> TakeBack()
    {
        while (_held is not null && _held.TryDequeue(out var held))
            yield return held;
    }

    /// <summary>The oldest message was received.</summary>
    public void NoteReceived()
    {
        if (_held is not null && _held.TryDequeue(out var held))
            OnReceived(held.Message);
    }

    /// <summary>A message that was held is received.</summary>
    protected abstract void OnReceived(Message message);

    /// <summary>Puts a message into the channel; false when it is held there.</summary>
    protected abstract bool TryDeliver(Message message);
}

/// <inheritdoc/>
/// <typeparam name="T">What receivers get of a message.</typeparam>
internal abstract class MessageFeed<T> : MessageFeed, IChannelFeed<T>
{
    protected MessageFeed(Cell cell, MessageRouter router, string? topic)
        : base(topic)
    {
        Router = router;
        Channel = new ProcessChannel<T>(cell, 0, this);
    }

    protected MessageRouter Router { get; }

    public ProcessChannel<T> Channel { get; }

    public override ProcessChannel Source => Channel;

    public bool MayPull => Router.MayPull;

    public bool TryPull(out T value) => Router.TryPull(this, out value);

    /// <summary>What receivers get; false when it is none that the channel takes, which it then deals with.</summary>
    public abstract bool TryRead(Message message, out T value);

    protected sealed override void OnReceived(Message message) => Router.NoteReceived(message);

    protected sealed override bool TryDeliver(Message message) => !TryRead(message, out var value) || Channel.Deliver(value);
}

/// <summary>The inbox, or a topic that is listened to for messages.</summary>
internal sealed class MessagesFeed(Cell cell, MessageRouter router, string? topic) : MessageFeed<Message>(cell, router, topic)
{
    public override string What => "messages";

    public override bool TryRead(Message message, out Message value)
    {
        value = message;
        return true;
    }
}

/// <summary>A topic that is listened to for payloads of a type. A message whose payload is none is refused and dropped.</summary>
internal sealed class PayloadsFeed<T>(Cell cell, MessageRouter router, string topic) : MessageFeed<T>(cell, router, topic)
{
    public override string What => $"payloads of type {Payloads.PayloadConversion.NameOf(typeof(T))}";

    public override bool TryRead(Message message, out T value)
    {
        if (TryRead(message, out value, out var mismatch))
            return true;
        Router.Reject(message, mismatch);
        return false;
    }

    /// <summary>One payload value as it is, none as null, several as an array (statement 18).</summary>
    private static bool TryRead(Message message, out T payload, [NotNullWhen(false)] out ProcessException? mismatch)
    {
        mismatch = null;
        if (message.Count == 1)
            return message.TryGet(0, "payload", out payload!, out mismatch);
        if (message.Payload is T several)
        {
            payload = several;
            return true;
        }

        payload = default!;
        if (message.Count == 0 && default(T) is null)
            return true;
        mismatch = new ProcessException(ErrorKind.Invalid, $"message '{message.Topic}' has {message.Count} payload values", retryable: false);
        return false;
    }
}
