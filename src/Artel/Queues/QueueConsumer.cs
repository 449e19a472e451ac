using Artel.Runtime;
using Microsoft.Extensions.Logging;

namespace Artel.Queues;

/// <summary>
/// Takes the messages of a queue and has a function handle each, in a process of its own. It runs as many loops as handlers may run at once; each
/// takes a message when it is free.
/// </summary>
internal sealed partial class QueueConsumer
{
    /// <summary>How long to wait at most before what is in the way is tried again.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing is logged of a store that is of no use after it was.</summary>
    private static readonly TimeSpan StoreLogInterval = TimeSpan.FromMinutes(1);

    private readonly ArtelRuntime _runtime;
    private readonly OpenQueue _queue;
    private readonly QueueConsumerSetup _setup;
    private readonly Func<double> _chance;

    /// <summary>Between the consumer and its store.</summary>
    private readonly ConsumerTrouble _trouble;

    /// <summary>
    /// The handler may not do what it has to. That is no fault of the messages, so that none may go to the dead letters for it: the consumer stops, and
    /// tries again in case that a policy was mended meanwhile.
    /// </summary>
    private readonly ConsumerTrouble _denial;

    private readonly QueueHandlers _handlers;

    /// <summary>Fires when no more messages are to be taken.</summary>
    private readonly CancellationTokenSource _stopping = new();

    private Task _run = Task.CompletedTask;
    private int _handling;

    public QueueConsumer(ArtelRuntime runtime, OpenQueue queue, QueueConsumerSetup setup, QueueMetrics metrics, Func<double> chance)
    {
        _runtime = runtime;
        _queue = queue;
        _setup = setup;
        _chance = chance;
        var (logger, id, function) = (runtime.Logger, queue.Declaration.Id, setup.Function);
        _trouble = new ConsumerTrouble(
            runtime.Time, StoreLogInterval, (times, why) => QueueLog.StoreLost(logger, id, function, times, why), () => QueueLog.StoreBack(logger, id, function));
        _denial = new ConsumerTrouble(
            runtime.Time, TimeSpan.Zero, (times, why) => QueueLog.HandlerDenied(logger, id, function, times, why), () => QueueLog.HandlerAllowed(logger, id, function));
        _handlers = new QueueHandlers(runtime, setup);
        Metrics = metrics;
    }

    public QueueDeclaration Queue => _queue.Declaration;

    public QueueConsumerOptions Options => _setup.Options;

    /// <summary>The longest delay that its store keeps.</summary>
    public TimeSpan LongestDelay => _queue.Driver.LongestDelay;

    public QueueMetrics Metrics { get; }

    public ILogger Logger => _runtime.Logger;

    /// <summary>How it is, for whoever looks.</summary>
    public QueueConsumerInfo Info => new(Queue.Id, _setup.Function, Volatile.Read(ref _handling), _denial.Last ?? _trouble.Last);

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
            await _run.WaitAsync(_handlers.StopTimeout, _runtime.Time, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            _handlers.TerminateAll();
            await GiveUpAsync();
        }
    }

    /// <summary>Waits a little for what was terminated. A handler that blocks its thread can't be ended, nor a store be hurried.</summary>
    private async Task GiveUpAsync()
    {
        try
        {
            await _run.WaitAsync(QueueHandlers.CancelGrace, _runtime.Time);
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
            catch (HandlerDeniedException denied)
            {
                _denial.Note(denied.Denial);
                await PauseAsync(_denial.Times);
            }
            catch (Exception lost)
            {
                _trouble.Note(ProcessException.From(lost));
                await PauseAsync(_trouble.Times);
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

    /// <summary>Waits, more each time, before what has failed so often in a row is tried again.</summary>
    private Task PauseAsync(int times) => PauseAsync(TimeSpan.FromSeconds(Math.Min(Math.Pow(2, times - 1), LongestPause.TotalSeconds)));

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
}
