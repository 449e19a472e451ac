namespace Artel.Runtime;

/// <summary>What holds of a cell, for its own turn only. Those of <see cref="Rare"/> are asked together, once for each envelope.</summary>
[Flags]
internal enum CellFlags : ushort
{
    None = 0,

    /// <summary>Its first turn has not come.</summary>
    New = 1,

    /// <summary>It has ended for ever.</summary>
    Ended = 1 << 1,

    /// <summary>What was awaited is done, and not looked at yet.</summary>
    StepCompleted = 1 << 2,

    /// <summary>An upgrade has begun.</summary>
    Upgrading = 1 << 3,

    /// <summary>The process asked to end.</summary>
    ExitRequested = 1 << 4,

    /// <summary>There may be continuations that are ready.</summary>
    HasReady = 1 << 5,

    /// <summary>A handler is awaited.</summary>
    IsPending = 1 << 6,

    /// <summary>It is in the channel style: a main runs.</summary>
    HasMain = 1 << 7,

    /// <summary>Something that arrived has to wait for a handler that is awaited.</summary>
    HasDeferred = 1 << 8,

    /// <summary>The behaviour asked to be continued.</summary>
    ContinueRequested = 1 << 9,

    /// <summary>An envelope can't just be given to the behaviour.</summary>
    Rare = New | Ended | StepCompleted | Upgrading | ExitRequested | HasReady | IsPending | HasMain | HasDeferred | ContinueRequested,

    /// <summary>What is in the mailbox has to wait until the step is over.</summary>
    KeepsMailbox = Ended | StepCompleted | Upgrading | ExitRequested | IsPending | HasDeferred | Delivering,

    /// <summary>A continuation ran last, so that an envelope is next.</summary>
    EnvelopeNext = 1 << 10,

    /// <summary>Something of the mailbox is being given to code that waits for it.</summary>
    Delivering = 1 << 11,

    /// <summary>And that is an event. Never without <see cref="Delivering"/>.</summary>
    DeliveringEvent = 1 << 12,

    /// <summary>It was logged that a topic has no handler.</summary>
    UnhandledReported = 1 << 13,

    /// <summary>A CANCEL came.</summary>
    WasCancelled = 1 << 14,

    /// <summary>Who keeps it running knows that it has started.</summary>
    StartNoted = 1 << 15,
}
