using System.Collections.Immutable;
using Artel.Payloads;
using Artel.Runtime;
using Artel.Security;

namespace Artel.Queues;

/// <summary>
/// The handlers of a consumer: each message is handled by a process of its own, which is started here, awaited, and ended when nobody waits for it any
/// more. Thread-safe.
/// </summary>
internal sealed class QueueHandlers(ArtelRuntime runtime, QueueConsumerSetup setup)
{
    /// <summary>How long a handler that was cancelled may take to end before it is terminated.</summary>
    public static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();

    /// <summary>Those that run. Under the gate.</summary>
    private readonly HashSet<Cell> _running = [];

    /// <summary>Whether they are not waited for any more.</summary>
    private volatile bool _hurries;

    /// <summary>How long they may take when the consumer stops: as long as their host lets its processes end.</summary>
    public TimeSpan StopTimeout => runtime.FindHost(setup.Host)?.StopTimeout ?? TimeSpan.Zero;

    /// <summary>Has a message handled, and waits for the end of that.</summary>
    public async Task<HandlerEnd> RunAsync(HandledMessage handled, QueueMessage message)
    {
        SpawnArguments arguments;
        SpawnSettings settings;
        try
        {
            arguments = new SpawnArguments(PayloadBytes.ToPortable(message.Body.Span));
            settings = SettingsOf(handled, message);
        }
        catch (ProcessException malformed)
        {
            return new HandlerEnd(HandlerOutcome.Unreadable, malformed);
        }

        var handler = new Handler();
        Cell cell;
        try
        {
            cell = runtime.Spawn(null, null, setup.Function, setup.Host, arguments, SpawnRelation.None, settings, handler, mayJoin: false);
        }
        catch (ProcessException refused)
        {
            var hasRoom = runtime.FindHost(setup.Host) is not ({ IsStopping: true } or { IsFull: true });
            return new HandlerEnd(hasRoom ? HandlerOutcome.Failed : HandlerOutcome.NoRoom, refused);
        }

        if (await EndOfAsync(handler, cell) is not { } error)
            return default;
        return new HandlerEnd(_hurries ? HandlerOutcome.Hurried : HandlerOutcome.Failed, error);
    }

    /// <summary>Ends those that run, and those to come at their beginning.</summary>
    public void TerminateAll()
    {
        _hurries = true;
        Cell[] running;
        lock (_gate)
            running = [.. _running];
        foreach (var handler in running)
            Terminate(handler);
    }

    /// <summary>Waits for the handler's end; the error of the attempt, null if it did well.</summary>
    private async Task<ProcessException?> EndOfAsync(Handler handler, Cell cell)
    {
        lock (_gate)
            _running.Add(cell);
        if (_hurries)
            Terminate(cell);
        try
        {
            if (setup.Options.HandlerTimeout is not { } limit)
                return (await handler.Ended).Error;
            try
            {
                return (await handler.Ended.WaitAsync(limit, runtime.Time)).Error;
            }
            catch (TimeoutException)
            {
                // Its end is awaited: two attempts at one message should not run at a time.
                cell.RequestCancel(from: null, CancelGrace);
                await handler.Ended;
                return new ProcessException(ErrorKind.Timeout, $"the handler took longer than {limit}", retryable: true);
            }
        }
        finally
        {
            lock (_gate)
                _running.Remove(cell);
        }
    }

    private static void Terminate(Cell cell) =>
        cell.Kill(new ProcessException(ErrorKind.Canceled, "process terminated: the application stopped", retryable: true));

    /// <summary>Whom the handler acts for, its context values, and the message itself.</summary>
    /// <exception cref="ProcessException">INVALID: the headers of the publisher are malformed.</exception>
    private SpawnSettings SettingsOf(HandledMessage handled, QueueMessage message)
    {
        var settings = SpawnSettings.None with { QueueMessage = handled, Identity = setup.Identity };
        if (setup.Options.RunAs != QueueIdentity.Publisher)
            return settings;
        return settings with
        {
            Identity = new SecurityIdentity(QueueEnvelope.ActorOf(message), setup.Identity.Scope),
            Context = QueueEnvelope.ContextOf(message).ToImmutableDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>Completes a task with the end of the handler.</summary>
    private sealed class Handler : ExitObserver
    {
        private readonly TaskCompletionSource<ProcessResult> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ProcessResult> Ended => _ended.Task;

        public override void OnExit(Pid pid, ProcessResult result) => _ended.TrySetResult(result);
    }
}

/// <summary>How an attempt at a message went.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Error">Why it did not do well; null where it did.</param>
internal readonly record struct HandlerEnd(HandlerOutcome Outcome, ProcessException? Error)
{
    /// <summary>
    /// Whether no other attempt would do better: the error says that trying again is of no use, and it is of a kind that speaks of the message rather than
    /// of what was there at the time. That a process can't be found, or a host is stopping, says nothing of the next attempt.
    /// </summary>
    public bool IsFinal => Outcome == HandlerOutcome.Unreadable || (Outcome == HandlerOutcome.Failed
        && Error is { Retryable: false, Kind: ErrorKind.Invalid or ErrorKind.Conflict or ErrorKind.Internal or ErrorKind.Unknown });
}

/// <summary>How an attempt at a message went, in a word.</summary>
internal enum HandlerOutcome
{
    /// <summary>It was handled.</summary>
    Done,

    /// <summary>The handler ended with an error.</summary>
    Failed,

    /// <summary>The handler was ended since the application stops.</summary>
    Hurried,

    /// <summary>The message can't be read, so nobody handled it.</summary>
    Unreadable,

    /// <summary>The host has no room, or is stopping: that is not the message's fault.</summary>
    NoRoom,
}
