using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// A living process: its mailbox, its behaviour and its turn. This part is what it consists of, and the turn: how a cell gets from an
/// envelope to the behaviour. What a turn does rarely is in <c>Cell.Steps.cs</c>, the operations in <c>Cell.Operations.cs</c>, monitors and
/// links in <c>Cell.Relations.cs</c>, the end in <c>Cell.End.cs</c>.
/// </summary>
/// <remarks>
/// Invariant: at most one thread is in <see cref="Run"/>. Fields without a remark are touched by that thread only. A million of them should
/// fit into a program, so what most processes never have is in objects that are made when it is needed.
/// </remarks>
internal sealed partial class Cell : ProcessContext, IThreadPoolWorkItem, IRoute, IWaitOwner
{
    /// <summary>How many envelopes and continuations a turn handles before the others have theirs.</summary>
    private const int SliceLength = 128;

    /// <summary>
    /// How often a slice is prolonged on a worker, which is told when a turn lasts, while the process has messages that were there before:
    /// one that many send to could not keep up with them otherwise.
    /// </summary>
    private const int MostProlongations = 32;

    /// <summary>
    /// How many messages of a slice are sent again: who has more of them gets them from others, and would only keep what is missed there.
    /// </summary>
    private const int MostRecyclings = 32;

    /// <summary>
    /// How many signals a slice handles beside the others while the behaviour wants to go on: more than a script can have made in its time slice.
    /// </summary>
    private const int MostExtraSignals = 4096;

    /// <summary>
    /// So many sends count as an envelope: who sends much gives way before what it sent fills the memory.
    /// </summary>
    private const int SendsPerEnvelope = 4;

    /// <summary>Makes awaits return to the turn; null for a behaviour that never awaits.</summary>
    private TurnContext? _turnContext;

    /// <summary>What other threads change; null while there is none of it. Any thread.</summary>
    private CellRelations? _relations;

    /// <summary>What few cells have; null while there is none of it.</summary>
    private CellRarities? _rarities;

    /// <summary>When it was made, to some milliseconds, in ticks, UTC.</summary>
    private readonly long _startedAt;

    private CellTurn _own;

    private Cell(ProcessKind kind, Pid pid, ImmutableDictionary<string, object?> context)
    {
        _own.Kind = kind;
        _own.Flags = CellFlags.New;
        Pid = pid;
        _startedAt = kind.Host.Runtime.Clock.UtcTicks;
        if (!context.IsEmpty)
            Rarities.Context = context;
    }

    /// <summary>A process that has not begun.</summary>
    internal static Cell Make(ProcessKind kind, ulong unique, ImmutableDictionary<string, object?> context)
    {
        // In this order, so that what all senders read is not beside what the process writes at each message, which is its last.
        var pid = new Pid(kind.Host.Place, unique);
        var cell = new Cell(kind, pid, context);
        pid.Attach(cell, kind);
        return cell;
    }

    public override string Id => _own.Kind.Definition.Id;

    internal ProcessKind Kind => _own.Kind;

    internal ProcessHost Host => _own.Kind.Host;

    internal ProcessDefinition Definition => _own.Kind.Definition;

    internal ArtelRuntime Runtime => _own.Kind.Host.Runtime;

    /// <summary>Whether something of the mailbox is being given to code that waits for it, which then goes on before other code.</summary>
    internal bool IsDelivering => Is(CellFlags.Delivering);

    /// <summary>Whether that is an event.</summary>
    internal bool IsDeliveringEvent => Is(CellFlags.DeliveringEvent);

    private CellRarities Rarities => _rarities ??= new();

    /// <summary>What other threads change, to look at it or to change it under its lock. Any thread.</summary>
    private CellRelations Relations => Volatile.Read(ref _relations) ?? MakeRelations();

    private MessageRouter Router => Rarities.Router ??= new MessageRouter(this);

    void IWaitOwner.Track(IDisposable wait) => (Rarities.Waits ??= []).Add(wait);

    void IWaitOwner.Untrack(IDisposable wait) => _rarities?.Waits?.Remove(wait);

    bool IRoute.Post(Envelope envelope) => Post(envelope);

    /// <summary>Puts an envelope into the mailbox and wakes the process; false when it has ended. Any thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Post(Envelope envelope)
    {
        var push = Incoming.Push(envelope);
        if (push == MailboxPush.WakeOwner)
            Host.Scheduler.Schedule(this);
        return push != MailboxPush.Closed;
    }

    /// <summary>Gives the cell its behaviour and its first turn; called once by the spawn.</summary>
    internal void Begin(IProcessBehavior behavior)
    {
        _own.Behavior = behavior;
        if (!Definition.IsSynchronous)
            _turnContext = new TurnContext(this);
        Host.Scheduler.ScheduleNew(this);
    }

    /// <summary>Counts the turns from the first time it is asked, so that a behaviour can tell one from the next; in the process's turn.</summary>
    internal int Turn => Rarities.Turn;

    /// <summary>Told of each event that was delivered, and is taken back before it was received; null where nobody keeps account.</summary>
    internal Action<ProcessEvent>? EventForgotten
    {
        get => _rarities?.EventForgotten;
        set => Rarities.EventForgotten = value;
    }

    /// <summary>Has <see cref="IProcessBehavior.Continue"/> called in this turn or the next; in the process's turn.</summary>
    internal void ContinueSoon() => Set(CellFlags.ContinueRequested);

    /// <summary>Continuations have become ready; in the process's turn.</summary>
    internal void NoteReady() => Set(CellFlags.HasReady);

    /// <summary>The process sends a message; in the process's turn.</summary>
    internal void NoteSend() => _own.Sends++;

    /// <summary>A turn on whatever thread this is.</summary>
    public void Execute() => Run(ProcessTurn.OfThread());

