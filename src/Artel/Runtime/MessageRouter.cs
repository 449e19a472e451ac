using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// Where a process's messages and events go that no handler takes: to the listener of the topic, else to the inbox, else they are kept
/// until the process asks (statements 9 to 21). Made when a process first needs it; in the process's turn only.
/// </summary>
/// <param name="cell">The process.</param>
internal sealed class MessageRouter(Cell cell)
{
    private TopicListeners _listeners;
    private OldestOfFeeds _oldestOfFeeds;
    private List<(long Arrival, Message Message)>? _keptMessages;
    private List<ProcessEvent>? _keptEvents;
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
                _inbox = new MessagesFeed(cell, this, null);
                foreach (var (arrival, message) in _keptMessages ?? [])
                {
                    _inbox.Deliver(arrival, message);
                    _oldestOfFeeds.Note(_inbox);
                }

                _keptMessages = null;
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
                foreach (var processEvent in _keptEvents ?? [])
                    _events.Deliver(processEvent);
                _keptEvents = null;
            }

            return _events;
        }
    }

    /// <summary>Takes a message; says what became of it.</summary>
    public MessageRouting Deliver(Message message)
    {
        var arrival = ++_arrivals;
        if (FeedOf(message) is { } feed)
        {
            if (feed.Deliver(arrival, message))
                return MessageRouting.Received;
            _oldestOfFeeds.Note(feed);
            Hold(message);
            return MessageRouting.Held;
        }

        (_keptMessages ??= []).Add((arrival, message));
        Hold(message);
        return MessageRouting.Kept;
    }

    public void Deliver(ProcessEvent processEvent)
    {
        if (_events is not null)
            _events.Deliver(processEvent);
        else
            (_keptEvents ??= []).Add(processEvent);
    }

    /// <summary>Whether <see cref="TryPull"/> could find something.</summary>
    public bool MayPull => cell.MayPull;

    /// <summary>
    /// Brings a feed's next message from the mailbox to who asks for it; messages of other feeds that come before it go to those. False when
    /// there is none, or something else has to be done first.
    /// </summary>
    public bool TryPull<T>(MessageFeed<T> feed, out T value)
    {
        while (cell.TryPull(out var message))
        {
            if (!ReferenceEquals(FeedOf(message), feed))
            {
                cell.GiveToChannels(message);
                continue;
            }

            var isTaken = feed.TryRead(message, out value);
            cell.TakeNoteOf(message);
            if (isTaken)
                return true;
        }

        value = default!;
        return false;
    }

    /// <summary>A message is none that its listener takes.</summary>
    public void Reject(Message message, ProcessException why) => cell.Reject(message, why);

    /// <summary>A message that was held is received.</summary>
    public void NoteReceived(Message message)
    {
        _held--;
        if (ReferenceEquals(message, _oldestHeld))
            Volatile.Write(ref _oldestHeld, _held == 0 ? null : FindOldest());
        cell.TakeNoteOf(message);
    }

    /// <summary>Takes back the events of one process that were delivered but not received yet.</summary>
    public void Forget<TEvent>(Pid from)
        where TEvent : ProcessEvent
    {
        _keptEvents?.RemoveAll(IsIt);
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
        (Find<MessagesFeed>(topic) ?? Add(new MessagesFeed(cell, this, topic))).Channel;

    public ProcessChannel<T> Listen<T>(string topic) =>
        (Find<PayloadsFeed<T>>(topic) ?? Add(new PayloadsFeed<T>(cell, this, topic))).Channel;

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
        var events = _keptEvents ?? [];
        _events?.RemoveBuffered(processEvent =>
        {
            events.Add(processEvent);
            return true;
        });
        return (TakeUnreceivedMessages(), events);
    }

    /// <summary>All messages that were not received, in the order of arrival; the router is of no use after it.</summary>
    public IEnumerable<Message> TakeUnreceivedMessages()
    {
        if (_held == 0)
            return [];
        IEnumerable<(long Arrival, Message Message)> messages = [.. _keptMessages ?? [], .. _listeners.All.SelectMany(static feed => feed.TakeBack())];
        if (_inbox is not null)
            messages = messages.Concat(_inbox.TakeBack());
        return messages.OrderBy(static held => held.Arrival).Select(static held => held.Message).ToList();
    }

    private MessageFeed? FeedOf(Message message) => _listeners.Find(message.Topic) ?? _inbox;

    /// <summary>The listener of a topic; null for none.</summary>
    /// <exception cref="ProcessException">CONFLICT: it is one of another sort.</exception>
    private TFeed? Find<TFeed>(string topic)
        where TFeed : MessageFeed
    {
        if (_listeners.Find(topic) is not { } present)
            return null;
        return present as TFeed ?? throw new ProcessException(
            ErrorKind.Conflict,
            $"listen: topic '{topic}' is listened to already, for {present.What}; unlisten that channel first",
            retryable: false);
    }

    /// <summary>Adds a listener, which gets what was kept of its topic.</summary>
    private TFeed Add<TFeed>(TFeed listener)
        where TFeed : MessageFeed
    {
        _listeners.Add(listener);
        if (_keptMessages is null)
            return listener;
        var kept = _keptMessages.FindAll(held => held.Message.Topic == listener.Topic);
        if (kept.Count > 0)
            _keptMessages.RemoveAll(held => held.Message.Topic == listener.Topic);
        foreach (var (arrival, message) in kept)
        {
            if (listener.Deliver(arrival, message))
                NoteReceived(message);
            else
                _oldestOfFeeds.Note(listener);
        }

        return listener;
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
        return _keptMessages is { Count: > 0 } && (oldest.Message is null || _keptMessages[0].Arrival < oldest.Arrival) ? _keptMessages[0].Message : oldest.Message;
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
