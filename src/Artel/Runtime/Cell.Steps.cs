using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Artel.Messaging;

namespace Artel.Runtime;

/// <content>
/// What a turn does rarely: the start, awaits and what follows from them, signals, the exit, the switch of an upgrade.
/// </content>
internal sealed partial class Cell
{
    /// <summary>At which place in a slice a message is left to a behaviour that wants to go on, and may take it itself.</summary>
    private const int MessagesBeforePulls = 16;

    /// <summary>The handler that is awaited; null when none is.</summary>
    private Task? PendingStep => _turnContext?.PendingStep;

    /// <summary>Main, of a process in the channel style.</summary>
    private MainRun? Main => _turnContext?.Main;

    /// <summary>
    /// What the process awaits; a behaviour that says that it never awaits, and does, is put right by it.
    /// </summary>
    private TurnContext Awaited => _turnContext ??= new TurnContext(this);

    /// <summary>Does the first thing that is to be done before the next envelope, or handles that.</summary>
    private SliceStep StepRarely(int budget, ProcessTurn turn)
    {
        if (Is(CellFlags.Ended))
            return SliceStep.Over;
        if (_own.Doom != CellDoom.None)
        {
            End(DoomedBy);
            return SliceStep.Over;
        }

        if (Is(CellFlags.New))
        {
            Clear(CellFlags.New);
            RunStep(StepCause.Start, null);
            NoteFirstStep();
            return SliceStep.GoOn;
        }

        if (Is(CellFlags.StepCompleted))
        {
            FinishStep();
            return SliceStep.GoOn;
        }

        if (_rarities?.Upgrade is { } upgrade)
        {
            Switch(upgrade.Definition, upgrade.Behavior);
            return SliceStep.GoOn;
        }

        if (Is(CellFlags.ExitRequested) && !Is(CellFlags.IsPending))
        {
            End(_rarities?.ExitResult ?? ProcessResult.Nothing);
            return SliceStep.Over;
        }

        // Continuations and envelopes take turns, so that code that yields in a loop does not keep the mailbox waiting.
        if (_turnContext is { HasReady: true } && (!Is(CellFlags.EnvelopeNext) || _turnContext.HasGiven))
        {
            Set(CellFlags.EnvelopeNext);
            _turnContext.RunNext();
            Set(CellFlags.HasReady, _turnContext is { HasReady: true });
            return SliceStep.GoOn;
        }

        Clear(CellFlags.EnvelopeNext);

        var mailboxFirst = !Is(CellFlags.ContinueRequested) || IsMailboxFirst(budget, turn);
        if (mailboxFirst && !Is(CellFlags.IsPending) && Is(CellFlags.HasDeferred))
        {
            var deferred = _rarities!.Deferred!;
            var envelope = deferred.Dequeue();
            if (deferred.Count == 0)
                Clear(CellFlags.HasDeferred);
            Handle(envelope);
        }
        else if (mailboxFirst && _own.Mailbox.TryPop(ref Incoming, out var envelope))
        {
            Handle(envelope);
        }
        else if (Is(CellFlags.ContinueRequested))
        {
            Clear(CellFlags.ContinueRequested);
            _own.ContinueFirst = false;
            RunStep(StepCause.Continue, null);
            NoteFirstStep();
            if (Is(CellFlags.ContinueRequested))
                return Is(CellFlags.Ended) ? SliceStep.Over : SliceStep.GiveWay;
        }
        else if (_turnContext is not { HasReady: true })
        {
            Clear(CellFlags.HasReady);
            if (TrySleep(turn))
                return SliceStep.Over;
        }

        return SliceStep.GoOn;
    }

    /// <summary>
    /// Whether an envelope comes before a behaviour that wants to go on. One that always does leaves half of each slice to the mailbox, and a full
    /// mailbox the other half to it. A behaviour that takes messages itself needs no more of them than wake those of its coroutines that wait;
    /// but it does not take signals, which would gather, and cost nobody anything, if it made them faster than half a slice.
    /// </summary>
    private bool IsMailboxFirst(int budget, ProcessTurn turn)
    {
        if (_own.ContinueFirst)
            return false;
        var next = _own.Mailbox.NextSeen;
        if (budget > SliceLength / 2)
            return budget > SliceLength - MessagesBeforePulls || next is not { IsMessage: true } || !Definition.ReceivesByChannels;
        if (next is null or { IsMessage: true } || turn.ExtraSignals == 0)
            return false;
        turn.ExtraSignals--;
        turn.Pulls++;
        return true;
    }

    /// <summary>Whether code that asks for a message may take one out of the mailbox, and there could be one.</summary>
    internal bool MayPull => MayPullIn(ProcessTurn.OfThread()) && !_own.Mailbox.IsEmpty(in Incoming);

