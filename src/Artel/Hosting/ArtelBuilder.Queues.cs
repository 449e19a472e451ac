using System.Globalization;
using Artel.Hosting;
using Artel.Queues;
using Artel.Queues.Memory;
using Artel.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artel;

/// <content>Queues, what keeps them, and who consumes them.</content>
public sealed partial class ArtelBuilder
{
    private readonly List<(string Queue, string Function, QueueConsumerOptions Options)> _consumers = [];
    private readonly Dictionary<string, QueueOptions> _queues = new(StringComparer.Ordinal);
    private readonly List<(string Name, Func<IServiceProvider, IQueueDriver> Create)> _queueDrivers = [];

    /// <summary>The queues of the runtime that was built; null before that.</summary>
    internal QueueSystem? QueueSystem { get; private set; }

    /// <summary>Gives numbers from 0 to 1: what queues leave to chance.</summary>
    internal Func<double> QueueChance { get; set; } = Random.Shared.NextDouble;

    /// <summary>
    /// Adds a queue, with one for its dead letters. The configuration's <c>Artel:Queues:{id}</c> adds one too, and goes before what code sets.
    /// </summary>
    /// <param name="id">Its id, <c>namespace:name</c>.</param>
    /// <param name="configure">Sets its options.</param>
    /// <exception cref="ArgumentException">The id is malformed or there already.</exception>
    /// <example><code>
    /// artel.UseSqliteQueues("queues.db").AddQueue("app:emails", queue => queue.MaxLength = 10_000);
    /// </code></example>
    public ArtelBuilder AddQueue(string id, Action<QueueOptions>? configure = null)
    {
        if (!ProcessDefinition.IsValidId(id))
            throw new ArgumentException($"'{id}' is not a queue id; an id reads namespace:name.", nameof(id));
        var options = new QueueOptions();
        configure?.Invoke(options);
        if (!_queues.TryAdd(id, options))
            throw new ArgumentException($"There are two queues with the id '{id}'.", nameof(id));
        return this;
    }

