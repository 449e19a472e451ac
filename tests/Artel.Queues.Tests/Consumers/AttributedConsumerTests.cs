namespace Artel.Queues.Tests.Consumers;

/// <summary>Consumers that are methods with an attribute, from the publish to the dead letter: statements 126, 127, 133.</summary>
public sealed class AttributedConsumerTests
{
    [Fact]
    public async Task S126_a_method_with_the_attribute_handles_its_queue_without_another_word()
    {
        await using var app = await ConsumerApp.StartAsync(static _ => { });
        await app.PublishAsync(new Order("tea", 3), queue: ConsumerApp.Attributed);

        Assert.Equal("3 tea, attempt 1", await app.SeenAsync());
        Assert.Equal("ack", await app.SettledAsync());
        Assert.Equal(0, (await app.InfoAsync(ConsumerApp.Attributed)).MessageCount);
    }

    [Fact]
    public async Task S127_the_attribute_says_how_often_and_after_which_delays_a_message_comes_again()
    {
        await using var app = await ConsumerApp.StartAsync(static _ => { });
        await app.PublishAsync(new Order("tea", -1), queue: ConsumerApp.Attributed);

        Assert.Equal("-1 tea, attempt 1", await app.SeenAsync());
        Assert.Equal("retry after 3 s: Conflict: out of order", await app.SettledAsync());
        app.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("-1 tea, attempt 2", await app.SeenAsync());
        Assert.Equal("retry after 9 s: Conflict: out of order", await app.SettledAsync());
        app.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("-1 tea, attempt 3", await app.SeenAsync());
        Assert.Equal("retry after 10 s: Conflict: out of order", await app.SettledAsync());
        app.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("-1 tea, attempt 4", await app.SeenAsync());
        Assert.Equal("dead: Conflict: out of order", await app.SettledAsync());
        Assert.Equal("4", (await app.DeadLetterAsync(ConsumerApp.Attributed)).Message.Headers[QueueHeaders.Attempts]);
    }

    [Theory]
    [InlineData("app:mail", null, "app:mail")]
    [InlineData("app:mail", "app:processes", "app:processes")]
    public async Task A_handler_runs_on_the_host_of_its_function_unless_the_consumer_names_another(string ofFunction, string? ofConsumer, string runsOn)
    {
        await using var app = await ConsumerApp.StartAsync(artel => artel
            .AddHost("app:mail")
            .AddDefinition(new ProcessDefinition("test:handler", static _ => new Waiting()) { Host = ofFunction })
            .UseFunctionHost(ConsumerApp.Host)
            .AddQueueConsumer(ConsumerApp.Queue, "test:handler", consumer => consumer.Host = ofConsumer));
        await app.PublishAsync("work");

        Assert.Equal(runsOn, await app.HostOfHandlerAsync("app:mail"));
    }

    [Fact]
    public async Task A_handler_whose_function_names_no_host_runs_on_that_of_all_functions()
    {
        await using var app = await ConsumerApp.StartAsync(static artel => artel
            .AddHost("app:mail")
            .UseFunctionHost("app:mail")
            .AddDefinition(new ProcessDefinition("test:handler", static _ => new Waiting()))
            .AddQueueConsumer(ConsumerApp.Queue, "test:handler"));
        await app.PublishAsync("work");

        Assert.Equal("app:mail", await app.HostOfHandlerAsync("app:mail"));
    }

    [Fact]
    public async Task A_handler_that_could_run_on_several_hosts_has_to_be_told_which()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ConsumerApp.StartAsync(static artel => artel
            .AddHost("app:mail")
            .AddDefinition(new ProcessDefinition("test:handler", static _ => new Waiting()))
            .AddQueueConsumer(ConsumerApp.Queue, "test:handler")));

        Assert.Contains("has to say on which host it runs (Host), as there is not just one and 'test:handler' names none", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A handler that does not end.</summary>
    private sealed class Waiting : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process) => BehaviorStep.Done;

        public BehaviorStep Receive(Message message) => BehaviorStep.NotHandled;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;
    }
}

/// <summary>What somebody wants.</summary>
public sealed record Order(string Product, int Count);

/// <summary>A consumer that is a method.</summary>
internal static class Orders
{
    [QueueConsumer(ConsumerApp.Attributed, MaxAttempts = 4, InitialDelay = "3s", MaxDelay = "10s", BackoffFactor = 3, Jitter = 0)]
    [Permission(Permissions.Send)]
    internal static void Take(Order order, ProcessContext process)
    {
        process.Send("witness", "seen", $"{order.Count} {order.Product}, attempt {process.Queues.Message.Attempt}");
        if (order.Count < 0)
            throw new ProcessException(ErrorKind.Conflict, "out of order");
    }
}
