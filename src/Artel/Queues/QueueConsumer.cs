using System.Collections.Immutable;
using Artel.Payloads;
using Artel.Runtime;
using Artel.Security;
using Microsoft.Extensions.Logging;

namespace Artel.Queues;

/// <summary>
/// Takes the messages of a queue and has a function handle each, in a process of its own. It runs as many loops as handlers may run at once; each
/// takes a message when it is free.
/// </summary>
internal sealed class QueueConsumer
{
    /// <summary>How long a handler that was cancelled may take to end before it is terminated.</summary>
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait at most before a store that can't be reached is tried again.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ArtelRuntime _runtime;
    private readonly OpenQueue _queue;
    private readonly QueueConsumerSetup _setup;
    private readonly Func<double> _chance;
    private readonly StoreTrouble _trouble;

    /// <summary>Fires when no more messages are to be taken.</summary>
    private readonly CancellationTokenSource _stopping = new();

    private readonly Lock _gate = new();

    /// <summary>The handlers that run. Under the gate.</summary>
    private readonly HashSet<Cell> _handlers = [];

    /// <summary>Whether handlers are not waited for any more.</summary>
    private volatile bool _hurries;

    private Task _run = Task.CompletedTask;
    private int _handling;

    public QueueConsumer(ArtelRuntime runtime, OpenQueue queue, QueueConsumerSetup setup, QueueMetrics metrics, Func<double> chance)
    {
        _runtime = runtime;
        _queue = queue;
        _setup = setup;
        _chance = chance;
        _trouble = new StoreTrouble(runtime.Time, runtime.Logger, queue.Declaration.Id, setup.Function);
        Metrics = metrics;
    }

    public QueueDeclaration Queue => _queue.Declaration;

    public QueueConsumerOptions Options => _setup.Options;

    public QueueMetrics Metrics { get; }

    public ILogger Logger => _runtime.Logger;

    /// <summary>How it is, for whoever looks.</summary>
    public QueueConsumerInfo Info => new(Queue.Id, _setup.Function, Volatile.Read(ref _handling), _trouble.Last);

    public void Start() => _run = Task.Run(RunAsync);

    /// <summary>
    /// Takes no more messages and waits for those being handled, for as long as their host lets its processes end (statement 132); then they are
    /// terminated and come again.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        try
        {
            await _run.WaitAsync(_runtime.FindHost(_setup.Host)?.StopTimeout ?? TimeSpan.Zero, _runtime.Time, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            _hurries = true;
            Cell[] handlers;
            lock (_gate)
                handlers = [.. _handlers];
            foreach (var handler in handlers)
                Terminate(handler);
            await GiveUpAsync();
        }
    }

    /// <summary>Waits a little for what was terminated. A handler that blocks its thread can't be ended, nor a store be hurried.</summary>
    private async Task GiveUpAsync()
    {
        try
        {
            await _run.WaitAsync(CancelGrace, _runtime.Time);
        }
        catch (TimeoutException)
        {
            QueueLog.StillHandling(Logger, _setup.Function, Queue.Id, Volatile.Read(ref _handling));
        }
    }

