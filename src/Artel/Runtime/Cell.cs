using System.Collections.Immutable;
using System.Diagnostics;
using Artel.Messaging;
using Artel.Security;

namespace Artel.Runtime;

/// <summary>
/// A living process: its mailbox, its behaviour and its turn. This part is the turn: how a cell gets from an envelope to the
/// behaviour. The operations are in <c>Cell.Operations.cs</c>, monitors and links in <c>Cell.Relations.cs</c>, the end in
/// <c>Cell.End.cs</c>.
/// </summary>
/// <remarks>
/// Invariant: at most one thread is in <see cref="Execute"/>. Fields without a remark are touched by that thread only.
/// </remarks>
internal sealed partial class Cell : ProcessContext, IThreadPoolWorkItem, IRoute, IWaitOwner
{
    /// <summary>How many envelopes and continuations a turn handles before the others have theirs.</summary>
    private const int SliceLength = 128;

    private readonly ProcessHost _host;

    /// <summary>What it runs; another one after an upgrade.</summary>
    private volatile ProcessDefinition _definition;
    private readonly ImmutableDictionary<string, object?> _context;

    /// <summary>Written to by any thread.</summary>
    private Mailbox _mailbox = Mailbox.Awake;

    /// <summary>Null before the start and after the end.</summary>
    private IProcessBehavior? _behavior;

    private CellPhase _phase = CellPhase.New;

    /// <summary>Makes awaits return to the turn; null for a behaviour that never awaits.</summary>
    private TurnContext? _turnContext;

    /// <summary>The handler that is awaited; further messages and events wait in <see cref="_deferred"/>. Null when none is.</summary>
    private Task? _pendingStep;

    /// <summary>What arrived while a handler is awaited, oldest first.</summary>
    private Queue<Envelope>? _deferred;

    /// <summary>Main, of a process in the channel style.</summary>
    private MainRun? _main;

    /// <summary>Notes that what was awaited is done; made once.</summary>
    private Action? _onStepCompleted;

    /// <summary>Whether what was awaited is done, and not looked at yet.</summary>
    private bool _stepCompleted;

    /// <summary>Whether a continuation ran last, so that an envelope is next.</summary>
    private bool _envelopeNext;

    /// <summary>The behaviour asked to be continued.</summary>
    private bool _continueRequested;

    /// <summary>The process asked to end.</summary>
    private ProcessResult? _exitRequested;

    /// <summary>Where messages without a handler go; null until one comes or the process asks for a channel.</summary>
    private MessageRouter? _router;

    /// <summary>Waits at channels that hang on a cancellation token; null until there is one.</summary>
    private HashSet<IDisposable>? _waits;

    /// <summary>Whether something of the mailbox is being given to code that waits for it, which then goes on before other code.</summary>
    internal bool IsDelivering { get; private set; }

    /// <summary>Told of each event that was delivered, and is taken back before it was received; null where nobody keeps account.</summary>
    internal Action<ProcessEvent>? EventForgotten { get; set; }

    /// <summary>Whether that is an event.</summary>
    internal bool IsDeliveringEvent { get; private set; }

    /// <summary>Turns the order in which select looks at its cases.</summary>
    private int _selectStart;

    /// <summary>The topic whose missing handler was reported.</summary>
    private bool _unhandledReported;

    /// <summary>Why the process is terminated; set once, by any thread.</summary>
    private ProcessException? _killed;

    internal Cell(
        ProcessHost host, ProcessDefinition definition, ulong unique, ImmutableDictionary<string, object?> context, SecurityIdentity identity)
    {
        _host = host;
        _definition = definition;
        _context = context;
        Authority = host.Runtime.AuthorityOf(identity, definition);
        Pid = new Pid(Pid.LocalNode, host.Id, unique, this);
        ApplyMailboxLimit();
        _startedAt = Time.GetUtcNow();
    }

    public override Pid Pid { get; }

    public override string Id => _definition.Id;

    internal ProcessHost Host => _host;

    internal ProcessDefinition Definition => _definition;

    internal ArtelRuntime Runtime => _host.Runtime;

    private MessageRouter Router => _router ??= new MessageRouter(this, TakeNoteOf);

    void IWaitOwner.Track(IDisposable wait) => (_waits ??= []).Add(wait);

    void IWaitOwner.Untrack(IDisposable wait) => _waits?.Remove(wait);

    bool IRoute.Post(Envelope envelope) => Post(envelope);