    /// <summary>
    /// Takes the next message out of the mailbox for code that asks for one in the process's turn: it has it without a wait, and its turn costs as
    /// much of the slice as if it had waited. False when something else comes first, and while other code of the process is to run first.
    /// </summary>
    internal bool TryPull([NotNullWhen(true)] out Message? message)
    {
        message = null;
        var turn = ProcessTurn.OfThread();
        if (!MayPullIn(turn) || !_own.Mailbox.TryPop(ref Incoming, out var envelope))
            return false;
        turn.Pulls--;
        if (!envelope.IsMessage)
        {
            Defer(envelope);
            return false;
        }

        message = Unsafe.As<Message>(envelope);
        return true;
    }

    private bool MayPullIn(ProcessTurn turn) =>
        turn.Pulls > 0 && !turn.Lasts && (_own.Flags & CellFlags.KeepsMailbox) == 0 && _own.Doom == CellDoom.None
        && Definition.ReceivesByChannels && _turnContext is not { HasReady: true };

    private void Handle(Envelope envelope)
    {
        var isPending = Is(CellFlags.IsPending);
        switch (envelope)
        {
            case { IsMessage: true } when !isPending:
                Receive(Unsafe.As<Message>(envelope));
                break;
            case ContinuationSignal continuation:
                if (continuation.Epoch == Epoch)
                    continuation.Run();
                else
                    continuation.Dropped?.Invoke();
                break;
            case AnswerSignal answer:
                Handle(answer.Slot);
                break;
            case TimerSignal timer:
                timer.Run();
                break;
            case LinkSignal link when !isPending || !Options.TrapLinks:
                Receive(link);
                break;
            case ExitSignal exit when !isPending:
                Receive(exit);
                break;
            case WatchSignal watch:
                Handle(watch);
                break;
            case CancelSignal cancel:
                FireCancelled();
                if (Is(CellFlags.IsPending))
                    Defer(new DeferredEvent(cancel.Event));
                else
                    Receive(cancel.Event);
                break;
            case OutdatedSignal outdated when !isPending:
                if (Options.Upgradable)
                    Receive(outdated.Event);
                break;
            case DeferredEvent deferred when !isPending:
                Receive(deferred.Event);
                break;
            default:
                Defer(envelope);
                break;
        }
    }

    private void Defer(Envelope envelope)
    {
        (Rarities.Deferred ??= new()).Enqueue(envelope);
        Set(CellFlags.HasDeferred);
    }

    private void Receive(Message message)
    {
        if (Is(CellFlags.HasMain))
        {
            GiveToChannels(message);
            return;
        }

        Accept(message);
        if (!RunStep(StepCause.Message, message))
            Route(message);
    }

    /// <summary>A message that no handler is asked for goes to the channel that it is for; received there, it is taken note of.</summary>
    internal void GiveToChannels(Message message)
    {
        if (Deliver(message) == MessageRouting.Received)
            TakeNoteOf(message);
    }

    /// <summary>There was no handler for a message that was accepted.</summary>
    private void Route(Message message)
    {
        var continues = Is(CellFlags.ContinueRequested);
        var routing = Deliver(message);
        if (!continues)
            _own.ContinueFirst = Is(CellFlags.ContinueRequested);
        if (routing == MessageRouting.Received)
            NoteRequest(message);
        else
            TakeBackNoteOf(message);
        if (routing != MessageRouting.Kept || Is(CellFlags.UnhandledReported) || Definition.Topics.Count == 0)
            return;
        Set(CellFlags.UnhandledReported);
        Log.UnhandledTopic(Runtime.Logger, message.Topic, Id, Pid);
    }

    /// <summary>A message is received: it takes no room any more, and a request is the process's to answer.</summary>
    internal void TakeNoteOf(Message message)
    {
        Accept(message);
        NoteRequest(message);
    }

    /// <summary>A message goes to its handler: it takes no room any more, and nobody pays for it.</summary>
    private void Accept(Message message)
    {
        ReleaseRoom(message);
        message.ReleaseCharge();
    }

    /// <summary>There was no handler for it: it waits still.</summary>
    private void TakeBackNoteOf(Message message)
    {
        message.ChargeAgain();
        if (_own.Kind.MailboxLimit > 0)
        {
            Interlocked.Increment(ref Relations.Waiting);
            message.TakesRoom = true;
        }

        ForgetRequest(message);
    }

    private void Receive(ProcessEvent processEvent)
    {
        if (RunStep(StepCause.Event, processEvent))
            return;
        if (processEvent is CancelEvent && Definition.EndsWhenCancelled)
            Exit();
        else
            Deliver(processEvent);
    }

    private MessageRouting Deliver(Message message)
    {
        Set(CellFlags.Delivering);
        try
        {
            return Router.Deliver(message);
        }
        finally
        {
            Clear(CellFlags.Delivering);
        }
    }

    private void Deliver(ProcessEvent processEvent)
    {
        Set(CellFlags.Delivering | CellFlags.DeliveringEvent);
        try
        {
            Router.Deliver(processEvent);
        }
        finally
        {
            Clear(CellFlags.Delivering | CellFlags.DeliveringEvent);
        }
    }

