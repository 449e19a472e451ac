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
    /// So many sends count as an envelope: who sends much gives way before what it sent fills the memory.
    /// </summary>
    private const int SendsPerEnvelope = 4;

    /// <summary>What it runs, where, and for whom; another one after an upgrade. Read by any thread.</summary>
    private volatile ProcessKind _kind;

    /// <summary>Null before the start and after the end. Read by any thread.</summary>
    private IProcessBehavior? _behavior;

    /// <summary>Makes awaits return to the turn; null for a behaviour that never awaits.</summary>
    private TurnContext? _turnContext;

    /// <summary>What other threads change; null while there is none of it. Any thread.</summary>
    private CellRelations? _relations;

    /// <summary>What few cells have; null while there is none of it.</summary>
    private CellRarities? _rarities;

    /// <summary>When it was made, to some milliseconds, in ticks, UTC.</summary>
    private readonly long _startedAt;

    private CellFlags _flags = CellFlags.New;

    /// <summary>What was sent in the running slice and is not counted yet.</summary>
    private int _sends;

    /// <summary>Whether the process is terminated. Any thread.</summary>
    private CellDoom _doom;

    /// <summary>What came in by <see cref="ProcessContext.Incoming"/> and waits.</summary>
    private Mailbox _mailbox;

    internal Cell(ProcessKind kind, ulong unique, ImmutableDictionary<string, object?> context)
    {
        _kind = kind;
        Pid = new Pid(kind.Host.Place, unique, this);
        _startedAt = kind.Host.Runtime.Clock.UtcTicks;
        if (!context.IsEmpty)
            Rarities.Context = context;
    }

    public override string Id => _kind.Definition.Id;

    internal ProcessKind Kind => _kind;

    internal ProcessHost Host => _kind.Host;

    internal ProcessDefinition Definition => _kind.Definition;

    internal ArtelRuntime Runtime => _kind.Host.Runtime;

    /// <summary>Whether something of the mailbox is being given to code that waits for it, which then goes on before other code.</summary>
    internal bool IsDelivering => Is(CellFlags.Delivering);

    /// <summary>Whether that is an event.</summary>
    internal bool IsDeliveringEvent => Is(CellFlags.DeliveringEvent);

    private CellRarities Rarities => _rarities ??= new();

    /// <summary>What other threads change, to look at it or to change it under its lock. Any thread.</summary>
    private CellRelations Relations => Volatile.Read(ref _relations) ?? MakeRelations();

    private MessageRouter Router => Rarities.Router ??= new MessageRouter(this, TakeNoteOf);

    void IWaitOwner.Track(IDisposable wait) => (Rarities.Waits ??= []).Add(wait);

    void IWaitOwner.Untrack(IDisposable wait) => _rarities?.Waits?.Remove(wait);

    bool IRoute.Post(Envelope envelope) => Post(envelope);

    /// <summary>Puts an envelope into the mailbox and wakes the process; false when it has ended. Any thread.</summary>
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
        _behavior = behavior;
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
    internal void NoteSend() => _sends++;

    /// <summary>A turn on whatever thread this is.</summary>
    public void Execute() => Run(ProcessTurn.OfThread());

    /// <summary>A turn. Called by the scheduler, never on two threads at a time.</summary>
    /// <param name="turn">The turns of this thread.</param>
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
            do
            {
                if ((_flags & CellFlags.Rare) != 0)
                {
                    consumed = null;
                    var next = StepRarely(budget, turn);
                    if (next != SliceStep.GoOn)
                        return next == SliceStep.Over;
                }
                else if (_doom != CellDoom.None)
                {
                    End(DoomedBy);
                    return true;
                }
                else if (!_mailbox.TryPop(ref Incoming, out var envelope))
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
                    var step = _behavior!.Receive(message);
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

                if (_sends >= SendsPerEnvelope)
                {
                    budget -= _sends / SendsPerEnvelope;
                    _sends = 0;
                }

                if (--budget <= 0 && prolongations > 0 && _mailbox.HasSeenMore)
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
    private bool TrySleep() => _mailbox.TrySleep(ref Incoming) && (_doom == CellDoom.None || !Incoming.TryWake());

    private CellRelations MakeRelations()
    {
        var made = new CellRelations();
        return Interlocked.CompareExchange(ref _relations, made, null) ?? made;
    }

    private bool Is(CellFlags flag) => (_flags & flag) != 0;

    private void Set(CellFlags flag) => _flags |= flag;

    private void Clear(CellFlags flag) => _flags &= ~flag;

    private void Set(CellFlags flag, bool isSet) => _flags = isSet ? _flags | flag : _flags & ~flag;
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