    /// <summary>How long a message waits after an attempt: more with each, to a limit, and a little left to chance, so that not all come again together.</summary>
    public TimeSpan DelayAfter(int attempt)
    {
        var delay = Options.InitialDelay.TotalMilliseconds * Math.Pow(Options.BackoffFactor, attempt - 1);
        delay = Math.Min(delay, Options.MaxDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(delay * (1 + (Options.Jitter * ((2 * _chance()) - 1))));
    }

    /// <summary>Awaits what a store does, and tells of its trouble.</summary>
    /// <exception cref="ProcessException">The store failed; the message comes again.</exception>
    public async Task SettleAsync(ValueTask settling)
    {
        try
        {
            await settling.ConfigureAwait(false);
        }
        catch (Exception failed)
        {
            var error = ProcessException.From(failed);
            _trouble.Note(error);
            throw error;
        }
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var subscription = await _queue.Driver.SubscribeAsync(Queue.Id, Options.Prefetch ?? 2 * Options.Concurrency, _stopping.Token);
                _trouble.Clear();
                await ConsumeAsync(subscription);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost)
            {
                _trouble.Note(ProcessException.From(lost));
                await PauseAsync(TimeSpan.FromSeconds(Math.Min(Math.Pow(2, _trouble.Times - 1), LongestPause.TotalSeconds)));
            }
        }
    }

    /// <summary>Handles messages until the consumer stops, or the subscription ends.</summary>
    private async Task ConsumeAsync(IQueueSubscription subscription)
    {
        // When one loop finds the subscription ended, the others are not left waiting.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var loops = new Task[Options.Concurrency];
        for (var i = 0; i < loops.Length; i++)
            loops[i] = LoopAsync(subscription, ended);
        try
        {
            await Task.WhenAll(loops);
        }
        finally
        {
            await CloseAsync(subscription);
        }
    }

    private async Task CloseAsync(IQueueSubscription subscription)
    {
        try
        {
            await subscription.DisposeAsync();
        }
        catch (Exception failed)
        {
            // What it held comes again once its store finds that nobody has it.
            _trouble.Note(ProcessException.From(failed));
        }
    }

    private async Task LoopAsync(IQueueSubscription subscription, CancellationTokenSource ended)
    {
        try
        {
            while (!ended.IsCancellationRequested)
            {
                var delivery = await subscription.ReceiveAsync(ended.Token);
                _trouble.Clear();
                var message = new HandledMessage(this, subscription, delivery);
                if (_stopping.IsCancellationRequested)
                    await message.ReleaseCoreAsync();
                else
                    await HandleAsync(message, delivery);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // No more messages are wanted.
        }
        catch
        {
            await ended.CancelAsync();
            throw;
        }
    }

    private async Task HandleAsync(HandledMessage message, QueueDelivery delivery)
    {
        var started = _runtime.Time.GetTimestamp();
        Interlocked.Increment(ref _handling);
        Metrics.Began(Queue.Id);
        try
        {
            if (delivery.Attempt > Options.MaxAttempts && Queue.DeadLetterQueue is not null)
            {
                await message.BuryCoreAsync(EndedBefore(delivery));
                return;
            }

            await RunHandlerAsync(message, delivery);
        }
        catch (ProcessException unsettled)
        {
            // The store took neither ack nor nack: it gives the message out again when it finds that nobody has it.
            QueueLog.NotSettled(Logger, message.Id, Queue.Id, unsettled.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _handling);
            Metrics.Ended(Queue.Id, _runtime.Time.GetElapsedTime(started));
        }
    }

    /// <summary>Why a message has more attempts behind it than it may: the last ones left no word.</summary>
    private string EndedBefore(QueueDelivery delivery)
    {
        var last = delivery.Message.Headers.TryGetValue(QueueHeaders.Error, out var error) ? $"; the last error before that: {error}" : "";
        return $"the program ended while it was handled, and {Options.MaxAttempts} attempts are used up{last}";
    }

    private async Task RunHandlerAsync(HandledMessage message, QueueDelivery delivery)
    {
        var handler = new Handler();
        Cell cell;
        SpawnArguments arguments;
        SpawnSettings settings;
        try
        {
            arguments = new SpawnArguments(PayloadBytes.ToPortable(delivery.Message.Body.Span));
            settings = SettingsOf(message, delivery.Message);
        }
        catch (ProcessException malformed)
        {
            // It would not be any better the next time.
            await BuryOrRetryAsync(message, $"the message can't be read: {malformed.Message}");
            return;
        }

        try
        {
            cell = _runtime.Spawn(null, null, _setup.Function, _setup.Host, arguments, SpawnRelation.None, settings, handler, mayJoin: false);
        }
        catch (ProcessException) when (_runtime.FindHost(_setup.Host) is { IsStopping: true } or { IsFull: true })
        {
            // The host has no room, or is stopping: that is not the message's fault.
            await PauseAsync(Options.InitialDelay);
            await message.ReleaseCoreAsync();
            return;
        }
        catch (ProcessException failed)
        {
            await message.NackCoreAsync(TextOf(failed));
            return;
        }

        var error = await EndOfAsync(handler, cell);
        if (!message.TryTakeSettling())
        {
            if (error is not null)
                QueueLog.FailedAfterwards(Logger, message.Id, Queue.Id, error.Message);
        }
        else if (error is null)
        {
            await message.AckCoreAsync();
        }
        else
        {
            await message.NackCoreAsync(TextOf(error), _hurries ? TimeSpan.Zero : null);
        }
    }

    private Task BuryOrRetryAsync(HandledMessage message, string error) =>
        Queue.DeadLetterQueue is not null ? message.BuryCoreAsync(error) : message.NackCoreAsync(error);

    /// <summary>Waits for the handler's end; the error of the attempt, null if it did well.</summary>
    private async Task<ProcessException?> EndOfAsync(Handler handler, Cell cell)
    {
        Track(cell);
        try
        {
            if (Options.HandlerTimeout is not { } limit)
                return (await handler.Ended).Error;
            try
            {
                return (await handler.Ended.WaitAsync(limit, _runtime.Time)).Error;
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
                _handlers.Remove(cell);
        }
    }

    private void Track(Cell cell)
    {
        lock (_gate)
            _handlers.Add(cell);
        if (_hurries)
            Terminate(cell);
    }

    private static void Terminate(Cell cell) =>
        cell.Kill(new ProcessException(ErrorKind.Canceled, "process terminated: the application stopped", retryable: true));

    /// <summary>Whom the handler acts for, its context values, and the message itself.</summary>
    /// <exception cref="ProcessException">INVALID: the headers of the publisher are malformed.</exception>
    private SpawnSettings SettingsOf(HandledMessage handled, QueueMessage message)
    {
        var settings = SpawnSettings.None with { QueueMessage = handled, Identity = _setup.Identity };
        if (Options.RunAs != QueueIdentity.Publisher)
            return settings;
        return settings with
        {
            Identity = new SecurityIdentity(QueueEnvelope.ActorOf(message), _setup.Identity.Scope),
            Context = QueueEnvelope.ContextOf(message).ToImmutableDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>Waits, unless the consumer stops.</summary>
    private async Task PauseAsync(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, _runtime.Time, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // It stops.
        }
    }

    private static string TextOf(ProcessException error) => error.Kind == ErrorKind.Unknown ? error.Message : $"{error.Kind.ToText()}: {error.Message}";

    /// <summary>Completes a task with the end of the handler.</summary>
    private sealed class Handler : ExitObserver
    {
        private readonly TaskCompletionSource<ProcessResult> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ProcessResult> Ended => _ended.Task;

        public override void OnExit(Pid pid, ProcessResult result) => _ended.TrySetResult(result);
    }
}
