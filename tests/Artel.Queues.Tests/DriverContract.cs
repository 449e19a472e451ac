using System.Collections.Concurrent;
using System.Text;

namespace Artel.Queues.Tests;

/// <summary>
/// What holds for every driver of queues. A driver's tests derive from it and say how a driver is made, and how time passes for it.
/// </summary>
public abstract class DriverContract : IAsyncLifetime
{
    private const string Emails = "app:emails";
    private const string Dead = "app:emails.dead";
    private const string Small = "app:small";
    private const string Ranked = "app:ranked";

    /// <summary>Nothing takes that long; a test that hangs fails instead of holding the run.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The delay of a message that is delayed.</summary>
    protected static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(400);

    /// <summary>The queues of the tests.</summary>
    protected IReadOnlyList<QueueDeclaration> Queues =>
    [
        new(Emails) { DeadLetterQueue = Dead },
        new(Dead),
        new(Small) { DeadLetterQueue = Dead, MaxLength = 2 },
        new(Ranked) { DeadLetterQueue = Dead, MaxPriority = HighestPriority },
    ];

    private IQueueDriver? _driver;

    /// <summary>The driver, with its queues.</summary>
    protected IQueueDriver Driver => _driver ?? throw new InvalidOperationException("The driver is not open.");

    /// <summary>Whether messages survive the driver.</summary>
    protected virtual bool IsDurable => true;

    /// <summary>Whether what is in flight when the program dies counts as an attempt.</summary>
    protected virtual bool CountsCrashedAttempts => IsDurable;

    /// <summary>The highest priority that the driver's queues can have; 0 for none.</summary>
    protected virtual byte HighestPriority => 9;

    /// <summary>How many messages a full queue may take until it knows that it is full.</summary>
    protected virtual int LengthTolerance => 0;

    /// <summary>Whether what is in flight counts to a queue's length.</summary>
    protected virtual bool CountsInFlightToLength => true;

    /// <summary>A new driver on this test's own store: the same one again, when it is called again.</summary>
    protected abstract ValueTask<IQueueDriver> CreateAsync();

    /// <summary>Lets the time pass by which delays go; nothing for a store with a clock of its own.</summary>
    protected abstract void Pass(TimeSpan time);

    /// <summary>Ends the driver as a crash of the program would: nothing in flight is given back.</summary>
    protected abstract ValueTask CrashAsync(IQueueDriver driver);

    /// <summary>Takes away the test's store.</summary>
    protected virtual ValueTask CleanUpAsync() => default;

    public async Task InitializeAsync() => await OpenAsync();

    public async Task DisposeAsync()
    {
        if (_driver is not null)
            await _driver.DisposeAsync();
        await CleanUpAsync();
    }

    [DriverFact]
    public async Task A_message_arrives_as_it_was_published()
    {
        byte[] body = [0, 1, 255, 13, 10, 0];
        var headers = new Dictionary<string, string> { ["trace"] = "a=b; c", ["empty"] = "", ["name"] = "Zoë 😀" };
        await Driver.PublishAsync(Emails, new QueueMessage("id-1", body, headers), default);

        await using var subscription = await SubscribeAsync();
        var delivery = await ReceiveAsync(subscription);

        Assert.Equal("id-1", delivery.Message.Id);
        Assert.Equal(body, delivery.Message.Body.ToArray());
        Assert.Equal(headers.OrderBy(static h => h.Key), delivery.Message.Headers.OrderBy(static h => h.Key));
        Assert.Equal(1, delivery.Attempt);
        await subscription.AcknowledgeAsync(delivery);
    }

    [DriverFact]
    public async Task An_acknowledged_message_is_gone()
    {
        await PublishAsync("a");
        await using (var subscription = await SubscribeAsync())
            await subscription.AcknowledgeAsync(await ReceiveAsync(subscription));

        Assert.Equal(0, (await StatisticsAsync()).MessageCount);
        await ReopenAsync();
        Assert.Equal(0, (await StatisticsAsync()).MessageCount);
    }

