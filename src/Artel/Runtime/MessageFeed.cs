using System.Diagnostics.CodeAnalysis;
using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// A channel that messages go into, and the account of those that are in it: what was not received yet can be taken back in the order of
/// arrival, when the process is upgraded, or ends.
/// </summary>
internal abstract class MessageFeed(string? topic)
{
    private readonly Queue<(long Arrival, Message Message)> _held = new();

    /// <summary>The topic; null for the inbox, which takes all others.</summary>
    public string? Topic => topic;

    /// <summary>What a conflicting listen is told.</summary>
    public abstract string What { get; }

    /// <summary>The channel.</summary>
    public abstract ProcessChannel Source { get; }

    /// <summary>How many messages are in it.</summary>
    public int Count => _held.Count;

    /// <summary>The oldest message in it; null for none.</summary>
    public (long Arrival, Message? Message) Oldest => _held.TryPeek(out var oldest) ? oldest : default;

    /// <summary>Whether <see cref="OldestOfFeeds"/> knows of it.</summary>
    public bool IsNoted { get; set; }

    /// <summary>Whether the process does not listen to it any more.</summary>
    public bool IsLeft { get; set; }

    /// <summary>Called when a message that was held is received.</summary>
    public Action<Message>? Received { get; init; }

    /// <summary>Puts a message in; true when it was received at once, or is none that the channel takes.</summary>
    public bool Deliver(long arrival, Message message)
    {
        if (TryDeliver(message))
            return true;
        _held.Enqueue((arrival, message));
        return false;
    }

    /// <summary>What is in it; it is not in it any more.</summary>
    public IEnumerable<(long Arrival, Message Message)> TakeBack()
    {
        while (_held.TryDequeue(out var held))
            yield return held;
    }

    /// <summary>The oldest message was received.</summary>
    protected void ReceivedOne()
    {
        if (_held.TryDequeue(out var held))
            Received?.Invoke(held.Message);
    }

    /// <summary>Puts a message into the channel; false when it is held there.</summary>
    protected abstract bool TryDeliver(Message message);
}

/// <summary>The inbox, or a topic that is listened to for messages.</summary>
internal sealed class MessagesFeed : MessageFeed
{
    private readonly ProcessChannel<Message> _channel;

    public MessagesFeed(Cell cell, string? topic)
        : base(topic) => _channel = new ProcessChannel<Message>(cell, 0, ReceivedOne);

    public ProcessChannel<Message> Channel => _channel;

    public override ProcessChannel Source => _channel;

    public override string What => "messages";

    protected override bool TryDeliver(Message message) => _channel.Deliver(message);
}

/// <summary>A topic that is listened to for payloads of a type. A message whose payload is none is refused and dropped.</summary>
internal sealed class PayloadsFeed<T> : MessageFeed
{
    private readonly Cell _cell;
    private readonly ProcessChannel<T> _channel;

    public PayloadsFeed(Cell cell, string topic)
        : base(topic)
    {
        _cell = cell;
        _channel = new ProcessChannel<T>(cell, 0, ReceivedOne);
    }

    public ProcessChannel<T> Channel => _channel;

    public override ProcessChannel Source => _channel;

    public override string What => $"payloads of type {Payloads.PayloadConversion.NameOf(typeof(T))}";

    protected override bool TryDeliver(Message message)
    {
        if (TryRead(message, out var payload, out var mismatch))
            return _channel.Deliver(payload);
        _cell.Reject(message, mismatch);
        return true;
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
