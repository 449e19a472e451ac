using System.Diagnostics;
using System.Runtime.CompilerServices;
using Artel.Messaging;
using Microsoft.Extensions.Logging;

namespace Artel.Runtime;

/// <content>How a process ends: the one place for it.</content>
internal sealed partial class Cell
{
    /// <summary>How long a process has after CANCEL whose result nobody wants any more.</summary>
    internal static readonly TimeSpan ExecGrace = TimeSpan.FromSeconds(5);

    /// <summary>The error of a process that is terminated by an operation: one for all, since it says the same of each.</summary>
    internal static ProcessException Terminated => ProcessResult.Terminated.Error!;

    /// <summary>The armed timers.</summary>
    internal ref TimerSet Timers => ref Rarities.Timers;

    /// <summary>How the process ends that is terminated.</summary>
    private ProcessResult DoomedBy => _own.Doom == CellDoom.Terminated ? ProcessResult.Terminated : ProcessResult.FromError(Relations.KilledBy!);

    /// <summary>Ends the process from any thread: at its next step, before any other code of it runs.</summary>
    internal void Kill(ProcessException reason)
    {
        var doom = CellDoom.Terminated;
        if (!ReferenceEquals(reason, Terminated))
        {
            var relations = Relations;
            if (ReferenceEquals(relations, CellRelations.OfEnded) || Interlocked.CompareExchange(ref relations.KilledBy, reason, null) is not null)
                return;
            doom = CellDoom.Other;
        }

        if (Interlocked.CompareExchange(ref Unsafe.As<CellDoom, byte>(ref _own.Doom), (byte)doom, (byte)CellDoom.None) != (byte)CellDoom.None)
            return;
        Volatile.Read(ref _own.Behavior)?.Interrupt();

        // One that is awake sees it before its next step, and before it sleeps.
        if (Incoming.TryWake())
            Host.Scheduler.Schedule(this);
    }

    /// <summary>Sends CANCEL, and sets or brings forward the deadline; false when the process has ended. Any thread.</summary>
    internal bool RequestCancel(Pid? from, TimeSpan? deadline)
    {
        var now = Time.GetUtcNow();
        DateTimeOffset? at = deadline is null ? null : now + deadline.Value;
        if (at is not null && !BringForward(at.Value, deadline!.Value))
            return false;
        return Post(new CancelSignal(new CancelEvent(from, now, at)));
    }

    /// <summary>Sets the deadline, unless there is an earlier one; false when the process has ended.</summary>
    private bool BringForward(DateTimeOffset at, TimeSpan left)
    {
        var relations = Relations;
        lock (relations)
        {
            if (relations.HasEnded)
                return false;
            if (relations.Deadline is null || at < relations.Deadline.At)
            {
                if (relations.Deadline is { } later)
                    Runtime.Timers.Remove(later);
                relations.Deadline = new CancelDeadline(this, at);
                Runtime.Timers.Add(relations.Deadline, Runtime.Timers.DueIn(left));
            }

            return true;
        }
    }

    /// <summary>Ends the process: nothing of it runs any more, nobody finds it any more, and then all who asked are told.</summary>
    private void End(ProcessResult result)
    {
        if (Is(CellFlags.Ended))
            return;
        Set(CellFlags.Ended);
        var host = Host;
        var runtime = host.Runtime;
        Separate(out var links, out var names);
        StopBehavior();
        if (_rarities is { } rarities)
        {
            rarities.Upgrade?.Behavior.Stop();
            rarities.Upgrade = null;
            rarities.Timers.StopAll();
        }

        if (names is not null)
        {
            foreach (var name in names)
                runtime.Names.Remove(name, this);
        }

        runtime.Processes.Remove(Pid.Unique);
        Pid.Detach();
        DropMailbox();
        _rarities?.Asks.AbandonAll();
        FailRequests(ErrorKind.NotFound, "ended");
        StopWaiting();
        RefuseWaitingSends();
        runtime.Metrics.ProcessEnded(Id, result.Kind);
        CancelExecuted(ExecGrace);
        host.FreePlace();
        AnnounceEnd(result, links);
        host.ProcessEnded();
        FireCancelled();
        if (result.Kind is not (null or ErrorKind.Canceled))
            Report(result);
    }