    /// <summary>A turn. Called by the scheduler, never on two threads at a time.</summary>
    /// <param name="turn">The turns of this thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Run(ProcessTurn turn)
    {
        var scheduler = Host.Scheduler;
        var outer = turn.Begin(this);
        if (_rarities is { } rarities)
            rarities.Turn++;
        var outerContext = SynchronizationContext.Current;
        if (!ReferenceEquals(outerContext, _turnContext))
            SynchronizationContext.SetSynchronizationContext(_turnContext);

        // From its end on another thread may run the cell: after this only what is on the stack is looked at.
        bool isOver;
        try
        {
            isOver = RunSlice(turn);
        }
        finally
        {
            turn.End(outer);

            // A worker's next turn sets its own.
            if (turn.Runner is null && !ReferenceEquals(SynchronizationContext.Current, outerContext))
                SynchronizationContext.SetSynchronizationContext(outerContext);
        }

        if (!isOver)
            scheduler.ScheduleLast(this);
    }

    /// <summary>Handles what is there, up to the slice's length; true when nothing is left and the cell sleeps, or has ended.</summary>
    private bool RunSlice(ProcessTurn turn)
    {
        Message? handled = null;

        // Still the mailbox's end of what is new, until the next is taken or the process sleeps.
        Message? consumed = null;
        try
        {
            var budget = SliceLength;
            var prolongations = turn.Runner is null ? 0 : MostProlongations;
            var recyclings = MostRecyclings;
            turn.ExtraSignals = MostExtraSignals;
            do
            {
                if ((_own.Flags & CellFlags.Rare) != 0)
                {
                    consumed = null;
                    var outerPulls = turn.Pulls;
                    turn.Pulls = budget - 1;
                    var next = StepRarely(budget, turn);
                    budget = turn.Pulls + 1;
                    turn.Pulls = outerPulls;
                    if (next != SliceStep.GoOn)
                        return next == SliceStep.Over;
                }
                else if (_own.Doom != CellDoom.None)
                {
                    End(DoomedBy);
                    return true;
                }
                else if (!_own.Mailbox.TryPop(ref Incoming, out var envelope))
                {
                    if (TrySleep(turn))
                    {
                        Recycle(ref consumed);
                        return true;
                    }
                }
                else if (!envelope.IsMessage)
                {
                    Recycle(ref consumed);
                    Handle(envelope);
                }
                else
                {
                    Recycle(ref consumed);
                    var message = Unsafe.As<Message>(envelope);
                    var notes = message.Notes;
                    if (notes != MessageNotes.None)
                        Accept(message);
                    handled = message;
                    var step = _own.Behavior!.Receive(message);
                    handled = null;
                    if (step.IsComplete)
                    {
                        if ((notes & MessageNotes.IsRequest) != 0)
                            NoteRequest(message);
                        if (step.Kind == BehaviorStepKind.Consumed && --recyclings >= 0)
                            consumed = message;
                    }
                    else if (!Follow(step, message))
                    {
                        Route(message);
                    }
                }

                if (_own.Sends >= SendsPerEnvelope)
                {
                    budget -= _own.Sends / SendsPerEnvelope;
                    _own.Sends = 0;
                }

                if (--budget <= 0 && prolongations > 0 && _own.Mailbox.HasSeenMore)
                {
                    prolongations--;
                    budget = SliceLength;
                }
            }
            while (budget > 0 && !turn.Lasts);
        }
        catch (Exception thrown)
        {
            // Of the handler; or of a continuation, or of the runtime, while nothing is handled.
            Fail(thrown, handled);
        }

        return Is(CellFlags.Ended);
    }

    /// <summary>Gives a message that was consumed to the next sends of this thread; when its mailbox does not know it any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Recycle(ref Message? consumed)
    {
        if (consumed is null)
            return;
        consumed.Recycle();
        consumed = null;
    }

    /// <summary>Puts the process to sleep if nothing waits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TrySleep(ProcessTurn turn)
    {
        // A worker that will look for work says so before who sends finds the process asleep, and would wake another worker for it.
        if (turn.Runner is not Worker { IsOutOfWork: true } worker || !worker.TryBeginSearch())
            return TrySleep();
        if (TrySleep())
            return true;
        worker.CancelSearch();
        return false;
    }

    /// <summary>
    /// Puts the process to sleep if nothing waits, and it is not terminated. After that another thread may run it: who terminates it and finds
    /// it awake leaves it to this one, which looks once more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TrySleep() => _own.Mailbox.TrySleep(ref Incoming) && (_own.Doom == CellDoom.None || !Incoming.TryWake());

    private CellRelations MakeRelations()
    {
        var made = new CellRelations();
        return Interlocked.CompareExchange(ref _relations, made, null) ?? made;
    }

    private bool Is(CellFlags flag) => (_own.Flags & flag) != 0;

    private void Set(CellFlags flag) => _own.Flags |= flag;

    private void Clear(CellFlags flag) => _own.Flags &= ~flag;

    private void Set(CellFlags flag, bool isSet) => _own.Flags = isSet ? _own.Flags | flag : _own.Flags & ~flag;
}

/// <summary>Whether a process is terminated, and by what.</summary>
internal enum CellDoom : byte
{
    None,

    /// <summary>By an operation.</summary>
    Terminated,

    /// <summary>By something that has its own words for it.</summary>
    Other,
}

/// <summary>How a slice goes on after a step.</summary>
internal enum SliceStep : byte
{
    /// <summary>With the next one.</summary>
    GoOn,

    /// <summary>After others had their turns.</summary>
    GiveWay,

    /// <summary>Not at all: the process sleeps, or has ended.</summary>
    Over,
}
