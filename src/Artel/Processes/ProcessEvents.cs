namespace Artel;

/// <summary>Something that happened to a process that this one watches, or to this one: what <see cref="ProcessContext.Events"/> delivers.</summary>
public abstract record ProcessEvent
{
    private protected ProcessEvent(Pid? from, DateTimeOffset at)
    {
        From = from;
        At = at;
    }

    /// <summary>The kind's text, as in Lua: <c>"pid.exit"</c>, <c>"pid.link.down"</c>, <c>"pid.cancel"</c>, <c>"pid.outdated"</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The process that ended, or the one that asked for the cancel; null when that came from outside of any process.</summary>
    public Pid? From { get; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset At { get; }
}

/// <summary>A monitored process ended (statements 31 to 36, 50 to 56).</summary>
public sealed record ExitEvent : ProcessEvent
{
    internal ExitEvent(Pid from, DateTimeOffset at, ProcessResult result)
        : base(from, at) => Result = result;

    /// <inheritdoc/>
    public override string Kind => ProcessEventKinds.Exit;

    /// <summary>How it ended: its value, or its error.</summary>
    public ProcessResult Result { get; }

    /// <summary>The error that it ended with; null after a normal end.</summary>
    public ProcessException? Error => Result.Error;
}

/// <summary>A linked process ended abnormally, and this one traps links (statements 57 to 68).</summary>
public sealed record LinkDownEvent : ProcessEvent
{
    internal LinkDownEvent(Pid from, DateTimeOffset at, ProcessException error)
        : base(from, at) => Error = error;

    /// <inheritdoc/>
    public override string Kind => ProcessEventKinds.LinkDown;

    /// <summary>The error that it ended with.</summary>
    public ProcessException Error { get; }
}

/// <summary>This process is asked to end (statements 70 to 76).</summary>
public sealed record CancelEvent : ProcessEvent
{
    internal CancelEvent(Pid? from, DateTimeOffset at, DateTimeOffset? deadline)
        : base(from, at) => Deadline = deadline;

    /// <inheritdoc/>
    public override string Kind => ProcessEventKinds.Cancel;

    /// <summary>When the process is terminated if it is still alive, UTC; null for never.</summary>
    public DateTimeOffset? Deadline { get; }
}

/// <summary>
/// There is newer code for this process, which asked for it (<see cref="ProcessOptions.Upgradable"/>): it may upgrade itself to its own
/// definition. The process goes on with its old code until then.
/// </summary>
public sealed record OutdatedEvent : ProcessEvent
{
    internal OutdatedEvent(DateTimeOffset at)
        : base(from: null, at)
    {
    }

    /// <inheritdoc/>
    public override string Kind => ProcessEventKinds.Outdated;
}

/// <summary>The texts of <see cref="ProcessEvent.Kind"/>.</summary>
public static class ProcessEventKinds
{
    /// <summary>The kind of a <see cref="CancelEvent"/>.</summary>
    public const string Cancel = "pid.cancel";

    /// <summary>The kind of an <see cref="ExitEvent"/>.</summary>
    public const string Exit = "pid.exit";

    /// <summary>The kind of a <see cref="LinkDownEvent"/>.</summary>
    public const string LinkDown = "pid.link.down";

    /// <summary>The kind of an <see cref="OutdatedEvent"/>.</summary>
    public const string Outdated = "pid.outdated";
}
