using Artel.Queues.RabbitMQ;
using RabbitMQ.Client;

namespace Artel.Queues.Tests.Consumers;

/// <summary>Consumers of a broker's queues, from the publish to the dead letter: statements 126 and 127.</summary>
[NeedsRabbitMq]
public sealed class RabbitMqConsumerTests : IAsyncLifetime
{
    private readonly string _prefix = $"test-{Guid.NewGuid():N}.";

    private static Uri Address => new(Environment.GetEnvironmentVariable(NeedsRabbitMqAttribute.Variable)!);

    [DriverFact]
    public async Task S127_a_handler_that_fails_is_tried_again_after_a_delay_until_the_message_is_a_dead_letter_with_the_last_error() =>
        await EndsAsDeadLetterAsync("queues.csharp:handler");

    [DriverFact]
    public async Task S127_so_is_one_in_Lua() => await EndsAsDeadLetterAsync("queues.lua:handler");

    [DriverFact]
    public async Task S126_a_handler_that_returns_acknowledges_on_the_broker_too()
    {
        await using (var app = await StartAsync("queues.csharp:handler"))
        {
            await app.PublishAsync("ok");
            Assert.Equal("ok 1", await app.SeenAsync());
            Assert.Equal("ack", await app.SettledAsync());
            await app.StopAsync();
        }

        // Another program finds nothing of it: it would come before this one.
        await using var driver = CreateDriver();
        await driver.OpenAsync([new QueueDeclaration(ConsumerApp.Queue)], default);
        await driver.PublishAsync(ConsumerApp.Queue, new QueueMessage("next", new byte[] { 1 }, new Dictionary<string, string>()), default);
        await using var subscription = await driver.SubscribeAsync(ConsumerApp.Queue, 1, default);
        Assert.Equal("next", (await subscription.ReceiveAsync(default).AsTask().WaitAsync(ConsumerApp.Patience)).Message.Id);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = Address }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in new[] { ConsumerApp.Queue, $"{ConsumerApp.Queue}.dead" })
            await channel.QueueDeleteAsync(_prefix + queue);
    }

    private async Task EndsAsDeadLetterAsync(string handler)
    {
        await using var app = await StartAsync(handler);
        await app.PublishAsync("fail");

        Assert.Equal("fail 1", await app.SeenAsync());
        Assert.Equal("retry after 0.1 s: Conflict: out of order", await app.SettledAsync());
        Assert.Equal("fail 2", await app.SeenAsync());
        Assert.Equal("retry after 0.2 s: Conflict: out of order", await app.SettledAsync());
        Assert.Equal("fail 3", await app.SeenAsync());
        Assert.Equal("dead: Conflict: out of order", await app.SettledAsync());

        var letter = (await app.DeadLetterAsync()).Message;
        Assert.Equal("Conflict: out of order", letter.Headers[QueueHeaders.Error]);
        Assert.Equal((ConsumerApp.Queue, "3"), (letter.Headers[QueueHeaders.DeadFrom], letter.Headers[QueueHeaders.Attempts]));
        Assert.Equal("fail", Payloads.PayloadBytes.To<string>(letter.Body.Span));
    }

    private Task<ConsumerApp> StartAsync(string handler) => ConsumerApp.StartAsync(
        artel => artel.AddQueueConsumer(ConsumerApp.Queue, handler, static consumer =>
        {
            consumer.MaxAttempts = 3;
            consumer.InitialDelay = TimeSpan.FromMilliseconds(100);
        }),
        store: CreateDriver());

    private RabbitMqQueueDriver CreateDriver() => new(new RabbitMqOptions { Address = Address, NamePrefix = _prefix });
}