    /// <summary>
    /// Adds a driver that keeps queues. The first one keeps those that name none; the configuration's <c>Artel:Queues:Driver</c> says otherwise.
    /// </summary>
    /// <param name="name">What queues call it.</param>
    /// <param name="create">Makes it, once, when the runtime is made.</param>
    /// <exception cref="ArgumentException">The name is empty, or there already.</exception>
    public ArtelBuilder UseQueueDriver(string name, Func<IServiceProvider, IQueueDriver> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(create);
        if (_queueDrivers.Exists(driver => driver.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw new ArgumentException($"There are two queue drivers with the name '{name}'.", nameof(name));
        _queueDrivers.Add((name, create));
        return this;
    }

    /// <summary>
    /// Adds the driver <c>memory</c>: queues that are lost with the program. For tests, and for messages that are not worth keeping.
    /// </summary>
    /// <exception cref="ArgumentException">It is there already.</exception>
    public ArtelBuilder UseMemoryQueues() =>
        UseQueueDriver("memory", static services => new MemoryQueueDriver(services.GetRequiredService<TimeProvider>()));

    /// <summary>Has a function handle the messages of a queue.</summary>
    /// <param name="queue">The queue's id.</param>
    /// <param name="function">The id of the function, or of a process definition, that is called with each message's payload.</param>
    /// <param name="configure">Sets options; the configuration's <c>Artel:Queues:{queue}:Consumers:{function}</c> goes before them.</param>
    /// <exception cref="ArgumentException">An id is malformed, or the function consumes the queue already.</exception>
    public ArtelBuilder AddQueueConsumer(string queue, string function, Action<QueueConsumerOptions>? configure = null)
    {
        if (!ProcessDefinition.IsValidId(queue))
            throw new ArgumentException($"'{queue}' is not a queue id; an id reads namespace:name.", nameof(queue));
        if (!ProcessDefinition.IsValidId(function))
            throw new ArgumentException($"'{function}' is not a function id; an id reads namespace:name.", nameof(function));
        if (_consumers.Exists(consumer => consumer.Queue == queue && consumer.Function == function))
            throw new ArgumentException($"The function '{function}' consumes the queue '{queue}' already.", nameof(function));
        var options = new QueueConsumerOptions();
        configure?.Invoke(options);
        _consumers.Add((queue, function, options));
        return this;
    }

    /// <summary>The queues of a runtime, which from now on can be used through it once they are open.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong; where it is in the configuration, the text begins with the path of the key.</exception>
    private QueueSystem BuildQueues(IServiceProvider services, ArtelRuntime runtime)
    {
        var settings = new QueueSettings(
            services.GetService<IConfiguration>()?.GetSection("Artel:Queues"),
            [.. _queueDrivers.Select(static driver => driver.Name)],
            _queues,
            _consumers);
        var drivers = new Dictionary<string, IQueueDriver>(StringComparer.OrdinalIgnoreCase);
        var queues = settings.Queues.Select(queue => new QueueSetup(queue.Declaration, Driver(queue.Driver), queue.MaxMessageBytes));
        var consumers = settings.Consumers.Select(consumer => new QueueConsumerSetup(
            consumer.Queue, consumer.Function, HostOf(runtime, consumer), IdentityOf(runtime, consumer), consumer.Options)).ToList();
        var system = new QueueSystem(runtime, queues, consumers, QueueChance);
        foreach (var consumer in settings.Consumers)
            VerifyDelays(consumer, system.Find("open", consumer.Queue).Driver);
        runtime.QueueClients = cell => new QueueAccess(system, cell);
        runtime.DeadLettersNow = new DeadLetters(system);
        runtime.QueueConsumersNow = () => [.. system.Consumers.Select(static consumer => consumer.Info)];
        return system;

        IQueueDriver Driver(string name)
        {
            if (!drivers.TryGetValue(name, out var driver))
                drivers.Add(name, driver = _queueDrivers.Find(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Create(services));
            return driver;
        }
    }

    /// <exception cref="InvalidOperationException">Messages may have to wait longer than their store can make them.</exception>
    private static void VerifyDelays(QueueSettings.Consumer consumer, IQueueDriver driver)
    {
        var (longest, jitter) = (consumer.Options.MaxDelay, consumer.Options.Jitter);
        if (longest * (1 + jitter) > driver.LongestDelay)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{consumer}: MaxDelay is {longest}, with a Jitter of {jitter}; the driver '{driver.Name}' delays for {driver.LongestDelay} at most. Set a shorter MaxDelay."));
        }
    }

    private static string HostOf(ArtelRuntime runtime, QueueSettings.Consumer consumer)
    {
        if (!runtime.HasDefinition(consumer.Function))
            throw new InvalidOperationException($"{consumer}: there is no definition '{consumer.Function}'; add it with AddDefinitions or AddDefinition.");
        var host = consumer.Options.Host ?? runtime.HostOfFunction(consumer.Function) ?? throw new InvalidOperationException(
            $"{consumer}: it has to say on which host it runs (Host), as there is not just one and '{consumer.Function}' names none.");
        return runtime.FindHost(host) is not null ? host : throw new InvalidOperationException($"{consumer}: there is no host '{host}'; add it with AddHost.");
    }

    private SecurityIdentity IdentityOf(ArtelRuntime runtime, QueueSettings.Consumer consumer)
    {
        var (options, identity) = (consumer.Options, runtime.DefaultIdentity);
        if (options.Actor is null && options.Policies.Count == 0 && options.Groups.Count == 0)
            return identity;
        try
        {
            var scope = options.Policies.Count == 0 && options.Groups.Count == 0 ? identity.Scope : _policies.CreateScope(options.Policies, options.Groups);
            return new SecurityIdentity(options.Actor ?? identity.Actor, scope);
        }
        catch (ArgumentException unknown)
        {
            throw new InvalidOperationException($"{consumer}: {unknown.Message}", unknown);
        }
    }
}