    /// <summary>From here on the cell takes no links, names and deadlines; gives those that it had.</summary>
    private void Separate(out PidSet links, out HashSet<string>? names)
    {
        links = default;
        names = null;
        var relations = Volatile.Read(ref _relations) ?? Interlocked.CompareExchange(ref _relations, CellRelations.OfEnded, null);
        if (relations is null)
            return;
        lock (relations)
        {
            relations.HasEnded = true;
            links = relations.Links.TakeAll();
            names = relations.Names;
            relations.Names = null;
            if (relations.Deadline is { } deadline)
                Runtime.Timers.Remove(deadline);
            relations.Deadline = null;
        }
    }

    /// <summary>Tells the log; last, since loggers are not ours, and one that throws takes nothing of the end with it.</summary>
    private void Report(ProcessResult result)
    {
        try
        {
            var logger = Runtime.Logger;
            if (logger.IsEnabled(LogLevel.Warning) && result.Error is { } error)
                Log.ProcessFailed(logger, error, Id, Pid, error.Kind, error.Message);
        }
        catch (Exception broken)
        {
            Trace.TraceError($"Artel: the log can't be written: {broken}");
        }
    }

    private void StopBehavior()
    {
        try
        {
            _own.Behavior?.Stop();
        }
        catch (Exception failed)
        {
            // The end goes on whatever a language's clean-up does; the failure is shown, since it is a defect there.
            Log.StopFailed(Runtime.Logger, failed, Id, Pid);
        }
        finally
        {
            _own.Behavior = null;
        }
    }

    /// <summary>Closes the mailbox; what was in it is told that the process has ended.</summary>
    private void DropMailbox()
    {
        for (var envelope = _own.Mailbox.Close(ref Incoming); envelope is not null; envelope = envelope.Next)
            Drop(envelope);
        if (_rarities is not { } rarities)
            return;
        DropAll(ref rarities.Deferred);
        DropAll(ref rarities.GivenBack);
        if (rarities.Router is { } router)
        {
            rarities.Router = null;
            foreach (var message in router.TakeUnreceivedMessages())
                Drop(message);
        }
    }

    private void DropAll(ref Queue<Envelope>? envelopes)
    {
        var dropped = envelopes;
        envelopes = null;
        foreach (var envelope in dropped ?? [])
            Drop(envelope);
    }

    /// <summary>A cell that never begins takes no messages any more, and nobody pays for those that it has.</summary>
    internal void ReleaseCharges()
    {
        for (var envelope = _own.Mailbox.Close(ref Incoming); envelope is not null; envelope = envelope.Next)
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
            case AnswerSignal answer:
                answer.Slot.Drop();
                break;
            case ContinuationSignal continuation:
                continuation.Dropped?.Invoke();
                break;
        }
    }

    /// <summary>Asks the processes that this one waits for to end, since nobody wants their result any more (statement 96).</summary>
    private void CancelExecuted(TimeSpan deadline)
    {
        if (_rarities?.Executed is not { } executed)
            return;
        foreach (var child in executed)
            (child.Route as Cell)?.RequestCancel(Pid, deadline);
    }

    /// <summary>Fires the token; by then the process either runs on and sees it, or has ended and its continuations go nowhere.</summary>
    private void FireCancelled()
    {
        var hasEnded = Is(CellFlags.Ended);
        if (Is(CellFlags.WasCancelled) && !hasEnded)
            return;
        Set(CellFlags.WasCancelled);
        if (!hasEnded)
            CancelExecuted(ExecGrace);
        if (_rarities?.Cancelled is not { } cancelled)
            return;
        try
        {
            cancelled.Cancel();
        }
        catch (AggregateException thrown) when (hasEnded)
        {
            // Callbacks of the dead process's token belong to whatever it was calling; there is nobody left to take their errors.
            Log.StopFailed(Runtime.Logger, thrown, Id, Pid);
        }
    }
}