    [DriverFact]
    public async Task Messages_come_in_the_order_in_which_they_were_published()
    {
        for (var i = 0; i < 20; i++)
            await PublishAsync($"{i}");

        await using var subscription = await SubscribeAsync(prefetch: 1);
        for (var i = 0; i < 20; i++)
            Assert.Equal($"{i}", await HandleAsync(subscription));
    }

    [DriverFact]
    public async Task One_who_waits_gets_what_is_published_later()
    {
        await using var subscription = await SubscribeAsync();
        var waiting = ReceiveAsync(subscription);
        Assert.False(waiting.IsCompleted);

        await PublishAsync("late");

        Assert.Equal("late", TextOf(await waiting));
    }

    [DriverFact]
    public async Task Several_may_wait_at_a_time_and_each_message_goes_to_one_of_them()
    {
        await using var subscription = await SubscribeAsync(prefetch: 4);
        var waiting = Enumerable.Range(0, 4).Select(_ => ReceiveAsync(subscription)).ToArray();

        for (var i = 0; i < 4; i++)
            await PublishAsync($"{i}");

        var got = await Task.WhenAll(waiting);
        Assert.Equal(["0", "1", "2", "3"], got.Select(TextOf).Order());
    }

    [DriverFact]
    public async Task A_receive_that_is_given_up_takes_no_message()
    {
        await using var subscription = await SubscribeAsync(prefetch: 1);
        using var source = new CancellationTokenSource();
        var waiting = subscription.ReceiveAsync(source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));

        await PublishAsync("a");

