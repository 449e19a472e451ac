namespace Artel.Queues;

/// <content>The way of one message: taken, handled, settled.</content>
internal sealed partial class QueueConsumer
{
    /// <summary>Takes one message after the other, until the consumer stops or the subscription ends.</summary>
    private async Task LoopAsync(IQueueSubscription subscription, CancellationTokenSource ended)
    {
        var last = default(Settling);
        try
        {
            while (!ended.IsCancellationRequested)
            {
                // Asked for together with the settling of the last one: a store can do both in one step.
                var next = subscription.ReceiveAsync(ended.Token);
                await last.DoneAsync();
                var delivery = await next;
                _trouble.Clear();
                var message = new HandledMessage(this, subscription, delivery);
                if (_stopping.IsCancellationRequested)
                    await message.ReleaseCoreAsync();
                else
                    last = await HandleAsync(message, delivery);
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
        finally
        {
            await last.DoneAsync();
        }
    }

    /// <summary>Has a message handled, and begins to settle it.</summary>
    /// <exception cref="HandlerDeniedException">The handler may not do what it has to; the message was given back.</exception>
    private async Task<Settling> HandleAsync(HandledMessage message, QueueDelivery delivery)
    {
        var started = _runtime.Time.GetTimestamp();
        Interlocked.Increment(ref _handling);
        Metrics.Began(Queue.Id);
        if (delivery.Attempt > Options.MaxAttempts && Queue.DeadLetterQueue is not null)
            return new Settling(FinishAsync(message, message.BuryUsedUpAsync(), started));

        var end = await _handlers.RunAsync(message, delivery.Message);
        if (end.Outcome == HandlerOutcome.NoRoom)
            await PauseAsync(Options.InitialDelay);
        if (!message.TryTakeSettling())
        {
            if (end.Error is { } late)
                QueueLog.FailedAfterwards(Logger, message.Id, Queue.Id, late.Message);
            return new Settling(FinishAsync(message, Task.CompletedTask, started));
        }

        if (IsDenied(end))
        {
            await FinishAsync(message, message.ReleaseCoreAsync(), started);
            throw new HandlerDeniedException(end.Error!);
        }

        if (end.Error is null)
            _denial.Clear();
        return new Settling(FinishAsync(message, message.SettleCoreAsync(end), started));
    }

    /// <summary>
    /// Whether the handler was refused what it needs for any message. Where handlers act for the publisher it may be this message's publisher who may not.
    /// </summary>
    private bool IsDenied(HandlerEnd end) =>
        end is { Outcome: HandlerOutcome.Failed, Error.Kind: ErrorKind.PermissionDenied } && Options.RunAs == QueueIdentity.Consumer;

    /// <summary>Waits for a message's settling; does not fail.</summary>
    private async Task FinishAsync(HandledMessage message, Task settling, long started)
    {
        try
        {
            await settling.ConfigureAwait(false);
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

    /// <summary>The settling of a message that was begun; done where there is none.</summary>
    private readonly record struct Settling(Task? Begun)
    {
        public Task DoneAsync() => Begun ?? Task.CompletedTask;
    }
}
