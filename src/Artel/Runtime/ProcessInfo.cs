namespace Artel;

/// <summary>What an operator wants to know of one process. A picture of a moment; while the process runs it may be out of date at once.</summary>
public sealed record ProcessInfo
{
    /// <summary>Its address.</summary>
    public required Pid Pid { get; init; }

    /// <summary>The id of the definition that it runs.</summary>
    public required string Definition { get; init; }

    /// <summary>What it is doing.</summary>
    public required ProcessState State { get; init; }

    /// <summary>How many messages wait to be received: in the mailbox, kept, and in its channels.</summary>
    public required int MailboxLength { get; init; }

    /// <summary>Its names.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The processes that it is linked to.</summary>
    public required IReadOnlyList<Pid> Links { get; init; }

    /// <summary>The processes that it monitors.</summary>
    public required IReadOnlyList<Pid> Monitors { get; init; }

    /// <summary>The processes that monitor it.</summary>
    public required IReadOnlyList<Pid> MonitoredBy { get; init; }

    /// <summary>How long the oldest message that it has not received waits, to the second; null when none waits.</summary>
    public required TimeSpan? OldestMessageWait { get; init; }

    /// <summary>The last error that did not end it: a message that a handler could not take. Null while there was none.</summary>
    public required ProcessException? LastError { get; init; }

    /// <summary>The id of the actor that it acts for; null for none.</summary>
    public required string? Actor { get; init; }

    /// <summary>
    /// Which restart of a service, or of a supervisor's child, it is: 0 for the first start, and for a process that nobody restarts.
    /// </summary>
    public required int Restarts { get; init; }

    /// <summary>When it was spawned, UTC; to some milliseconds.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}

/// <summary>What a process is doing.</summary>
public enum ProcessState
{
    /// <summary>It waits: for a message, an answer, a timer.</summary>
    Waiting = 0,

    /// <summary>It has something to do, and has its turn or waits for it.</summary>
    Running,

    /// <summary>It is being terminated.</summary>
    Ending,
}
