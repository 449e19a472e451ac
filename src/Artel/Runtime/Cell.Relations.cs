using Artel.Messaging;
using Artel.Security;

namespace Artel.Runtime;

/// <content>
/// Monitors and links. A monitor is known on both sides: the watcher decides whether it still wants the EXIT when that arrives, the
/// watched process tells whom it has in its list; both change by signals, in the order of the mailbox. A link is changed on both sides
/// at once, under both cells' locks, so that there is never half of one.
/// </content>
internal sealed partial class Cell
{
    /// <summary>Who is told of the end: also one that asked before it came and whose signal is looked at only now.</summary>
    private CellRelations RelationsToTell
    {
        get
        {
            if (ReferenceEquals(_relations, CellRelations.OfEnded))
                _relations = new CellRelations { HasEnded = true };
            return Relations;
        }
    }

    internal override ProcessException? MonitorCore(Destination destination)
    {
        if (!TryFindTarget("monitor", PermissionTable.Monitor, destination, out var target, out var error))
            return error;
        if (ReferenceEquals(target, this))
            return new ProcessException(ErrorKind.Invalid, "monitor: a process can't monitor itself", retryable: false);
        if (!BeginMonitoring(target.Pid))
            return new ProcessException(ErrorKind.AlreadyExists, $"monitor: {target.Pid} is monitored already", retryable: false);
        if (target.Post(new MonitorSignal(Pid)))
            return null;
        EndMonitoring(target.Pid);
        return ArtelRuntime.NotFound("monitor", destination);
    }

    internal override ProcessException? UnmonitorCore(Destination destination)
    {
        if (!TryFindPid("unmonitor", PermissionTable.Unmonitor, destination, out var pid, out var error))
            return error;
        StopMonitoring(pid);
        return null;
    }

    private void StopMonitoring(Pid pid)
    {
        _rarities?.Router?.Forget<ExitEvent>(pid);
        if (EndMonitoring(pid))
            pid.Route?.Post(new UnmonitorSignal(Pid));
    }

    /// <summary>The processes that it is linked to. Any thread.</summary>
    internal IReadOnlyList<Pid> LinksNow()
    {
        if (Volatile.Read(ref _relations) is not { } relations)
            return [];
        lock (relations)
            return relations.Links.ToArray();
    }

    internal override ProcessException? LinkCore(Destination destination)
    {
        if (!TryFindTarget("link", PermissionTable.Link, destination, out var target, out var error))
            return error;
        if (ReferenceEquals(target, this))
            return new ProcessException(ErrorKind.Invalid, "link: a process can't be linked to itself", retryable: false);
        return LinkWith(target) ? null : ArtelRuntime.NotFound("link", destination);
    }

    internal override ProcessException? UnlinkCore(Destination destination)
    {
        if (!TryFindPid("unlink", PermissionTable.Unlink, destination, out var pid, out var error))
            return error;
        RemoveLink(pid);
        return null;
    }

    private void RemoveLink(Pid pid)
    {
        if (pid.Route is Cell target)
        {
            LockBoth(target, out var first, out var second);
            lock (first)
            {
                lock (second)
                {
                    target.Relations.Links.Remove(Pid);
                    Relations.Links.Remove(pid);
                }
            }
        }
        else
        {
            ForgetLink(pid);
        }

        _rarities?.Router?.Forget<LinkDownEvent>(pid);
    }

    /// <summary>Has the EXIT of a process that is being spawned sent to this one; before the other's first turn.</summary>
    internal void MonitorSpawned(Cell child)
    {
        BeginMonitoring(child.Pid);
        child.AddWatcher(Pid);
    }

    /// <summary>Links both ways; false when the other has ended.</summary>
    internal bool LinkWith(Cell target)
    {
        LockBoth(target, out var first, out var second);
        lock (first)
        {
            lock (second)
            {
                if (target.Relations.HasEnded || Relations.HasEnded)
                    return false;
                target.Relations.Links.Add(Pid);
                Relations.Links.Add(target.Pid);
                return true;
            }
        }
    }

    /// <summary>
    /// Two locks are always taken in the order of the pids, and of the runtimes for two of different ones, so that two processes that link
    /// each other can't block.
    /// </summary>
    private void LockBoth(Cell target, out CellRelations first, out CellRelations second)
    {
        var mine = Relations;
        var others = target.Relations;

        // What all ended ones share has no place in that order, and nothing in it that could change.
        if (ReferenceEquals(others, CellRelations.OfEnded))
            others = mine;
        var mineFirst = (Pid.Unique, Runtime.Number).CompareTo((target.Pid.Unique, target.Runtime.Number)) < 0;
        first = mineFirst ? mine : others;
        second = mineFirst ? others : mine;
    }

