using System.Text;
using Artel.Queues.RabbitMQ;
using Artel.Testing;
using RabbitMQ.Client;

namespace Artel.Queues.Tests;

/// <summary>The contract over a RabbitMQ server, in queues of each type, with names of the test's own.</summary>
public abstract class RabbitMqDriverTests : DriverContract
{
    private readonly VirtualTime _time = new();
    private readonly string _prefix = $"test-{Guid.NewGuid():N}.";

    protected abstract RabbitMqQueueType Type { get; }

    protected override bool CountsInFlightToLength => false;

    protected static Uri Address => new(Environment.GetEnvironmentVariable(NeedsRabbitMqAttribute.Variable)!);

    protected override ValueTask<IQueueDriver> CreateAsync() => new(Create(Address));

    protected override void Pass(TimeSpan time)
    {
        // The broker has a clock of its own.
    }

    /// <summary>The connection breaks; nobody says goodbye.</summary>
    protected override ValueTask CrashAsync(IQueueDriver driver) => driver.DisposeAsync();

    protected override async ValueTask CleanUpAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = Address }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in Queues)
        {
            await channel.QueueDeleteAsync(_prefix + queue.Id);
            await channel.QueueDeleteAsync(DelayLevels.DueOf(_prefix + queue.Id));
        }
    }

    [DriverFact]
    public async Task A_queue_that_is_there_with_other_properties_is_invalid_and_named()
    {
        await using var other = Create(Address);

        var refused = await Assert.ThrowsAsync<ProcessException>(
            () => other.OpenAsync([new QueueDeclaration("app:emails") { MaxLength = 3 }], default).AsTask().WaitAsync(Patience));

        Assert.Equal(ErrorKind.Invalid, refused.Kind);
        Assert.Contains("app:emails", refused.Message, StringComparison.Ordinal);
        Assert.Contains("x-max-length", refused.Message, StringComparison.Ordinal);
    }

    [DriverFact]
    public async Task A_message_that_others_published_arrives_with_its_headers_as_text()
    {
        await using var connection = await new ConnectionFactory { Uri = Address }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var properties = new BasicProperties { Headers = new Dictionary<string, object?> { ["text"] = "ä", ["number"] = 7, ["artel-failed-attempts"] = "many" } };
        await channel.BasicPublishAsync("", _prefix + "app:emails", mandatory: true, properties, Encoding.UTF8.GetBytes("foreign"));

        await using var subscription = await Driver.SubscribeAsync("app:emails", 1, default);
        var delivery = await subscription.ReceiveAsync(default).AsTask().WaitAsync(Patience);

        Assert.Equal("foreign", Encoding.UTF8.GetString(delivery.Message.Body.Span));
        Assert.Equal(("ä", "7"), (delivery.Message.Headers["text"], delivery.Message.Headers["number"]));
        Assert.NotEmpty(delivery.Message.Id);
        Assert.Equal(1, delivery.Attempt);
    }

    [DriverFact]
    public async Task What_the_broker_gave_in_advance_is_counted_until_it_is_given_back()
    {
        for (var i = 0; i < 3; i++)
            await Driver.PublishAsync("app:emails", new QueueMessage($"m{i}", new byte[] { 1 }, new Dictionary<string, string>()), default);
        await using (var subscription = await Driver.SubscribeAsync("app:emails", 3, default))
        {
            await subscription.ReceiveAsync(default).AsTask().WaitAsync(Patience);
            await ReachAsync("app:emails", new QueueStatistics(3, 0, 1));
        }

        await ReachAsync("app:emails", new QueueStatistics(3, 3, 0));
    }

    [DriverFact]
    public async Task What_is_due_in_a_full_queue_does_not_hold_up_what_is_due_in_another()
    {
        // More than the broker hands on at a time from one queue of delays.
        const int Held = 100;
        await Driver.PublishAsync("app:small", Numbered(0), default);
        await Driver.PublishAsync("app:small", Numbered(1), default);
        await Task.WhenAll(Enumerable.Range(2, Held).Select(i => Driver.PublishAsync("app:small", Numbered(i) with { Delay = TimeSpan.FromMilliseconds(200) }, default).AsTask()));
        await Driver.PublishAsync("app:emails", Numbered(-1) with { Delay = Delay }, default);

        await using var subscription = await Driver.SubscribeAsync("app:emails", 1, default);
        Assert.Equal("m-1", (await subscription.ReceiveAsync(default).AsTask().WaitAsync(Patience)).Message.Id);
    }

    [DriverFact]
    public async Task A_delay_that_the_broker_can_not_keep_is_invalid()
    {
        await Driver.PublishAsync("app:emails", Numbered(1), default);
        await using var subscription = await Driver.SubscribeAsync("app:emails", 1, default);
        var delivery = await subscription.ReceiveAsync(default).AsTask().WaitAsync(Patience);

        var publish = await Assert.ThrowsAsync<ProcessException>(
            () => Driver.PublishAsync("app:emails", Numbered(2) with { Delay = Driver.LongestDelay + TimeSpan.FromSeconds(1) }, default).AsTask());
        var retry = await Assert.ThrowsAsync<ProcessException>(() => subscription.RetryAsync(delivery, Driver.LongestDelay + TimeSpan.FromSeconds(1), "no").AsTask());

        Assert.All([publish, retry], static refused => Assert.Equal(ErrorKind.Invalid, refused.Kind));
        await subscription.AcknowledgeAsync(delivery);
    }

    [DriverFact]
    public async Task What_is_given_back_to_a_full_queue_comes_again_after_a_pause()
    {
        await Driver.PublishAsync("app:small", Numbered(0), default);
        await using var subscription = await Driver.SubscribeAsync("app:small", 1, default);
        var delivery = await subscription.ReceiveAsync(default).AsTask().WaitAsync(Patience);
        for (var (i, full) = (1, false); !full; i++)
            full = await Record.ExceptionAsync(async () => await Driver.PublishAsync("app:small", Numbered(i), default)) is ProcessException { Kind: ErrorKind.RateLimited };

        // The release has no room for its copy.
        var releasing = subscription.ReleaseAsync(delivery).AsTask();
        while (_time.ArmedTimers == 0 && !releasing.IsCompleted)
            await Task.Run(static () => { });
        _time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.False(releasing.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await releasing.WaitAsync(Patience);
    }

    [DriverFact]
    public async Task A_deleted_queue_ends_its_subscriptions_and_is_not_found()
    {
        await using var subscription = await Driver.SubscribeAsync("app:emails", 1, default);
        var waiting = subscription.ReceiveAsync(default).AsTask();

        await CleanUpAsync();

        var ended = await Assert.ThrowsAsync<ProcessException>(() => waiting.WaitAsync(Patience));
        Assert.Equal((ErrorKind.Unavailable, true), (ended.Kind, ended.Retryable));
        var message = new QueueMessage("a", new byte[] { 1 }, new Dictionary<string, string>());
        var unknown = await Assert.ThrowsAsync<ProcessException>(() => Driver.PublishAsync("app:emails", message, default).AsTask().WaitAsync(Patience));
        Assert.Equal(ErrorKind.NotFound, unknown.Kind);
    }

    [DriverFact]
    public async Task A_wrong_password_is_unavailable_and_no_error_shows_it()
    {
        await using var driver = Create(new UriBuilder(Address) { Password = "s3cret-wrong" }.Uri);

        var refused = await Assert.ThrowsAsync<ProcessException>(() => driver.OpenAsync([], default).AsTask().WaitAsync(Patience));

        Assert.Equal(ErrorKind.Unavailable, refused.Kind);
        Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
    }

    private static QueueMessage Numbered(int number) => new($"m{number}", new byte[] { 1 }, new Dictionary<string, string>());

    private RabbitMqQueueDriver Create(Uri address) => new(new RabbitMqOptions { Address = address, QueueType = Type, NamePrefix = _prefix }, _time);
}

