using Artel.Queues.RabbitMQ;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artel;

/// <summary>Adds queues on a RabbitMQ broker to an application.</summary>
public static class RabbitMqQueuesBuilderExtensions
{
    /// <summary>
    /// Adds the driver <c>rabbitmq</c>: queues on a broker. The configuration's <c>Artel:Queues:RabbitMQ</c> with the keys <c>Address</c>,
    /// <c>NamePrefix</c> and <c>QueueType</c> goes before what code sets.
    /// </summary>
    /// <param name="artel">The application's runtime.</param>
    /// <param name="configure">Sets how to reach the broker.</param>
    /// <exception cref="ArgumentException">It is there already.</exception>
    /// <example><code>
    /// artel.UseRabbitMqQueues(broker => broker.Address = new Uri("amqp://broker.example/orders")).AddQueue("app:orders");
    /// </code></example>
    public static ArtelBuilder UseRabbitMqQueues(this ArtelBuilder artel, Action<RabbitMqOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(artel);
        return artel.UseQueueDriver("rabbitmq", services =>
        {
            var options = new RabbitMqOptions();
            configure?.Invoke(options);
            if (services.GetService<IConfiguration>()?.GetSection("Artel:Queues:RabbitMQ") is { } section)
                Read(section, options);
            return new RabbitMqQueueDriver(options, services.GetRequiredService<TimeProvider>());
        });
    }

    private static void Read(IConfigurationSection section, RabbitMqOptions options)
    {
        // Neither this nor an address is shown, since it holds a password.
        if (section.Value is { Length: > 0 })
            throw Wrong(section, "it is a text; there are the keys Address, NamePrefix and QueueType");
        foreach (var key in section.GetChildren())
        {
            switch (key.Key.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant())
            {
                case "ADDRESS":
                    options.Address = Uri.TryCreate(key.Value, UriKind.Absolute, out var address) && BrokerConnection.IsAddress(address)
                        ? address
                        : throw Wrong(key, "it is no address as amqp://user:password@host:port/virtual-host is one");
                    break;
                case "NAMEPREFIX":
                    options.NamePrefix = key.Value ?? "";
                    break;
                case "QUEUETYPE":
                    options.QueueType = key.Value?.ToUpperInvariant() switch
                    {
                        "QUORUM" => RabbitMqQueueType.Quorum,
                        "CLASSIC" => RabbitMqQueueType.Classic,
                        _ => throw Wrong(key, $"there is no queue type '{key.Value}'; there are Quorum and Classic"),
                    };
                    break;
                default:
                    throw Wrong(key, "there is no such key; there are Address, NamePrefix and QueueType");
            }
        }
    }

    private static InvalidOperationException Wrong(IConfigurationSection key, string why) => new($"{key.Path}: {why}.");
}
