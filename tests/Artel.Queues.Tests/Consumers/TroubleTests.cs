using System.Threading.Channels;
using Artel.Queues.Memory;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Artel.Queues.Tests.Consumers;

/// <summary>A consumer whose store can't be reached for a while, and a message that ends the program each time.</summary>
public sealed class TroubleTests
{
    [Fact]
    public async Task A_consumer_whose_store_is_lost_tries_again_and_says_so()
    {
        var store = new BrokenStore();
        await using var app = await ConsumerApp.StartAsync(artel => artel
            .UseQueueDriver("broken", _ => store)
            .AddQueue("app:broken", static queue => queue.Driver = "broken")
            .AddQueueConsumer("app:broken", "queues.csharp:handler"));
        Assert.Equal(1, await store.TriedAsync());
        Assert.Equal("the broker is gone", (await app.TroubleAsync(0)).Message);

        Assert.Equal(HealthStatus.Degraded, (await app.HealthAsync()).Status);

        var second = store.TriedAsync();
        while (!second.IsCompleted)
        {
            app.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Run(static () => { });
        }

        Assert.Equal(2, await second);
        store.IsBack = true;
        while (app.Runtime.QueueConsumers[0].Trouble is not null)
        {
            app.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Run(static () => { });
        }

        await app.PublishAsync("unused");
        await app.Runtime.Queues.PublishAsync("app:broken", "ok");
        Assert.Equal("ok 1", await app.SeenAsync());
    }

    [Fact]
    public async Task A_message_whose_attempts_all_ended_with_the_program_goes_to_the_dead_letters()
    {
        var store = new CrashedStore(attempts: 6);
        await using var app = await ConsumerApp.StartAsync(artel => artel
            .UseQueueDriver("crashed", _ => store)
            .AddQueue("app:crashed", static queue => queue.Driver = "crashed")
            .AddQueueConsumer("app:crashed", "queues.csharp:handler", static consumer => consumer.MaxAttempts = 5));

        var error = await store.BuriedAsync();

        Assert.Contains("the program ended while it was handled", error, StringComparison.Ordinal);
        Assert.True(app.SawNothingMore);
    }

    [Theory]
    [InlineData(1, 0.0, true)]
    [InlineData(1, 0.1, false)]
    [InlineData(2, 0.0, false)]
    public async Task A_delay_that_the_store_can_not_keep_stops_the_start(int hours, double jitter, bool starts)
    {
        Task<ConsumerApp> StartAsync() => ConsumerApp.StartAsync(artel => artel
            .UseQueueDriver("short", _ => new CrashedStore(attempts: 1) { LongestDelay = TimeSpan.FromHours(1) })
            .AddQueue("app:short", static queue => queue.Driver = "short")
            .AddQueueConsumer("app:short", "queues.csharp:handler", consumer => (consumer.MaxDelay, consumer.Jitter) = (TimeSpan.FromHours(hours), jitter)));

        if (starts)
        {
            await (await StartAsync()).DisposeAsync();
            return;
        }

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(StartAsync);
        Assert.Contains($"MaxDelay is 0{hours}:00:00", refused.Message, StringComparison.Ordinal);
        Assert.Contains("delays for 01:00:00 at most", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A store that can't be subscribed to until it is back.</summary>
    private sealed class BrokenStore : IQueueDriver
    {
        private readonly MemoryQueueDriver _inner = new(TimeProvider.System);
        private readonly Channel<int> _tries = Channel.CreateUnbounded<int>();
        private int _count;

        public bool IsBack { get; set; }

        public string Name => "broken";

        public TimeSpan LongestDelay => TimeSpan.MaxValue;

        public async Task<int> TriedAsync() => await _tries.Reader.ReadAsync().AsTask().WaitAsync(ConsumerApp.Patience);

        public ValueTask OpenAsync(IReadOnlyList<QueueDeclaration> queues, CancellationToken cancellationToken) => _inner.OpenAsync(queues, cancellationToken);

        public ValueTask PublishAsync(string queue, QueueMessage message, CancellationToken cancellationToken) => _inner.PublishAsync(queue, message, cancellationToken);

        public ValueTask<IQueueSubscription> SubscribeAsync(string queue, int prefetch, CancellationToken cancellationToken)
        {
            if (IsBack)
                return _inner.SubscribeAsync(queue, prefetch, cancellationToken);
            _tries.Writer.TryWrite(++_count);
            throw new ProcessException(ErrorKind.Unavailable, "the broker is gone", retryable: true);
        }

        public ValueTask<QueueStatistics> GetStatisticsAsync(string queue, CancellationToken cancellationToken) => _inner.GetStatisticsAsync(queue, cancellationToken);

        public ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken) => _inner.PeekAsync(queue, count, cancellationToken);

        public ValueTask<int> RequeueAsync(string deadLetters, int count, CancellationToken cancellationToken) => _inner.RequeueAsync(deadLetters, count, cancellationToken);

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }

    /// <summary>A store with one message, which was in flight in several crashes.</summary>
    private sealed class CrashedStore(int attempts) : IQueueDriver, IQueueSubscription
    {
        private readonly TaskCompletionSource<string> _buried = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _given;

        public string Name => "crashed";

        public TimeSpan LongestDelay { get; init; } = TimeSpan.MaxValue;

        public Task<string> BuriedAsync() => _buried.Task.WaitAsync(ConsumerApp.Patience);

        public ValueTask OpenAsync(IReadOnlyList<QueueDeclaration> queues, CancellationToken cancellationToken) => default;

        public ValueTask PublishAsync(string queue, QueueMessage message, CancellationToken cancellationToken) => default;

        public ValueTask<IQueueSubscription> SubscribeAsync(string queue, int prefetch, CancellationToken cancellationToken) => new(this);

        public ValueTask<QueueStatistics> GetStatisticsAsync(string queue, CancellationToken cancellationToken) => default;

        public ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken) => new([]);

        public ValueTask<int> RequeueAsync(string deadLetters, int count, CancellationToken cancellationToken) => default;

        public async ValueTask<QueueDelivery> ReceiveAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _given) > 1)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return new QueueDelivery(new QueueMessage("1", Payloads.PayloadBytes.From("ok"), new Dictionary<string, string>()), attempts);
        }

        public ValueTask AcknowledgeAsync(QueueDelivery delivery) => default;

        public ValueTask RetryAsync(QueueDelivery delivery, TimeSpan delay, string error) => default;

        public ValueTask DeadLetterAsync(QueueDelivery delivery, string error)
        {
            _buried.TrySetResult(error);
            return default;
        }

        public ValueTask ReleaseAsync(QueueDelivery delivery) => default;

        public ValueTask DisposeAsync() => default;
    }
}