        Assert.Equal("a", await HandleAsync(subscription));
    }

    [DriverFact]
    public async Task A_retried_message_comes_again_with_one_attempt_more_and_its_error_statement_127()
    {
        await PublishAsync("a");
        await using var subscription = await SubscribeAsync();

        await subscription.RetryAsync(await ReceiveAsync(subscription), TimeSpan.Zero, "the disk is full");

        var again = await ReceiveAsync(subscription);
        Assert.Equal(("a", 2), (TextOf(again), again.Attempt));
        Assert.Equal("the disk is full", again.Message.Headers[QueueHeaders.Error]);
        await subscription.RetryAsync(again, TimeSpan.Zero, "still full");
        var third = await ReceiveAsync(subscription);
        Assert.Equal(3, third.Attempt);
        Assert.Equal("still full", third.Message.Headers[QueueHeaders.Error]);
        await subscription.AcknowledgeAsync(third);
    }

    [DriverFact]
    public async Task A_message_that_is_retried_later_does_not_block_those_behind_it()
    {
        await PublishAsync("first");
        await PublishAsync("second");
        await using var subscription = await SubscribeAsync(prefetch: 1);
        await subscription.RetryAsync(await ReceiveAsync(subscription), Delay, "later");

        Assert.Equal("second", await HandleAsync(subscription));

        var waiting = ReceiveAsync(subscription);
        Pass(Delay);
        var delivery = await waiting;
        Assert.Equal(("first", 2), (TextOf(delivery), delivery.Attempt));
    }

    [DriverFact]
    public async Task A_delayed_message_comes_when_it_is_due()
    {
        await Driver.PublishAsync(Emails, MessageOf("later") with { Delay = Delay }, default);
        await PublishAsync("now");
        await using var subscription = await SubscribeAsync();

        Assert.Equal("now", await HandleAsync(subscription));
        var waiting = ReceiveAsync(subscription);
        Assert.False(waiting.IsCompleted);
        Pass(Delay);

        Assert.Equal("later", TextOf(await waiting));
    }

    [DriverFact]
    public async Task A_dead_letter_moves_with_its_error_its_origin_and_its_attempts_statement_127()
    {
        await Driver.PublishAsync(Emails, MessageOf("a", ("trace", "t1")), default);
        await using var subscription = await SubscribeAsync();
        await subscription.RetryAsync(await ReceiveAsync(subscription), TimeSpan.Zero, "once");

        await subscription.DeadLetterAsync(await ReceiveAsync(subscription), "twice");

        Assert.Equal(0, (await StatisticsAsync()).MessageCount);
        Assert.Equal(1, (await StatisticsAsync(Dead)).MessageCount);
        await using var dead = await SubscribeAsync(Dead);
        var letter = await ReceiveAsync(dead);
        Assert.Equal("a", TextOf(letter));
        Assert.Equal("t1", letter.Message.Headers["trace"]);
        Assert.Equal("twice", letter.Message.Headers[QueueHeaders.Error]);
        Assert.Equal(Emails, letter.Message.Headers[QueueHeaders.DeadFrom]);
        Assert.Equal("2", letter.Message.Headers[QueueHeaders.Attempts]);
        Assert.Equal(1, letter.Attempt);
        await dead.AcknowledgeAsync(letter);
    }

    [DriverFact]
    public async Task What_is_looked_at_stays_where_it_is()
    {
        for (var i = 0; i < 3; i++)
            await PublishAsync($"{i}", Dead);

        var seen = await Driver.PeekAsync(Dead, 2, default).AsTask().WaitAsync(Patience);

        Assert.Equal(["0", "1"], seen.Select(TextOf));
        Assert.Equal(["0", "1", "2"], (await Driver.PeekAsync(Dead, 10, default).AsTask().WaitAsync(Patience)).Select(TextOf));
        await ReachAsync(Dead, new QueueStatistics(3, 3, 0));
        Assert.Empty(await Driver.PeekAsync(Emails, 10, default).AsTask().WaitAsync(Patience));
    }

    [DriverFact]
    public async Task Dead_letters_go_back_to_where_they_come_from_as_never_tried()
    {
        await PublishAsync("not a dead letter", Dead);
        await BuryAsync(Emails, "a", "b", "c");

        // The first one comes from nowhere, and is looked at and left.
        Assert.Equal(2, await Driver.RequeueAsync(Dead, 3, default).AsTask().WaitAsync(Patience));

        await ReachAsync(Dead, new QueueStatistics(2, 2, 0));
        await using var subscription = await SubscribeAsync(prefetch: 2);
        foreach (var text in new[] { "a", "b" })
        {
            var again = await ReceiveAsync(subscription);
            Assert.Equal((text, 1, "hopeless"), (TextOf(again), again.Attempt, again.Message.Headers[QueueHeaders.Error]));
            Assert.DoesNotContain(QueueHeaders.DeadFrom, again.Message.Headers.Keys);
            Assert.DoesNotContain(QueueHeaders.Attempts, again.Message.Headers.Keys);
        }

        Assert.Equal(["not a dead letter", "c"], (await Driver.PeekAsync(Dead, 10, default).AsTask().WaitAsync(Patience)).Select(TextOf));
    }

    [DriverFact]
    public async Task A_dead_letter_whose_queue_is_full_stays()
    {
        await BuryAsync(Small, "a");
        await PublishAsync("0", Small);
        await PublishAsync("1", Small);
        await FillAsync();

        Assert.Equal(0, await Driver.RequeueAsync(Dead, 10, default).AsTask().WaitAsync(Patience));

        await ReachAsync(Dead, new QueueStatistics(1, 1, 0));
    }

    [DriverFact]
    public async Task A_released_message_comes_again_and_counts_no_attempt()
    {
        await PublishAsync("a");
        await using var subscription = await SubscribeAsync();

        await subscription.ReleaseAsync(await ReceiveAsync(subscription));

        var again = await ReceiveAsync(subscription);
        Assert.Equal(("a", 1), (TextOf(again), again.Attempt));
        Assert.DoesNotContain(QueueHeaders.Error, again.Message.Headers.Keys);
    }

    [DriverFact]
    public async Task What_is_not_settled_goes_back_uncounted_when_the_subscription_is_closed_statement_132()
    {
        await PublishAsync("a");
        await PublishAsync("b");
        await using (var first = await SubscribeAsync(prefetch: 2))
        {
            await ReceiveAsync(first);
            await ReceiveAsync(first);
        }

        await using var second = await SubscribeAsync(prefetch: 2);
        var one = await ReceiveAsync(second);
        var two = await ReceiveAsync(second);
        Assert.Equal(["a", "b"], new[] { TextOf(one), TextOf(two) }.Order());
        Assert.Equal((1, 1), (one.Attempt, two.Attempt));
    }

    [DriverFact]
    public async Task A_closed_subscription_is_unavailable()
    {
        var subscription = await SubscribeAsync();
        var waiting = subscription.ReceiveAsync(default).AsTask();
        await subscription.DisposeAsync();

        Assert.Equal(ErrorKind.Unavailable, (await Assert.ThrowsAsync<ProcessException>(() => waiting.WaitAsync(Patience))).Kind);
        var later = await Assert.ThrowsAsync<ProcessException>(async () => await subscription.ReceiveAsync(default));
        Assert.Equal(ErrorKind.Unavailable, later.Kind);
    }

    [DriverFact]
    public async Task A_delivery_is_settled_once()
    {
        await PublishAsync("a");
        await using var subscription = await SubscribeAsync();
        var delivery = await ReceiveAsync(subscription);
        await subscription.AcknowledgeAsync(delivery);

        var again = await Assert.ThrowsAsync<ProcessException>(async () => await subscription.RetryAsync(delivery, TimeSpan.Zero, "no"));

        Assert.Equal(ErrorKind.Invalid, again.Kind);
        Assert.Equal(0, (await StatisticsAsync()).MessageCount);
    }

    [DriverFact]
    public async Task No_more_than_the_prefetch_is_out_at_a_time()
    {
        for (var i = 0; i < 3; i++)
            await PublishAsync($"{i}");
        await using var subscription = await SubscribeAsync(prefetch: 2);
        var first = await ReceiveAsync(subscription);
        await ReceiveAsync(subscription);
        var third = ReceiveAsync(subscription);
        Assert.False(third.IsCompleted);

        await subscription.AcknowledgeAsync(first);

        Assert.Equal("2", TextOf(await third));
    }

    [DriverFact]
    public async Task Subscriptions_share_the_messages_and_none_gets_what_another_has()
    {
        await using var left = await SubscribeAsync(prefetch: 1);
        await using var right = await SubscribeAsync(prefetch: 1);
        var waiting = new[] { ReceiveAsync(left), ReceiveAsync(right) };
        await PublishAsync("a");
        await PublishAsync("b");

        var got = await Task.WhenAll(waiting);

        Assert.Equal(["a", "b"], got.Select(TextOf).Order());
        Assert.Equal(2, (await StatisticsAsync()).ConsumerCount);
    }

    [DriverFact]
    public async Task The_highest_priority_goes_first_and_among_equals_the_oldest()
    {
        if (HighestPriority == 0)
        {
            var refused = await Assert.ThrowsAsync<ProcessException>(() => PublishAsync(MessageOf("high") with { Priority = 1 }, Ranked));
            Assert.Equal(ErrorKind.Invalid, refused.Kind);
            return;
        }

        foreach (var (text, priority) in new[] { ("low", 0), ("high 1", 9), ("middle", 5), ("high 2", 9) })
            await Driver.PublishAsync(Ranked, MessageOf(text) with { Priority = (byte)priority }, default);

        await using var subscription = await SubscribeAsync(Ranked, prefetch: 1);
        foreach (var expected in new[] { "high 1", "high 2", "middle", "low" })
            Assert.Equal(expected, await HandleAsync(subscription));
    }

    [DriverFact]
    public async Task A_full_queue_is_rate_limited_and_takes_again_what_has_room()
    {
        await PublishAsync("0", Small);
        await PublishAsync("1", Small);
        var accepted = 2 + await FillAsync();

        await using var subscription = await SubscribeAsync(Small, prefetch: 1);
        for (var i = 0; i < accepted; i++)
            Assert.Equal($"{i}", await HandleAsync(subscription));
        await PublishAsync("last", Small);
        Assert.Equal("last", await HandleAsync(subscription));
    }

    [DriverFact]
    public async Task What_is_in_flight_counts_to_the_length_since_it_may_come_back()
    {
        if (!CountsInFlightToLength)
            return;
        await PublishAsync("a", Small);
        await PublishAsync("b", Small);
        await using var subscription = await SubscribeAsync(Small);
        var delivery = await ReceiveAsync(subscription);

        Assert.Equal(0, await FillAsync());

        await subscription.AcknowledgeAsync(delivery);
        await PublishAsync("c", Small);
    }

    [DriverFact]
    public async Task A_queue_that_was_not_declared_is_not_found()
    {
        var publish = await Assert.ThrowsAsync<ProcessException>(() => PublishAsync("a", "app:other"));
        var subscribe = await Assert.ThrowsAsync<ProcessException>(() => SubscribeAsync("app:other"));
        var statistics = await Assert.ThrowsAsync<ProcessException>(() => StatisticsAsync("app:other"));

        Assert.All([publish, subscribe, statistics], error =>
        {
            Assert.Equal(ErrorKind.NotFound, error.Kind);
            Assert.Contains("app:other", error.Message, StringComparison.Ordinal);
        });
    }

    [DriverFact]
    public async Task Statistics_tell_what_is_ready_what_there_is_and_who_takes()
    {
        await PublishAsync("a");
        await PublishAsync("b");
        await PublishAsync("c");
        await using var subscription = await SubscribeAsync(prefetch: 1);
        await ReceiveAsync(subscription);

        Assert.Equal(new QueueStatistics(3, 2, 1), await StatisticsAsync());
    }

    [DriverFact]
    public async Task What_was_published_survives_the_driver()
    {
        if (!IsDurable)
            return;
        await Driver.PublishAsync(Ranked, MessageOf("a", ("k", "v")) with { Priority = Math.Min(HighestPriority, (byte)3) }, default);
        await PublishAsync("b", Ranked);
        await ReopenAsync();

        Assert.Equal(2, (await StatisticsAsync(Ranked)).MessageCount);
        await using var subscription = await SubscribeAsync(Ranked, prefetch: 2);
        var delivery = await ReceiveAsync(subscription);
        Assert.Equal(("a", "v", 1), (TextOf(delivery), delivery.Message.Headers["k"], delivery.Attempt));
        Assert.Equal("b", TextOf(await ReceiveAsync(subscription)));
    }

    [DriverFact]
    public async Task What_was_in_flight_in_a_crash_comes_again_and_the_attempt_counts()
    {
        if (!CountsCrashedAttempts)
            return;
        await PublishAsync("a");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var subscription = await SubscribeAsync();
            var delivery = await ReceiveAsync(subscription);
            Assert.Equal(("a", attempt), (TextOf(delivery), delivery.Attempt));
            await CrashAsync(Driver);
            await OpenAsync();
        }

        Assert.Equal(new QueueStatistics(1, 1, 0), await StatisticsAsync());
    }

    [DriverFact]
    public async Task Many_publishers_and_consumers_lose_nothing_and_repeat_nothing()
    {
        const int Publishers = 4;
        const int Each = 250;
        var handled = new ConcurrentDictionary<string, int>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var publishing = Enumerable.Range(0, Publishers).Select(publisher => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
                await PublishAsync($"{publisher}-{i}");
        })).ToArray();
        var consuming = Enumerable.Range(0, 3).Select(consumer => Task.Run(async () =>
        {
            await using var subscription = await SubscribeAsync(prefetch: 10);
            try
            {
                for (var i = 1; ; i++)
                {
                    var delivery = await subscription.ReceiveAsync(stop.Token);
                    if (i % 7 == consumer && delivery.Attempt == 1)
                    {
                        await subscription.RetryAsync(delivery, TimeSpan.Zero, "again");
                        continue;
                    }

                    handled.AddOrUpdate(TextOf(delivery), 1, static (_, times) => times + 1);
                    await subscription.AcknowledgeAsync(delivery);
                    if (handled.Count == Publishers * Each)
                        all.TrySetResult();
                }
            }
            catch (OperationCanceledException)
            {
                // The test has seen enough.
            }
        })).ToArray();

        await Task.WhenAll(publishing).WaitAsync(Patience);
        await all.Task.WaitAsync(Patience);
        await stop.CancelAsync();
        await Task.WhenAll(consuming).WaitAsync(Patience);

        Assert.All(handled.Values, static times => Assert.Equal(1, times));
        Assert.Equal(new QueueStatistics(0, 0, 0), await StatisticsAsync());
    }

    private async Task BuryAsync(string queue, params string[] texts)
    {
        await using var subscription = await SubscribeAsync(queue, prefetch: 1);
        foreach (var text in texts)
        {
            await PublishAsync(text, queue);
            await subscription.DeadLetterAsync(await ReceiveAsync(subscription), "hopeless");
        }
    }

    /// <summary>Waits for a store that gives back messages, and forgets consumers, in its own time.</summary>
    protected async Task ReachAsync(string queue, QueueStatistics expected)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await StatisticsAsync(queue) is var now && now != expected)
            Assert.False(patience.IsCancellationRequested, $"{expected} was expected, not {now}");
    }

    /// <summary>Publishes until the queue of two refuses; how many it took.</summary>
    private async Task<int> FillAsync()
    {
        for (var taken = 0; taken <= LengthTolerance; taken++)
        {
            try
            {
                await PublishAsync($"{2 + taken}", Small);
            }
            catch (ProcessException full)
            {
                Assert.Equal((ErrorKind.RateLimited, true), (full.Kind, full.Retryable));
                Assert.Contains(Small, full.Message, StringComparison.Ordinal);
                return taken;
            }
        }

        throw new InvalidOperationException($"A queue of two took {2 + LengthTolerance + 1} messages.");
    }

    private async Task OpenAsync()
    {
        _driver = await CreateAsync();
        await _driver.OpenAsync(Queues, default);
    }

    /// <summary>An orderly end of the program, and a new start; nothing for a driver that keeps nothing.</summary>
    private async Task ReopenAsync()
    {
        if (!IsDurable)
            return;
        await Driver.DisposeAsync();
        await OpenAsync();
    }

    private static QueueMessage MessageOf(string text, params (string Key, string Value)[] headers) => new(
        Guid.NewGuid().ToString("N"), Encoding.UTF8.GetBytes(text), headers.ToDictionary(static header => header.Key, static header => header.Value));

    private static string TextOf(QueueDelivery delivery) => TextOf(delivery.Message);

    private static string TextOf(QueueMessage message) => Encoding.UTF8.GetString(message.Body.Span);

    private Task PublishAsync(string text, string queue = Emails) => PublishAsync(MessageOf(text), queue);

    private async Task PublishAsync(QueueMessage message, string queue) =>
        await Driver.PublishAsync(queue, message, default).AsTask().WaitAsync(Patience);

    private async Task<IQueueSubscription> SubscribeAsync(string queue = Emails, int prefetch = 10) =>
        await Driver.SubscribeAsync(queue, prefetch, default).AsTask().WaitAsync(Patience);

    private static async Task<QueueDelivery> ReceiveAsync(IQueueSubscription subscription) =>
        await subscription.ReceiveAsync(default).AsTask().WaitAsync(Patience);

    /// <summary>Takes the next message and acknowledges it; its text.</summary>
    private static async Task<string> HandleAsync(IQueueSubscription subscription)
    {
        var delivery = await ReceiveAsync(subscription);
        await subscription.AcknowledgeAsync(delivery);
        return TextOf(delivery);
    }

    private async Task<QueueStatistics> StatisticsAsync(string queue = Emails) =>
        await Driver.GetStatisticsAsync(queue, default).AsTask().WaitAsync(Patience);
}