    /// <summary>Calls the behaviour and does what the step led to; false when it has no handler.</summary>
    private bool RunStep(StepCause cause, object? argument)
    {
        Debug.Assert(ReferenceEquals(ProcessTurn.Current, this), "A behaviour runs in its process's turn only.");
        BehaviorStep step;
        try
        {
            step = cause switch
            {
                StepCause.Message => _own.Behavior!.Receive((Message)argument!),
                StepCause.Event => _own.Behavior!.Notify((ProcessEvent)argument!),
                StepCause.Continue => _own.Behavior!.Continue(),
                _ => _own.Behavior!.Start(this),
            };
        }
        catch (Exception thrown)
        {
            Fail(thrown, argument as Message);
            return true;
        }

        if (!step.IsComplete)
            return Follow(step, argument as Message);
        if (argument is Message handled)
            NoteRequest(handled);
        return true;
    }

    /// <summary>Does what a step led to that is not complete; false when there was no handler.</summary>
    private bool Follow(BehaviorStep step, Message? message)
    {
        switch (step.Kind)
        {
            case BehaviorStepKind.NotHandled:
                return false;
            case BehaviorStepKind.Yielded:
                if (message is not null)
                    NoteRequest(message);
                Set(CellFlags.ContinueRequested);
                break;
            case BehaviorStepKind.Pending:
                var pending = (Task)step.State!;
                Awaited.PendingStep = pending;
                Awaited.PendingMessage = message;
                Set(CellFlags.IsPending);
                Await(pending);
                break;
            case BehaviorStepKind.Main:
                var main = (MainRun)step.State!;
                Awaited.Main = main;
                Set(CellFlags.HasMain);
                Await(main.Task);
                break;
            default:
                if (message is not null)
                    NoteRequest(message);

                // A main that returns after an upgrade has not ended: it goes on as another.
                if (!Is(CellFlags.Upgrading))
                    End((ProcessResult)step.State!);
                break;
        }

        return true;
    }

    /// <summary>Takes the waits that nobody awaits any more off their tokens.</summary>
    private void StopWaiting()
    {
        if (_rarities?.Waits is not { } waits)
            return;
        _rarities.Waits = null;
        foreach (var wait in waits)
            wait.Dispose();
    }

    private void Await(Task task)
    {
        var awaiter = task.GetAwaiter();
        if (awaiter.IsCompleted)
            Set(CellFlags.StepCompleted);
        else
            awaiter.UnsafeOnCompleted(Awaited.StepCompleted ??= OnStepCompleted);
    }

    /// <summary>
    /// What was awaited is done. It is only noted: code of the process may be running that completed it, and goes on after this.
    /// </summary>
    private void OnStepCompleted()
    {
        if (ReferenceEquals(ProcessTurn.Current, this))
            Set(CellFlags.StepCompleted);
        else
            Post(new ContinuationSignal(Epoch, static cell => ((Cell)cell!).Set(CellFlags.StepCompleted), this));
    }

    private void FinishStep()
    {
        Clear(CellFlags.StepCompleted);
        if (PendingStep is null && Main is null)
            return;
        var awaited = Awaited;
        var task = awaited.PendingStep ?? awaited.Main!.Task;
        var message = awaited.PendingMessage;
        awaited.PendingMessage = null;
        if (!task.IsCompletedSuccessfully)
        {
            Fail(task.Exception?.InnerException ?? new TaskCanceledException(task), message);
            return;
        }

        NoteStarted();

        // What it was asked and has not answered it may answer yet.
        if (message is not null)
            NoteRequest(message);
        if (awaited.PendingStep is not null)
        {
            awaited.PendingStep = null;
            Clear(CellFlags.IsPending);
        }
        else if (!Is(CellFlags.Upgrading))
        {
            End(_rarities?.ExitResult ?? (Is(CellFlags.ExitRequested) ? ProcessResult.Nothing : ProcessResult.FromValue(awaited.Main!.Value)));
        }
    }

    /// <summary>The first step has gone as far as it goes in one turn; it is done unless it is awaited, or wants to be continued.</summary>
    private void NoteFirstStep()
    {
        if (!Is(CellFlags.Ended | CellFlags.IsPending | CellFlags.StepCompleted | CellFlags.ContinueRequested))
            NoteStarted();
    }

    /// <summary>The first step is done: a handler's process waits, a main has come to its first await.</summary>
    internal void NoteStarted()
    {
        if (Is(CellFlags.StartNoted))
            return;
        Set(CellFlags.StartNoted);
        foreach (var observer in _relations?.Observers ?? [])
            observer.OnStarted(Pid);
    }

    /// <summary>Code of the process threw: a request that it was handling gets the error, and the process ends with it.</summary>
    private void Fail(Exception thrown, Message? handled)
    {
        var error = ProcessException.From(thrown);
        handled?.ReplyError(error);
        End(ProcessResult.FromError(error));
    }

    /// <summary>An event that came while a handler was awaited and is not looked at again.</summary>
    private sealed class DeferredEvent(ProcessEvent processEvent) : Signal
    {
        public ProcessEvent Event => processEvent;
    }

    private enum StepCause : byte
    {
        Start,
        Message,
        Event,
        Continue,
    }
}
