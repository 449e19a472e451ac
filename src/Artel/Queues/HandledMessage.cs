using Artel.Runtime;

namespace Artel.Queues;

/// <summary>A message while a consumer's handler has it. Settled once: by the handler, by what it calls, or by the consumer when it ends.</summary>
internal sealed class HandledMessage(QueueConsumer consumer, IQueueSubscription subscription, QueueDelivery delivery) : QueueMessageContext
{
    private IReadOnlyDictionary<string, string>? _headers;
    private int _settled;

    public override string Id => delivery.Message.Id;

    public override string Queue => consumer.Queue.Id;

    public override int Attempt => delivery.Attempt;

    public override IReadOnlyDictionary<string, string> Headers => _headers ??= QueueEnvelope.VisibleHeaders(delivery.Message);

    public override Task AckAsync()
    {
        TakeSettling("ack");
        return AckCoreAsync();
    }

    public override Task NackAsync(string? error = null, TimeSpan? delay = null)
    {
        if (delay is { } given)
            QueueEnvelope.VerifyDelay("nack", given, consumer.LongestDelay);
        TakeSettling("nack");
        return NackCoreAsync(error ?? "the handler gave it back (nack)", delay);
    }

    public override Task RejectAsync(string? error = null)
    {
        TakeSettling("reject");
        return RejectCoreAsync(error ?? "the handler refused it (reject)");
    }

    /// <summary>The right to settle it; false when somebody has it.</summary>
    public bool TryTakeSettling() => Interlocked.Exchange(ref _settled, 1) == 0;

    /// <summary>Acknowledges it; whoever calls has taken the right to.</summary>
    public async Task AckCoreAsync()
    {
        await consumer.SettleAsync(subscription.AcknowledgeAsync(delivery)).ConfigureAwait(false);
        consumer.Metrics.Settled(Queue, QueueOutcome.Acknowledged);
    }

    /// <summary>Has it come again, or buries it after its last attempt; whoever calls has taken the right to.</summary>
    public async Task NackCoreAsync(string error, TimeSpan? delay = null)
    {
        if (delivery.Attempt >= consumer.Options.MaxAttempts && consumer.Queue.DeadLetterQueue is not null)
        {
            await BuryCoreAsync(error).ConfigureAwait(false);
            return;
        }

        await consumer.SettleAsync(subscription.RetryAsync(delivery, delay ?? consumer.DelayAfter(delivery.Attempt), Bounded(error))).ConfigureAwait(false);
        consumer.Metrics.Settled(Queue, QueueOutcome.Retried);
    }

    /// <summary>
    /// Moves it to the dead letters whatever attempt it was; where there are none, it comes again. Whoever calls has taken the right to.
    /// </summary>
    public Task RejectCoreAsync(string error) => consumer.Queue.DeadLetterQueue is not null ? BuryCoreAsync(error) : NackCoreAsync(error);

    /// <summary>Moves it to the dead letters; whoever calls has taken the right to.</summary>
    public async Task BuryCoreAsync(string error)
    {
        await consumer.SettleAsync(subscription.DeadLetterAsync(delivery, Bounded(error))).ConfigureAwait(false);
        consumer.Metrics.Settled(Queue, QueueOutcome.DeadLettered);
        QueueLog.DeadLettered(consumer.Logger, Id, Queue, delivery.Attempt, error);
    }

    /// <summary>Buries a message that has more attempts behind it than it may: the last ones left no word.</summary>
    public Task BuryUsedUpAsync()
    {
        var last = delivery.Message.Headers.TryGetValue(QueueHeaders.Error, out var error) ? $"; the last error before that: {error}" : "";
        return BuryCoreAsync($"the program ended while it was handled, and {consumer.Options.MaxAttempts} attempts are used up{last}");
    }

    /// <summary>Settles it as the attempt went; whoever calls has taken the right to.</summary>
    public Task SettleCoreAsync(HandlerEnd end) => end switch
    {
        { Outcome: HandlerOutcome.NoRoom } => ReleaseCoreAsync(),
        { Error: null } => AckCoreAsync(),
        { Outcome: HandlerOutcome.Unreadable } => RejectCoreAsync($"the message can't be read: {end.Error.Message}"),
        { IsFinal: true } => RejectCoreAsync(TextOf(end.Error)),
        { Outcome: HandlerOutcome.Hurried } => NackCoreAsync(TextOf(end.Error), TimeSpan.Zero),
        _ => NackCoreAsync(TextOf(end.Error)),
    };

    /// <summary>Gives it back without counting the attempt; whoever calls has taken the right to.</summary>
    public Task ReleaseCoreAsync() => consumer.SettleAsync(subscription.ReleaseAsync(delivery));

    private void TakeSettling(string operation)
    {
        if (!TryTakeSettling())
            throw new ProcessException(ErrorKind.Invalid, $"{operation}: the message {Id} of '{Queue}' is settled", retryable: false);
    }

    private static string TextOf(ProcessException error) => error.Kind == ErrorKind.Unknown ? error.Message : $"{error.Kind.ToText()}: {error.Message}";

    /// <summary>An error's text is somebody's input too.</summary>
    private static string Bounded(string error) => error.Length <= LongestError ? error : string.Concat(error.AsSpan(0, LongestError), "...");

    private const int LongestError = 2000;
}