    /// <summary>Takes back a monitor and a link that were set a moment ago on a process that is ending.</summary>
    internal void Forget(Pid pid)
    {
        StopMonitoring(pid);
        RemoveLink(pid);
    }

    /// <summary>Changes who is told of this process's end; also when that has come, since what was accepted before is told still.</summary>
    private void Handle(WatchSignal watch)
    {
        switch (watch)
        {
            case MonitorSignal monitor:
                AddWatcher(monitor.Watcher);
                break;
            case UnmonitorSignal unmonitor:
                RemoveWatcher(unmonitor.Watcher);
                break;
            case ObserveSignal observe:
                AddObserver(observe.Observer);
                break;
            case UnobserveSignal unobserve:
                _relations?.Observers?.Remove(unobserve.Observer);
                break;
        }
    }

    private bool BeginMonitoring(Pid pid)
    {
        var relations = Relations;
        lock (relations)
            return relations.Monitored.Add(pid);
    }

    private bool EndMonitoring(Pid pid)
    {
        if (_relations is not { } relations)
            return false;
        lock (relations)
            return relations.Monitored.Remove(pid);
    }

    private void AddWatcher(Pid pid)
    {
        var relations = RelationsToTell;
        lock (relations)
            relations.Watchers.Add(pid);
    }

    private void RemoveWatcher(Pid pid)
    {
        if (_relations is not { } relations)
            return;
        lock (relations)
            relations.Watchers.Remove(pid);
    }

    /// <summary>Whom this process's end is told, and whose end it does not want to be told any more.</summary>
    private static PidSet TakeWatchers(CellRelations relations, out PidSet monitored)
    {
        // Without the lock: only the process itself adds to them, and who looks at one of them meanwhile has it as it was.
        monitored = relations.Monitored.TakeAll();
        return relations.Watchers.TakeAll();
    }

    internal void AddObserver(ExitObserver observer) => (RelationsToTell.Observers ??= []).Add(observer);

    /// <summary>A monitored process ended. An EXIT that is not wanted any more is dropped (statement 52).</summary>
    private void Receive(ExitSignal exit)
    {
        if (EndMonitoring(exit.Event.From!))
            Receive(exit.Event);
    }

    /// <summary>A linked process ended abnormally. The signal of a link that was removed meanwhile is dropped (statement 65).</summary>
    private void Receive(LinkSignal link)
    {
        if (!ForgetLink(link.From))
            return;
        if (Options.TrapLinks)
            Receive(link.ToEvent(Time));
        else
            End(link.ToResult());
    }

    /// <summary>Tells all who asked that this process has ended; the last thing that it does.</summary>
    private void AnnounceEnd(ProcessResult result, PidSet links)
    {
        if (_relations is not { } relations || ReferenceEquals(relations, CellRelations.OfEnded))
            return;
        var watchers = TakeWatchers(relations, out var monitored);
        var at = watchers.IsEmpty && !AnyTrapsLinks(links) ? default : Time.GetUtcNow();
        if (!watchers.IsEmpty)
        {
            var exit = new ExitEvent(Pid, at, result);
            foreach (var watcher in watchers)
                watcher.Route?.Post(new ExitSignal(exit));
        }

        foreach (var peer in links)
        {
            if (!result.IsNormal)
                peer.Route?.Post(new LinkSignal(Pid, at, result));
            else if (peer.Route is Cell living)
                living.ForgetLink(Pid);
        }

        foreach (var pid in monitored)
            pid.Route?.Post(new UnmonitorSignal(Pid));

        if (relations.Observers is not { } observers)
            return;
        foreach (var observer in observers)
            observer.OnExit(Pid, result);
        relations.Observers = null;
    }

    /// <summary>Whether one of them wants to know when a peer ended, as far as can be seen from here: the clock is read for nobody else.</summary>
    private static bool AnyTrapsLinks(PidSet links)
    {
        foreach (var peer in links)
        {
            if (peer.Route is Cell { _rarities.Options.TrapLinks: true })
                return true;
        }

        return false;
    }

    /// <summary>Any thread.</summary>
    private bool ForgetLink(Pid peer)
    {
        if (Volatile.Read(ref _relations) is not { } relations)
            return false;
        lock (relations)
            return relations.Links.Remove(peer);
    }
}
