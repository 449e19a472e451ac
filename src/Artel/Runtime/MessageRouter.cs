using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// Where a process's messages and events go that no handler takes: to the listener of the topic, else to the inbox, else they are kept
/// until the process asks (statements 9 to 21). Made when a process first needs it; in the process's turn only.
/// </summary>
/// <param name="cell">The process.</param>
/// <param name="received">Told of each message that was held and is received.</param>
internal sealed class MessageRouter(Cell cell, Action<Message> received)
{
    private readonly TopicListeners _listeners = new();
    private readonly OldestOfFeeds _oldestOfFeeds = new();
    private readonly List<(long Arrival, Message Message)> _keptMessages = [];
    private readonly List<ProcessEvent> _keptEvents = [];
    private MessagesFeed? _inbox;
    private ProcessChannel<ProcessEvent>? _events;
    private long _arrivals;
    private int _held;
    private Message? _oldestHeld;

    /// <summary>How many messages it holds. Any thread; a rough figure while the process runs.</summary>
    public int HeldCount => Volatile.Read(ref _held);

    /// <summary>The oldest message that it holds; null for none. Any thread; a rough picture while the process runs.</summary>
    public Message? OldestHeld => Volatile.Read(ref _oldestHeld);

    /// <summary>The messages of all other topics. The first call moves into it what was kept.</summary>
    public ProcessChannel<Message> Inbox
    {
        get
        {
            if (_inbox is null)
            {
                _inbox = new MessagesFeed(cell, null) { Received = ReceivedHeld };
                foreach (var (arrival, message) in _keptMessages)
                {
                    _inbox.Deliver(arrival, message);
                    _oldestOfFeeds.Note(_inbox);
                }

                _keptMessages.Clear();
            }

            return _inbox.Channel;
        }
    }

    /// <summary>The events. The first call moves into it what was kept.</summary>
    public ProcessChannel<ProcessEvent> Events
    {
        get
        {
            if (_events is null)
            {
                _events = new ProcessChannel<ProcessEvent>(cell, 0);
                foreach (var processEvent in _keptEvents)
                    _events.Deliver(processEvent);
                _keptEvents.Clear();
            }

            return _events;
        }
    }

    /// <summary>Takes a message; says what became of it.</summary>
    public MessageRouting Deliver(Message message)
    {
        var arrival = ++_arrivals;
        if ((_listeners.Find(message.Topic) ?? _inbox) is { } feed)
        {
            if (feed.Deliver(arrival, message))
                return MessageRouting.Received;
            _oldestOfFeeds.Note(feed);
            Hold(message);
            return MessageRouting.Held;
        }

        _keptMessages.Add((arrival, message));
        Hold(message);
        return MessageRouting.Kept;
    }

    public void Deliver(ProcessEvent processEvent)
    {
        if (_events is not null)
            _events.Deliver(processEvent);
        else
            _keptEvents.Add(processEvent);
    }

    /// <summary>Takes back the events of one process that were delivered but not received yet.</summary>
    public void Forget<TEvent>(Pid from)
        where TEvent : ProcessEvent
    {
        _keptEvents.RemoveAll(IsIt);
        _events?.RemoveBuffered(IsIt);

        bool IsIt(ProcessEvent processEvent)
        {
            if (processEvent is not TEvent || processEvent.From != from)
                return false;
            cell.EventForgotten?.Invoke(processEvent);
            return true;
        }
    }

    public ProcessChannel<Message> Listen(string topic) =>
        Listen(topic, () => new MessagesFeed(cell, topic) { Received = ReceivedHeld }).Channel;

    public ProcessChannel<T> Listen<T>(string topic) =>
        Listen(topic, () => new PayloadsFeed<T>(cell, topic) { Received = ReceivedHeld }).Channel;

    public void Unlisten(ProcessChannel channel)
    {
        if (_listeners.Remove(channel) is not { } feed)
            throw new ProcessException(ErrorKind.Invalid, "unlisten: the channel is not one that this process listens on", retryable: false);
        feed.IsLeft = true;
        if (_oldestHeld?.Topic == feed.Topic)
            Volatile.Write(ref _oldestHeld, FindOldest());
        channel.Close();
    }

    /// <summary>All messages that were not received, in the order of arrival, and all events; the router is of no use after it.</summary>
    public (IEnumerable<Message> Messages, IEnumerable<ProcessEvent> Events) TakeUnreceived()
    {
        var messages = _keptMessages.Concat(_listeners.All.SelectMany(static listener => listener.TakeBack()));
        if (_inbox is not null)
            messages = messages.Concat(_inbox.TakeBack());
        var events = new List<ProcessEvent>(_keptEvents);
        _events?.RemoveBuffered(processEvent =>
        {
            events.Add(processEvent);
            return true;
        });
        return (messages.OrderBy(static held => held.Arrival).Select(static held => held.Message).ToList(), events);
    }

    private TFeed Listen<TFeed>(string topic, Func<TFeed> create)
        where TFeed : MessageFeed
    {
        if (_listeners.Find(topic) is { } present)
        {
            return present as TFeed ?? throw new ProcessException(
                ErrorKind.Conflict,
                $"listen: topic '{topic}' is listened to already, for {present.What}; unlisten that channel first",
                retryable: false);
        }

        var listener = create();
        _listeners.Add(listener);
        var kept = _keptMessages.FindAll(held => held.Message.Topic == topic);
        if (kept.Count > 0)
            _keptMessages.RemoveAll(held => held.Message.Topic == topic);
        foreach (var (arrival, message) in kept)
        {
            if (listener.Deliver(arrival, message))
                ReceivedHeld(message);
            else
                _oldestOfFeeds.Note(listener);
        }

        return listener;
    }

    private void ReceivedHeld(Message message)
    {
        _held--;
        if (ReferenceEquals(message, _oldestHeld))
            Volatile.Write(ref _oldestHeld, FindOldest());
        received(message);
    }

    private void Hold(Message message)
    {
        _held++;
        if (_oldestHeld is null)
            Volatile.Write(ref _oldestHeld, message);
    }

    private Message? FindOldest()
    {
        var oldest = _oldestOfFeeds.Find();
        return _keptMessages.Count > 0 && (oldest.Message is null || _keptMessages[0].Arrival < oldest.Arrival) ? _keptMessages[0].Message : oldest.Message;
    }
}

/// <summary>What became of a message that no handler took.</summary>
internal enum MessageRouting
{
    /// <summary>Somebody was waiting for it and has it.</summary>
    Received,

    /// <summary>It is in a channel.</summary>
    Held,

    /// <summary>Nobody takes its topic now; it is kept.</summary>
    Kept,
}
