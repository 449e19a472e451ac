using System.Diagnostics.CodeAnalysis;
using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// Where a process's messages and events go that no handler takes: to the listener of the topic, else to the inbox, else they are kept
/// until the process asks (statements 9 to 21). Made when a process first needs it; in the process's turn only.
/// </summary>
internal sealed class MessageRouter(Cell cell)
{
    private readonly List<Listener> _listeners = [];
    private readonly List<Message> _keptMessages = [];
    private readonly List<ProcessEvent> _keptEvents = [];
    private ProcessChannel<Message>? _inbox;
    private ProcessChannel<ProcessEvent>? _events;

    /// <summary>The messages of all other topics. The first call moves into it what was kept.</summary>
    public ProcessChannel<Message> Inbox
    {
        get
        {
            if (_inbox is null)
            {
                _inbox = new ProcessChannel<Message>(cell, 0);
                foreach (var message in _keptMessages)
                    _inbox.Deliver(message);
                _keptMessages.Clear();
            }

            return _inbox;
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

    /// <summary>Takes a message; true when it is kept since nobody takes it now.</summary>
    public bool Deliver(Message message)
    {
        if (FindListener(message.Topic) is { } listener)
            listener.Deliver(message);
        else if (_inbox is not null)
            _inbox.Deliver(message);
        else
            _keptMessages.Add(message);
        return _inbox is null && _keptMessages.Count > 0 && ReferenceEquals(_keptMessages[^1], message);
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

        bool IsIt(ProcessEvent processEvent) => processEvent is TEvent && processEvent.From == from;
    }

    public ProcessChannel<Message> Listen(string topic) => Listen<MessageListener, ProcessChannel<Message>>(topic, static (c, t) => new(c, t)).Channel;

    public ProcessChannel<T> Listen<T>(string topic) => Listen<PayloadListener<T>, ProcessChannel<T>>(topic, static (c, t) => new(c, t)).Channel;

    public void Unlisten(ProcessChannel channel)
    {
        var index = _listeners.FindIndex(listener => ReferenceEquals(listener.Source, channel));
        if (index < 0)
            throw new ProcessException(ErrorKind.Invalid, "unlisten: the channel is not one that this process listens on", retryable: false);
        _listeners.RemoveAt(index);
        channel.Close();
    }

    /// <summary>What is still here when the process ends.</summary>
    public IEnumerable<Message> TakeAll()
    {
        foreach (var message in _keptMessages)
            yield return message;
        if (_inbox is not null)
        {
            while (_inbox.TryTake(out var received) && received.Ok)
                yield return received.Value;
        }
    }

    private TListener Listen<TListener, TChannel>(string topic, Func<Cell, string, TListener> create)
        where TListener : Listener<TChannel>
        where TChannel : ProcessChannel
    {
        if (FindListener(topic) is { } present)
        {
            return present as TListener ?? throw new ProcessException(
                ErrorKind.Conflict,
                $"listen: topic '{topic}' is listened to already, for {present.What}; unlisten that channel first",
                retryable: false);
        }

        var listener = create(cell, topic);
        _listeners.Add(listener);
        var kept = _keptMessages.FindAll(message => message.Topic == topic);
        if (kept.Count > 0)
            _keptMessages.RemoveAll(message => message.Topic == topic);
        foreach (var message in kept)
            listener.Deliver(message);
        return listener;
    }

    private Listener? FindListener(string topic)
    {
        foreach (var listener in _listeners)
        {
            if (listener.Topic == topic)
                return listener;
        }

        return null;
    }

    /// <summary>A topic that the process listens to.</summary>
    private abstract class Listener(string topic)
    {
        public string Topic => topic;

        public abstract string What { get; }

        public abstract ProcessChannel Source { get; }

        public abstract void Deliver(Message message);
    }

    private abstract class Listener<TChannel>(string topic, TChannel channel) : Listener(topic)
        where TChannel : ProcessChannel
    {
        public TChannel Channel => channel;

        public override ProcessChannel Source => channel;
    }

    private sealed class MessageListener(Cell cell, string topic)
        : Listener<ProcessChannel<Message>>(topic, new ProcessChannel<Message>(cell, 0))
    {
        public override string What => "messages";

        public override void Deliver(Message message) => Channel.Deliver(message);
    }

    private sealed class PayloadListener<T>(Cell cell, string topic)
        : Listener<ProcessChannel<T>>(topic, new ProcessChannel<T>(cell, 0))
    {
        public override string What => $"payloads of type {Payloads.PayloadConversion.NameOf(typeof(T))}";

        public override void Deliver(Message message)
        {
            if (TryRead(message, out var payload, out var mismatch))
                Channel.Deliver(payload);
            else
                cell.Reject(message, mismatch);
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
}
