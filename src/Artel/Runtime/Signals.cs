using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>What the runtime puts into a mailbox: it travels in order with the messages and is handled by the cell itself.</summary>
internal abstract class Signal() : Envelope(home: 0);

/// <summary>Changes who is told when this process ends.</summary>
internal abstract class WatchSignal : Signal;

/// <summary>A process wants to be told when this one ends.</summary>
internal sealed class MonitorSignal(Pid watcher) : WatchSignal
{
    public Pid Watcher => watcher;
}

/// <summary>A process does not want to be told any more.</summary>
internal sealed class UnmonitorSignal(Pid watcher) : WatchSignal
{
    public Pid Watcher => watcher;
}

/// <summary>Somebody outside of any process wants to be told when this one ends.</summary>
internal sealed class ObserveSignal(ExitObserver observer) : WatchSignal
{
    public ExitObserver Observer => observer;
}

/// <summary>Somebody outside of any process does not want to be told any more.</summary>
internal sealed class UnobserveSignal(ExitObserver observer) : WatchSignal
{
    public ExitObserver Observer => observer;
}

/// <summary>A process that this one monitors has ended.</summary>
internal sealed class ExitSignal(ExitEvent exit) : Signal
{
    public ExitEvent Event => exit;
}

/// <summary>A process that this one is linked to has ended abnormally.</summary>
/// <param name="from">That one.</param>
/// <param name="at">When it ended; the default where nobody seemed to want to know.</param>
/// <param name="result">With what error.</param>
internal sealed class LinkSignal(Pid from, DateTimeOffset at, ProcessResult result) : Signal
{
    public Pid From => from;

    /// <summary>How a process ends that does not trap links.</summary>
    public ProcessResult ToResult() => ProcessResult.FromLink(from, result);

    /// <summary>What a process that traps links sees.</summary>
    public LinkDownEvent ToEvent(TimeProvider time) => new(from, at == default ? time.GetUtcNow() : at, result.Error!);
}

/// <summary>This process is asked to end.</summary>
internal sealed class CancelSignal(CancelEvent cancel) : Signal
{
    public CancelEvent Event => cancel;
}

/// <summary>The code of this process is outdated.</summary>
internal sealed class OutdatedSignal(OutdatedEvent outdated) : Signal
{
    public OutdatedEvent Event => outdated;
}

/// <summary>
/// Code of the process goes on, after something that it awaited elsewhere. It belongs to the epoch in which it began to await: after an
/// upgrade the code is gone.
/// </summary>
internal sealed class ContinuationSignal(int epoch, SendOrPostCallback callback, object? state) : Signal
{
    public int Epoch => epoch;

    /// <summary>Called instead of the code, if that is gone; null where nothing has to be given back.</summary>
    public Action? Dropped { get; init; }

    public void Run() => callback(state);
}

/// <summary>
/// An answer to a request of the process, or what came in its place. Not the slot itself: a mailbox may hold on to what it gave last, and the
/// slot is in use again by then.
/// </summary>
internal sealed class AnswerSignal(ReplySlot slot) : Signal
{
    public ReplySlot Slot => slot;
}

/// <summary>A timer of the process fired.</summary>
internal sealed class TimerSignal(ProcessTimer timer, int arming) : Signal
{
    public void Run() => timer.Run(arming);
}

/// <summary>Gets the end of a process, and its start if it was there before; on the process's thread, short and without exceptions.</summary>
internal abstract class ExitObserver
{
    /// <summary>Its first step is done, and it goes on or has reached its end without an error. Comes before <see cref="OnExit"/>, or not at all.</summary>
    public virtual void OnStarted(Pid pid) { }

    public abstract void OnExit(Pid pid, ProcessResult result);
}
