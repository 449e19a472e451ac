using Artel.Messaging;

namespace Artel.Runtime;

/// <content>What an operator sees of a process, from any thread and without stopping it.</content>
internal sealed partial class Cell
{
    /// <summary>How often what keeps it running has started another one in its place before it. Written before its first turn.</summary>
    internal int Restarts
    {
        get => _rarities?.Restarts ?? 0;
        set => Rarities.Restarts = value;
    }

    internal ProcessInfo Inspect()
    {
        string[] names = [];
        Pid[] links = [], monitored = [], watchers = [];
        if (Volatile.Read(ref _relations) is { } relations)
        {
            lock (relations)
            {
                names = relations.SortedNames();
                links = relations.Links.ToArray();
                monitored = relations.Monitored.ToArray();
                watchers = relations.Watchers.ToArray();
            }
        }

        var rarities = _rarities;
        return new ProcessInfo
        {
            Pid = Pid,
            Definition = Id,
            State = _own.Doom != CellDoom.None ? ProcessState.Ending : Incoming.IsAsleep ? ProcessState.Waiting : ProcessState.Running,
            MailboxLength = _own.Mailbox.Waiting(in Incoming).Count() + (rarities?.Deferred?.Count ?? 0) + (rarities?.Router?.HeldCount ?? 0),
            Names = names,
            Links = links,
            Monitors = monitored,
            MonitoredBy = watchers,
            OldestMessageWait = OldestMessage() is { } sentAt ? BlockedTurnWatch.Interval * Math.Max(0, Runtime.CoarseTime - sentAt) : null,
            Actor = Authority.Identity.Actor?.Id,
            LastError = rarities?.LastError,
            Restarts = Restarts,
            StartedAt = new DateTimeOffset(_startedAt, TimeSpan.Zero),
        };
    }

    /// <summary>When the oldest message was sent that waits; null for none. A rough figure while the process runs.</summary>
    private int? OldestMessage()
    {
        int? oldest = null;
        foreach (var envelope in _own.Mailbox.Waiting(in Incoming))
            Note(envelope);
        if (_rarities?.Router?.OldestHeld is { } held)
            Note(held);
        return oldest;

        void Note(Envelope envelope)
        {
            if (envelope is Message message && (oldest is null || message.SentAt < oldest))
                oldest = message.SentAt;
        }
    }
}