    /// <summary>Puts an envelope into the mailbox and wakes the process; false when it has ended. Any thread.</summary>
    internal bool Post(Envelope envelope)
    {
        switch (_mailbox.Push(envelope))
        {
            case MailboxPush.WakeOwner:
                _host.Scheduler.Schedule(this);
                return true;
            case MailboxPush.Queued:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Gives the cell its behaviour and its first turn; called once by the spawn.</summary>
    internal void Begin(IProcessBehavior behavior)
    {
        _behavior = behavior;
        if (!_definition.IsSynchronous)
            _turnContext = new TurnContext(this);
        _host.Scheduler.Schedule(this);
    }

    /// <summary>Counts the turns, so that a behaviour can tell one from the next; in the process's turn.</summary>
    internal int Turn { get; private set; }

    /// <summary>Has <see cref="IProcessBehavior.Continue"/> called in this turn or the next; in the process's turn.</summary>
    internal void ContinueSoon() => _continueRequested = true;

    /// <summary>A turn. Called by the scheduler, never on two threads at a time.</summary>
    public void Execute()
    {
        var outerContext = SynchronizationContext.Current;
        var turn = ProcessTurn.Begin(this, out var outerProcess);
        Turn++;
        if (_turnContext is not null)
            SynchronizationContext.SetSynchronizationContext(_turnContext);

        bool asleep;
        try
        {
            asleep = RunSlice();
        }
        catch (Exception escaped)
        {
            // A behaviour's exceptions end the process inside RunStep; what comes here was thrown by a continuation or by the runtime.
            End(ProcessResult.FromError(ProcessException.From(escaped)));
            asleep = true;
        }
        finally
        {
            turn.End(outerProcess);
            if (!ReferenceEquals(SynchronizationContext.Current, outerContext))
                SynchronizationContext.SetSynchronizationContext(outerContext);
        }

        if (!asleep)
            _host.Scheduler.ScheduleBehind(this);
    }

    /// <summary>Handles what is there, up to the slice's length; true when nothing is left and the cell sleeps, or has ended.</summary>
    private bool RunSlice()
    {
        if (_phase == CellPhase.New && Volatile.Read(ref _killed) is null)
        {
            _phase = CellPhase.Running;
            RunStep(StepCause.Start, null);
        }

        for (var budget = SliceLength; budget > 0; budget--)
        {
            if (_phase == CellPhase.Ended)
                return true;
            if (Volatile.Read(ref _killed) is { } reason)
            {
                End(ProcessResult.FromError(reason));
                return true;
            }

            if (_stepCompleted)
            {
                FinishStep();
                continue;
            }

            if (_upgrade is { } upgrade)
            {
                Switch(upgrade.Definition, upgrade.Behavior);
                continue;
            }

            if (_exitRequested is not null && _pendingStep is null)
            {
                End(_exitRequested);
                return true;
            }

            // Continuations and envelopes take turns, so that code that yields in a loop does not keep the mailbox waiting.
            if (_turnContext is { HasReady: true } && (!_envelopeNext || _turnContext.HasGiven))
            {
                _envelopeNext = true;
                _turnContext.RunNext();
                continue;
            }

            _envelopeNext = false;

            // A behaviour that always wants to go on leaves half of each slice to the mailbox, and a full mailbox the other half to it.
            var mailboxFirst = !_continueRequested || budget > SliceLength / 2;
            if (mailboxFirst && _pendingStep is null && _deferred is { Count: > 0 })
            {
                Handle(_deferred.Dequeue());
            }
            else if (mailboxFirst && _mailbox.TryPop(out var envelope))
            {
                Handle(envelope);
            }
            else if (_continueRequested)
            {
                _continueRequested = false;
                RunStep(StepCause.Continue, null);
                if (_continueRequested)
                    break;
            }
            else if (_turnContext is not { HasReady: true } && _mailbox.TrySleep())
            {
                return true;
            }
        }

        return _phase == CellPhase.Ended;
    }

    private void Handle(Envelope envelope)
    {
        switch (envelope)
        {
            case Message message when _pendingStep is null:
                Receive(message);
                break;
            case ContinuationSignal continuation:
                if (continuation.Epoch == Epoch)
                    continuation.Run();
                else
                    continuation.Dropped?.Invoke();
                break;
            case TimerSignal timer:
                timer.Run();
                break;
            case WatchSignal watch:
                Handle(watch);
                break;
            case LinkSignal link when _pendingStep is null || !Options.TrapLinks:
                Receive(link);
                break;
            case ExitSignal exit when _pendingStep is null:
                Receive(exit);
                break;
            case CancelSignal cancel:
                FireCancelled();
                if (_pendingStep is null)
                    Receive(cancel.Event);
                else
                    (_deferred ??= new()).Enqueue(new DeferredEvent(cancel.Event));
                break;
            case OutdatedSignal outdated when _pendingStep is null:
                if (Options.Upgradable)
                    Receive(outdated.Event);
                break;
            case DeferredEvent deferred when _pendingStep is null:
                Receive(deferred.Event);
                break;
            case WakeSignal:
                break;
            default:
                (_deferred ??= new()).Enqueue(envelope);
                break;
        }
    }

    private void Receive(Message message)
    {
        if (_main is not null)
        {
            if (Deliver(message) == MessageRouting.Received)
                TakeNoteOf(message);
            return;
        }

        TakeNoteOf(message);
        if (RunStep(StepCause.Message, message))
            return;
        var routing = Deliver(message);
        if (routing != MessageRouting.Received)
            TakeBackNoteOf(message);
        if (routing != MessageRouting.Kept || _unhandledReported || _definition.Topics.Count == 0)
            return;
        _unhandledReported = true;
        Log.UnhandledTopic(Runtime.Logger, message.Topic, Id, Pid);
    }

    /// <summary>A message is received: it takes no room any more, and a request is the process's to answer.</summary>
    private void TakeNoteOf(Message message)
    {
        ReleaseRoom(message);
        message.ReleaseCharge();
        if (message.Request is { } request)
            NoteRequest(request);
    }

    /// <summary>There was no handler for it: it waits still.</summary>
    private void TakeBackNoteOf(Message message)
    {
        message.ChargeAgain();
        if (_mailboxLimit > 0)
        {
            Interlocked.Increment(ref _waiting);
            message.TakesRoom = true;
        }

        if (message.Request is { } request)
            _requests?.Remove(request);
    }

    private void Receive(ProcessEvent processEvent)
    {
        if (RunStep(StepCause.Event, processEvent))
            return;
        if (processEvent is CancelEvent && _definition.EndsWhenCancelled)
            _exitRequested ??= ProcessResult.Nothing;
        else
            Deliver(processEvent);
    }

    private MessageRouting Deliver(Message message)
    {
        IsDelivering = true;
        try
        {
            return Router.Deliver(message);
        }
        finally
        {
            IsDelivering = false;
        }
    }

    private void Deliver(ProcessEvent processEvent)
    {
        IsDelivering = true;
        IsDeliveringEvent = true;
        try
        {
            Router.Deliver(processEvent);
        }
        finally
        {
            IsDelivering = false;
            IsDeliveringEvent = false;
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
                StepCause.Message => _behavior!.Receive((Message)argument!),
                StepCause.Event => _behavior!.Notify((ProcessEvent)argument!),
                StepCause.Continue => _behavior!.Continue(),
                _ => _behavior!.Start(this),
            };
        }
        catch (Exception thrown)
        {
            Fail(thrown, argument as Message);
            return true;
        }

        switch (step.Kind)
        {
            case BehaviorStepKind.Done:
                return true;
            case BehaviorStepKind.NotHandled:
                return false;
            case BehaviorStepKind.Yielded:
                _continueRequested = true;
                return true;
            case BehaviorStepKind.Pending:
                _pendingStep = (Task)step.State!;
                _pendingMessage = argument as Message;
                Await(_pendingStep);
                return true;
            case BehaviorStepKind.Main:
                _main = (MainRun)step.State!;
                Await(_main.Task);
                return true;
            default:
                // A main that returns after an upgrade has not ended: it goes on as another.
                if (_upgrade is null)
                    End((ProcessResult)step.State!);
                return true;
        }
    }

    /// <summary>Takes the waits that nobody awaits any more off their tokens.</summary>
    private void StopWaiting()
    {
        if (_waits is null)
            return;
        foreach (var wait in _waits)
            wait.Dispose();
        _waits = null;
    }

    /// <summary>The message whose handler is awaited; answered with the error if that fails.</summary>
    private Message? _pendingMessage;

    private void Await(Task task)
    {
        var awaiter = task.GetAwaiter();
        if (awaiter.IsCompleted)
            _stepCompleted = true;
        else
            awaiter.UnsafeOnCompleted(_onStepCompleted ??= OnStepCompleted);
    }

    /// <summary>
    /// What was awaited is done. It is only noted: code of the process may be running that completed it, and goes on after this.
    /// </summary>
    private void OnStepCompleted()
    {
        if (ReferenceEquals(ProcessTurn.Current, this))
            _stepCompleted = true;
        else
            Post(new ContinuationSignal(Epoch, _ => _stepCompleted = true, null));
    }

    private void FinishStep()
    {
        _stepCompleted = false;
        if (_pendingStep is null && _main is null)
            return;
        var task = _pendingStep ?? _main!.Task;
        var message = _pendingMessage;
        _pendingMessage = null;
        if (!task.IsCompletedSuccessfully)
        {
            Fail(task.Exception?.InnerException ?? new TaskCanceledException(task), message);
            return;
        }

        if (_pendingStep is not null)
            _pendingStep = null;
        else if (_upgrade is null)
            End(_exitRequested ?? ProcessResult.FromValue(_main!.Value));
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

/// <summary>Where a cell is in its life.</summary>
internal enum CellPhase : byte
{
    /// <summary>Made; its first turn has not come.</summary>
    New,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Ended for ever.</summary>
    Ended,
}
