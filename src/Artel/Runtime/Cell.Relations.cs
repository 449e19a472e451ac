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
    /// <summary>
    /// Guards the sets of processes, <see cref="_names"/>, <see cref="_ended"/> and the deadline. Taken by any thread, shortly.
    /// </summary>
    private readonly Lock _relations = new();

    /// <summary>Processes that this one monitors and whose EXIT it still wants. Under the lock.</summary>
    private PidSet _monitored;

    /// <summary>Processes that get an EXIT when this one ends. Under the lock.</summary>
    private PidSet _watchers;

    /// <summary>Others that are told when this one ends; null until there are any.</summary>
    private List<ExitObserver>? _observers;

    /// <summary>Processes linked to this one. Under the lock.</summary>
    private PidSet _links;

    /// <summary>Whether the cell takes no more links and names. Under the lock.</summary>
    private bool _ended;

    internal override ProcessException? MonitorCore(Destination destination)
    {
        if (!TryFindTarget("monitor", PermissionTable.Monitor, destination, out var target, out var error))
            return error;
        if (ReferenceEquals(target, this))
            return new ProcessException(ErrorKind.Invalid, "monitor: a process can't monitor itself", retryable: false);
        if (!AddTo(ref _monitored, target.Pid))
            return new ProcessException(ErrorKind.AlreadyExists, $"monitor: {target.Pid} is monitored already", retryable: false);
        if (target.Post(new MonitorSignal(Pid)))
            return null;
        RemoveFrom(ref _monitored, target.Pid);
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
        _router?.Forget<ExitEvent>(pid);
        if (RemoveFrom(ref _monitored, pid))
            pid.Route?.Post(new UnmonitorSignal(Pid));
    }

    /// <summary>The processes that it is linked to. Any thread.</summary>
    internal IReadOnlyList<Pid> LinksNow()
    {
        lock (_relations)
            return _links.ToArray();
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
                    target._links.Remove(Pid);
                    _links.Remove(pid);
                }
            }
        }
        else
        {
            lock (_relations)
                _links.Remove(pid);
        }

        _router?.Forget<LinkDownEvent>(pid);
    }

    /// <summary>Has the EXIT of a process that is being spawned sent to this one; before the other's first turn.</summary>
    internal void MonitorSpawned(Cell child)
    {
        AddTo(ref _monitored, child.Pid);
        child.AddTo(ref child._watchers, Pid);
    }

    /// <summary>Links both ways; false when the other has ended.</summary>
    internal bool LinkWith(Cell target)
    {
        LockBoth(target, out var first, out var second);
        lock (first)
        {
            lock (second)
            {
                if (target._ended || _ended)
                    return false;
                target._links.Add(Pid);
                _links.Add(target.Pid);
                return true;
            }
        }
    }

    /// <summary>
    /// Two locks are always taken in the order of the pids, and of the runtimes for two of different ones, so that two processes that link
    /// each other can't block.
    /// </summary>
    private void LockBoth(Cell target, out Lock first, out Lock second)
    {
        var mineFirst = (Pid.Unique, Runtime.Number).CompareTo((target.Pid.Unique, target.Runtime.Number)) < 0;
        first = mineFirst ? _relations : target._relations;
        second = mineFirst ? target._relations : _relations;
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
                AddTo(ref _watchers, monitor.Watcher);
                break;
            case UnmonitorSignal unmonitor:
                RemoveFrom(ref _watchers, unmonitor.Watcher);
                break;
            case ObserveSignal observe:
                AddObserver(observe.Observer);
                break;
            case UnobserveSignal unobserve:
                _observers?.Remove(unobserve.Observer);
                break;
        }
    }

    private bool AddTo(ref PidSet set, Pid pid)
    {
        lock (_relations)
            return set.Add(pid);
    }

    private bool RemoveFrom(ref PidSet set, Pid pid)
    {
        lock (_relations)
            return set.Remove(pid);
    }

    private Pid[] TakeAll(ref PidSet set)
    {
        lock (_relations)
            return set.TakeAll();
    }

    internal void AddObserver(ExitObserver observer) => (_observers ??= []).Add(observer);

    /// <summary>A monitored process ended. An EXIT that is not wanted any more is dropped (statement 52).</summary>
    private void Receive(ExitSignal exit)
    {
        if (RemoveFrom(ref _monitored, exit.Event.From!))
            Receive(exit.Event);
    }

    /// <summary>A linked process ended abnormally. The signal of a link that was removed meanwhile is dropped (statement 65).</summary>
    private void Receive(LinkSignal link)
    {
        var peer = link.Event.From!;
        lock (_relations)
        {
            if (!_links.Remove(peer))
                return;
        }

        if (Options.TrapLinks)
        {
            Receive(link.Event);
            return;
        }

        End(ProcessResult.FromError(LinkedExitException.Of(peer, link.Event.Error)));
    }

    /// <summary>Tells all who asked that this process has ended; the last thing that it does.</summary>
    private void AnnounceEnd(ProcessResult result, Pid[] links)
    {
        var at = Time.GetUtcNow();
        if (TakeAll(ref _watchers) is { Length: > 0 } watchers)
        {
            var exit = new ExitEvent(Pid, at, result);
            foreach (var watcher in watchers)
                watcher.Route?.Post(new ExitSignal(exit));
        }

        foreach (var peer in links)
        {
            if (result.Error is { } error)
                peer.Route?.Post(new LinkSignal(new LinkDownEvent(Pid, at, error)));
            else if (peer.Route is Cell living)
                living.ForgetLink(Pid);
        }

        foreach (var monitored in TakeAll(ref _monitored))
            monitored.Route?.Post(new UnmonitorSignal(Pid));

        if (_observers is null)
            return;
        foreach (var observer in _observers)
            observer.OnExit(Pid, result);
        _observers = null;
    }

    private void ForgetLink(Pid peer)
    {
        lock (_relations)
            _links.Remove(peer);
    }
}
