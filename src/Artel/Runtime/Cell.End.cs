using System.Diagnostics;
using Artel.Messaging;

namespace Artel.Runtime;

/// <content>How a process ends: the one place for it.</content>
internal sealed partial class Cell
{
    private static readonly TimeSpan ExecGrace = TimeSpan.FromSeconds(5);

    /// <summary>The armed timers.</summary>
    internal TimerSet Timers;

    /// <summary>Names of this process; null until it has one. Under the lock.</summary>
    private HashSet<string>? _names;

    /// <summary>When the process is terminated; null for never. Under the lock.</summary>
    private DateTimeOffset? _deadline;

    /// <summary>Fires at <see cref="_deadline"/>. Under the lock.</summary>
    private ITimer? _deadlineTimer;

    /// <summary>What <see cref="Cancelled"/> gives out; null until somebody asks.</summary>
    private CancellationTokenSource? _cancelled;

    /// <summary>Whether a CANCEL came.</summary>
    private bool _wasCancelled;

    /// <summary>Processes whose result this one waits for by exec; null until there are any.</summary>
    private HashSet<Pid>? _executed;

    /// <summary>Ends the process from any thread: at its next step, before any other code of it runs.</summary>
    internal void Kill(ProcessException reason)
    {
        if (Interlocked.CompareExchange(ref _killed, reason, null) is not null)
            return;
        _behavior?.Interrupt();
        Post(new WakeSignal());
    }

    /// <summary>Sends CANCEL, and sets or brings forward the deadline; false when the process has ended. Any thread.</summary>
    internal bool RequestCancel(Pid? from, TimeSpan? deadline)
    {
        var now = Time.GetUtcNow();
        DateTimeOffset? at = deadline is null ? null : now + deadline.Value;
        lock (_relations)
        {
            if (_ended)
                return false;
            if (at is not null && (_deadline is null || at < _deadline))
            {
                _deadline = at;
                _deadlineTimer?.Dispose();
                _deadlineTimer = Time.CreateTimer(static cell => ((Cell)cell!).DeadlinePassed(), this, deadline!.Value, Timeout.InfiniteTimeSpan);
            }
        }

        return Post(new CancelSignal(new CancelEvent(from, now, at)));
    }

    /// <summary>Ends the process: nothing of it runs any more, nobody finds it any more, and then all who asked are told.</summary>
    private void End(ProcessResult result)
    {
        if (_phase == CellPhase.Ended)
            return;
        _phase = CellPhase.Ended;

        Pid[] links;
        string[] names;
        lock (_relations)
        {
            _ended = true;
            links = _links.TakeAll();
            names = _names is null ? [] : [.. _names];
            _names = null;
            _deadlineTimer?.Dispose();
        }

        StopBehavior();
        _upgrade?.Behavior.Stop();
        _upgrade = null;
        Timers.StopAll();
        foreach (var name in names)
            Runtime.Names.Remove(name, this);
        Runtime.Processes.Remove(Pid.Unique);
        Pid.Detach();
        DropMailbox();
        FailRequests(new ProcessException(ErrorKind.NotFound, $"ask: {Pid} ended before it answered", retryable: true));
        StopWaiting();
        RefuseWaitingSends();
        Runtime.Metrics.ProcessEnded(Id, result.Error);
        CancelExecuted(ExecGrace);
        _host.FreePlace();
        AnnounceEnd(result, links);
        _host.ProcessEnded();
        FireCancelled();
        if (result.Error is { Kind: not ErrorKind.Canceled } error)
            Report(error);
    }

    /// <summary>Tells the log; last, since loggers are not ours, and one that throws takes nothing of the end with it.</summary>
    private void Report(ProcessException error)
    {
        try
        {
            Log.ProcessFailed(Runtime.Logger, error, Id, Pid, error.Kind, error.Message);
        }
        catch (Exception broken)
        {
            Trace.TraceError($"Artel: the log can't be written: {broken}");
        }
    }

    private void DeadlinePassed() => Kill(new TerminatedException(
        ErrorKind.Timeout, "process terminated: it was alive at the deadline of its cancel"));

    private void StopBehavior()
    {
        try
        {
            _behavior?.Stop();
        }
        catch (Exception failed)
        {
            // The end goes on whatever a language's clean-up does; the failure is shown, since it is a defect there.
            Log.StopFailed(Runtime.Logger, failed, Id, Pid);
        }
        finally
        {
            _behavior = null;
        }
    }

    /// <summary>Closes the mailbox; what was in it is told that the process has ended.</summary>
    private void DropMailbox()
    {
        for (var envelope = _mailbox.Close(); envelope is not null; envelope = envelope.Next)
            Drop(envelope);
        if (_deferred is not null)
        {
            foreach (var envelope in _deferred)
                Drop(envelope);
            _deferred = null;
        }

        if (_givenBack is not null)
        {
            foreach (var envelope in _givenBack)
                Drop(envelope);
            _givenBack = null;
        }

        if (_router is not null)
        {
            foreach (var message in _router.TakeUnreceived().Messages)
                Drop(message);
            _router = null;
        }
    }

    /// <summary>A cell that never begins takes no messages any more, and nobody pays for those that it has.</summary>
    internal void ReleaseCharges()
    {
        for (var envelope = _mailbox.Close(); envelope is not null; envelope = envelope.Next)
            (envelope as Message)?.ReleaseCharge();
    }

    private void Drop(Envelope envelope)
    {
        (envelope as Message)?.ReleaseCharge();
        switch (envelope)
        {
            case Message { IsRequest: true } request:
                request.ReplyError(new ProcessException(
                    ErrorKind.NotFound, $"ask: {Pid} ended before it answered '{request.Topic}'", retryable: true));
                break;
            case WatchSignal watch:
                Handle(watch);
                break;
            case ContinuationSignal continuation:
                continuation.Dropped?.Invoke();
                break;
        }
    }

    /// <summary>Asks the processes that this one waits for to end, since nobody wants their result any more (statement 96).</summary>
    private void CancelExecuted(TimeSpan deadline)
    {
        if (_executed is null)
            return;
        foreach (var child in _executed)
            (child.Route as Cell)?.RequestCancel(Pid, deadline);
    }

    /// <summary>Fires the token; by then the process either runs on and sees it, or has ended and its continuations go nowhere.</summary>
    private void FireCancelled()
    {
        if (_wasCancelled && _phase != CellPhase.Ended)
            return;
        _wasCancelled = true;
        if (_phase != CellPhase.Ended)
            CancelExecuted(ExecGrace);
        if (_cancelled is null)
            return;
        try
        {
            _cancelled.Cancel();
        }
        catch (AggregateException thrown) when (_phase == CellPhase.Ended)
        {
            // Callbacks of the dead process's token belong to whatever it was calling; there is nobody left to take their errors.
            Log.StopFailed(Runtime.Logger, thrown, Id, Pid);
        }
    }
}
