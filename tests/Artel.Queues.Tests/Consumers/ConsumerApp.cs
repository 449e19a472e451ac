using System.Threading.Channels;
using Artel.Lua;
using Artel.Queues.Memory;
using Artel.Security;
using Artel.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Artel.Queues.Tests.Consumers;

/// <summary>An application with a queue, whose handlers tell a witness what they see, and whose clock and chance belong to the test.</summary>
internal sealed class ConsumerApp : IAsyncDisposable
{
    public const string Queue = "app:jobs";
    public const string Host = "app:processes";

    /// <summary>Nothing here takes that long; a test that hangs fails instead of holding the run.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IHost _application;
    private readonly Witness _witness;
    private readonly RecordingDriver _driver;

    private ConsumerApp(IHost application, Witness witness, RecordingDriver driver, VirtualTime time)
    {
        _application = application;
        _witness = witness;
        _driver = driver;
        Time = time;
        Runtime = application.Services.GetRequiredService<ArtelRuntime>();
    }

    public VirtualTime Time { get; }

    public ArtelRuntime Runtime { get; }

    /// <summary>An application with the handlers of both languages and whatever the test adds; its queues are in memory, if it gives no other driver.</summary>
    public static async Task<ConsumerApp> StartAsync(
        Action<ArtelBuilder> configure, SecurityMode mode = SecurityMode.Permissive, double chance = 0.5, IQueueDriver? store = null)
    {
        var time = new VirtualTime();
        var witness = new Witness();
        var driver = new RecordingDriver(store ?? new MemoryQueueDriver(time));
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddArtel(artel =>
        {
            artel.UseSecurityMode(mode)
                .AddHost(Host)
                .AddQueue(Queue)
                .UseQueueDriver("recording", _ => driver)
                .AddDefinition(new ProcessDefinition(Witness.Id, _ => witness) { Topics = [Witness.Topic], EndsWhenCancelled = true })
                .AddDefinitions()
                .AddLuaHandlers();
            artel.QueueChance = () => chance;
            configure(artel);
        });
        var application = builder.Build();
        await application.StartAsync();
        return new ConsumerApp(application, witness, driver, time);
    }

    /// <summary>Has the witness there, and then publishes.</summary>
    public async Task PublishAsync<T>(T payload, QueuePublishOptions? options = null)
    {
        if (Runtime.TryLookup(Witness.Name) is null)
            Runtime.SpawnNamed(Witness.Name, Witness.Id, Host);
        await Runtime.Queues.PublishAsync(Queue, payload, options).WaitAsync(Patience);
    }

    /// <summary>What a handler told next.</summary>
    public async Task<string> SeenAsync() => await _witness.Seen.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Whether nobody has told anything more.</summary>
    public bool SawNothingMore => _witness.Seen.Reader.Count == 0;

    /// <summary>What became of an attempt next.</summary>
    public async Task<string> SettledAsync() => await _driver.Settled.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async Task<QueueInfo> InfoAsync(string queue = Queue) => await Runtime.Queues.GetInfoAsync(queue).WaitAsync(Patience);

    /// <summary>Takes the next dead letter.</summary>
    public async Task<QueueDelivery> DeadLetterAsync()
    {
        var subscription = await _driver.SubscribeAsync($"{Queue}.dead", 1, default);
        return await subscription.ReceiveAsync(default).AsTask().WaitAsync(Patience);
    }

    /// <summary>Stops the application, as Ctrl+C does.</summary>
    public Task StopAsync() => _application.StopAsync();

    /// <summary>Waits until something on another thread has armed one more timer than there were.</summary>
    public async Task TimerArmedAsync(int before)
    {
        while (Time.ArmedTimers <= before)
            await Task.Run(static () => { });
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Patience);
        _application.Dispose();
    }

    /// <summary>The process that handlers tell what they see.</summary>
    private sealed class Witness : IProcessBehavior
    {
        public const string Id = "test:witness";
        public const string Name = "witness";
        public const string Topic = "seen";

        public Channel<string> Seen { get; } = Channel.CreateUnbounded<string>();

        public BehaviorStep Start(ProcessContext process) => BehaviorStep.Done;

        public BehaviorStep Receive(Message message)
        {
            Seen.Writer.TryWrite(message.GetPayload<string>()!);
            return BehaviorStep.Done;
        }

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;
    }
}

/// <summary>A driver that tells what became of each delivery, once it is done.</summary>
internal sealed class RecordingDriver(IQueueDriver inner) : IQueueDriver
{
    public Channel<string> Settled { get; } = Channel.CreateUnbounded<string>();

    public string Name => inner.Name;

    public ValueTask OpenAsync(IReadOnlyList<QueueDeclaration> queues, CancellationToken cancellationToken) => inner.OpenAsync(queues, cancellationToken);

    public ValueTask PublishAsync(string queue, QueueMessage message, CancellationToken cancellationToken) => inner.PublishAsync(queue, message, cancellationToken);

    public async ValueTask<IQueueSubscription> SubscribeAsync(string queue, int prefetch, CancellationToken cancellationToken) =>
        new Subscription(await inner.SubscribeAsync(queue, prefetch, cancellationToken), Settled.Writer);

    public ValueTask<QueueStatistics> GetStatisticsAsync(string queue, CancellationToken cancellationToken) => inner.GetStatisticsAsync(queue, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Subscription(IQueueSubscription inner, ChannelWriter<string> settled) : IQueueSubscription
    {
        public ValueTask<QueueDelivery> ReceiveAsync(CancellationToken cancellationToken) => inner.ReceiveAsync(cancellationToken);

        public ValueTask AcknowledgeAsync(QueueDelivery delivery) => TellAsync(inner.AcknowledgeAsync(delivery), "ack");

        public ValueTask RetryAsync(QueueDelivery delivery, TimeSpan delay, string error) =>
            TellAsync(inner.RetryAsync(delivery, delay, error), $"retry after {delay.TotalSeconds} s: {error}");

        public ValueTask DeadLetterAsync(QueueDelivery delivery, string error) => TellAsync(inner.DeadLetterAsync(delivery, error), $"dead: {error}");

        public ValueTask ReleaseAsync(QueueDelivery delivery) => TellAsync(inner.ReleaseAsync(delivery), "release");

        public ValueTask DisposeAsync() => inner.DisposeAsync();

        private async ValueTask TellAsync(ValueTask settling, string what)
        {
            await settling;
            settled.TryWrite(what);
        }
    }
}
