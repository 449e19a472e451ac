using Artel.Messaging;

namespace Artel.Runtime;

/// <content>What an operator sees of a process, from any thread and without stopping it.</content>
internal sealed partial class Cell
{
    private readonly DateTimeOffset _startedAt;

    /// <summary>How often what keeps it running has started another one in its place before it. Written before its first turn.</summary>
    internal int Restarts { get; set; }

    /// <summary>The last error that did not end it; null while there was none.</summary>
    private volatile ProcessException? _lastError;

    internal ProcessInfo Inspect()
    {
        string[] names;
        Pid[] links, monitored, watchers;
        lock (_relations)
        {
            names = _names is null ? [] : [.. _names.Order(StringComparer.Ordinal)];
            links = _links.ToArray();
            monitored = _monitored.ToArray();
            watchers = _watchers.ToArray();
        }

        return new ProcessInfo
        {
            Pid = Pid,
            Definition = Id,
            State = Volatile.Read(ref _killed) is not null ? ProcessState.Ending : _mailbox.IsAsleep ? ProcessState.Waiting : ProcessState.Running,
            MailboxLength = _mailbox.CountPushed() + _mailbox.CountDrained() + (_deferred?.Count ?? 0) + (_router?.HeldCount ?? 0),
            Names = names,
            Links = links,
            Monitors = monitored,
            MonitoredBy = watchers,
            OldestMessageWait = OldestMessage() is { } sentAt ? BlockedTurnWatch.Interval * Math.Max(0, Runtime.CoarseTime - sentAt) : null,
            Actor = Authority.Identity.Actor?.Id,
            LastError = _lastError,
            Restarts = Restarts,
            StartedAt = _startedAt,
        };
    }

    /// <summary>When the oldest message was sent that waits; null for none. A rough figure while the process runs.</summary>
    private int? OldestMessage()
    {
        int? oldest = null;
        for (var envelope = _mailbox.Newest; envelope is not null; envelope = envelope.Next)
            Note(envelope);
        for (var envelope = _mailbox.Drained; envelope is not null; envelope = envelope.Next)
            Note(envelope);
        if (_router?.OldestHeld is { } held)
            Note(held);
        return oldest;

        void Note(Envelope envelope)
        {
            if (envelope is Message message && (oldest is null || message.SentAt < oldest))
                oldest = message.SentAt;
        }
    }
}
