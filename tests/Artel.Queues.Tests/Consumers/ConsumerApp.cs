using System.Threading.Channels;
using Artel.Lua;
using Artel.Queues.Memory;
using Artel.Security;
using Artel.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Artel.Queues.Tests.Consumers;

/// <summary>An application with a queue, whose handlers tell a witness what they see, and whose clock and chance belong to the test.</summary>
internal sealed class ConsumerApp : IAsyncDisposable
{
    public const string Queue = "app:jobs";
    public const string Host = "app:processes";

    /// <summary>The name that has to be there for some handlers to do their work.</summary>
    public const string Allowed = "allowed";

    /// <summary>A queue whose consumer is a method with an attribute.</summary>
    public const string Attributed = "app:attributed";

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
        builder.Services.AddHealthChecks().AddArtel();
        builder.Services.AddArtel(artel =>
        {
            artel.UseSecurityMode(mode)
                .AddHost(Host)
                .AddQueue(Queue)
                .UseQueueDriver("recording", _ => driver)
                .AddQueue(Attributed)
                .AddDefinition(new ProcessDefinition(Witness.Id, _ => witness) { Topics = [Witness.Topic], EndsWhenCancelled = true })
                .AddLuaHandlers();
            artel.QueueChance = () => chance;
            configure(artel);
            artel.AddDefinitions();
        });
        var application = builder.Build();
        await application.StartAsync();
        return new ConsumerApp(application, witness, driver, time);
    }

    /// <summary>Has the witness there, and then publishes.</summary>
    public async Task PublishAsync<T>(T payload, QueuePublishOptions? options = null, string queue = Queue)
    {
        if (Runtime.TryLookup(Witness.Name) is null)
            Runtime.SpawnNamed(Witness.Name, Witness.Id, Host);
        await Runtime.Queues.PublishAsync(queue, payload, options).WaitAsync(Patience);
    }

    /// <summary>Lets those handlers do their work that have waited for it.</summary>
    public void Allow() => Runtime.SpawnNamed(Allowed, Witness.Id, Host);

    /// <summary>What a handler told next.</summary>
    public async Task<string> SeenAsync() => await _witness.Seen.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Whether nobody has told anything more.</summary>
    public bool SawNothingMore => _witness.Seen.Reader.Count == 0;

    /// <summary>What became of an attempt next.</summary>
    public async Task<string> SettledAsync() => await _driver.Settled.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async Task<QueueInfo> InfoAsync(string queue = Queue) => await Runtime.Queues.GetInfoAsync(queue).WaitAsync(Patience);

    /// <summary>Takes the next dead letter.</summary>
    public async Task<QueueDelivery> DeadLetterAsync(string queue = Queue)
    {
        var subscription = await _driver.SubscribeAsync($"{queue}.dead", 1, default);
        return await subscription.ReceiveAsync(default).AsTask().WaitAsync(Patience);
    }

    /// <summary>Why a consumer handles nothing; it notes that on its own thread.</summary>
    public async Task<ProcessException> TroubleAsync(int consumer)
    {
        await ReachAsync(() => Task.FromResult(Runtime.QueueConsumers[consumer].Trouble is not null));
        return Runtime.QueueConsumers[consumer].Trouble!;
    }

    /// <summary>What the queue holds when nobody takes from it any more.</summary>
    public async Task<QueueInfo> IdleAsync()
    {
        await ReachAsync(async () => (await InfoAsync()).ConsumerCount == 0);
        return await InfoAsync();
    }

    /// <summary>On which host the one handler runs; the witness is on <see cref="Host"/>.</summary>
    public async Task<string> HostOfHandlerAsync(string other)
    {
        int OnOther() => Runtime.FindHost(other)!.Count;
        await ReachAsync(() => Task.FromResult(OnOther() + Runtime.FindHost(Host)!.Count == 2));
        return OnOther() == 1 ? other : Host;
    }

    /// <summary>Waits until something holds that happens on another thread.</summary>
    private static async Task ReachAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Run(static () => { });
        }
    }

    /// <summary>Lets seconds pass until something comes.</summary>
    public async Task AdvanceUntilAsync(Func<Task<string>> next, Action<string> take)
    {
        var coming = next();
        while (!coming.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(coming, Task.Run(static () => { }));
        }

        take(await coming);
    }

    /// <summary>The state of the application's health.</summary>
    public async Task<HealthReport> HealthAsync() =>
        await _application.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync().WaitAsync(Patience);

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

    public TimeSpan LongestDelay => inner.LongestDelay;

    public ValueTask OpenAsync(IReadOnlyList<QueueDeclaration> queues, CancellationToken cancellationToken) => inner.OpenAsync(queues, cancellationToken);

    public ValueTask PublishAsync(string queue, QueueMessage message, CancellationToken cancellationToken) => inner.PublishAsync(queue, message, cancellationToken);

    public async ValueTask<IQueueSubscription> SubscribeAsync(string queue, int prefetch, CancellationToken cancellationToken) =>
        new Subscription(await inner.SubscribeAsync(queue, prefetch, cancellationToken), Settled.Writer);

    public ValueTask<QueueStatistics> GetStatisticsAsync(string queue, CancellationToken cancellationToken) => inner.GetStatisticsAsync(queue, cancellationToken);

    public ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken) => inner.PeekAsync(queue, count, cancellationToken);

    public ValueTask<int> RequeueAsync(string deadLetters, int count, CancellationToken cancellationToken) => inner.RequeueAsync(deadLetters, count, cancellationToken);

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