[NeedsRabbitMq]
public sealed class RabbitMqQuorumTests : RabbitMqDriverTests
{
    protected override RabbitMqQueueType Type => RabbitMqQueueType.Quorum;

    protected override byte HighestPriority => 0;

    /// <summary>The leader of such a queue tells the publishers' channels a moment later that it is full.</summary>
    protected override int LengthTolerance => 1_000;
}

[NeedsRabbitMq]
public sealed class RabbitMqClassicTests : RabbitMqDriverTests
{
    protected override RabbitMqQueueType Type => RabbitMqQueueType.Classic;
}

/// <summary>What needs no server.</summary>
public sealed class RabbitMqAddressTests
{
    [Fact]
    public async Task A_broker_that_nobody_can_reach_is_unavailable()
    {
        await using var driver = new RabbitMqQueueDriver(new RabbitMqOptions { Address = new Uri("amqp://guest:s3cret@127.0.0.1:1") });

        var error = await Assert.ThrowsAsync<ProcessException>(() => driver.OpenAsync([], default).AsTask());

        Assert.Equal((ErrorKind.Unavailable, true), (error.Kind, error.Retryable));
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_of_another_protocol_is_refused_at_once()
    {
        var refused = Assert.Throws<ArgumentException>(() => new RabbitMqQueueDriver(new RabbitMqOptions { Address = new Uri("http://localhost") }));
        Assert.Contains("amqp://", refused.Message, StringComparison.Ordinal);
    }
}
