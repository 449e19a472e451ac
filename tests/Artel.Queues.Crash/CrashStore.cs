using Artel.Queues.RabbitMQ;
using RabbitMQ.Client;

namespace Artel.Queues.Crash;

/// <summary>What keeps the queues of a campaign: a file, or queues of its own on a broker. It goes with the campaign.</summary>
public sealed class CrashStore : IAsyncDisposable
{
    /// <summary>The drivers that there are here.</summary>
    public const string Drivers = "sqlite, rabbitmq";

    /// <summary>The environment variable that holds a broker's address.</summary>
    private const string Broker = "ARTEL_RABBITMQ";

    /// <summary>A store for a campaign.</summary>
    /// <param name="driver">Which driver keeps the queues.</param>
    /// <param name="folder">Where a file goes.</param>
    /// <exception cref="ArgumentException">There is no such driver, or no broker.</exception>
    public CrashStore(string driver, string folder)
    {
        Driver = driver;
        Place = driver switch
        {
            "sqlite" => Path.Combine(folder, "queues.db"),
            "rabbitmq" when Address is not null => $"crash-{Guid.NewGuid():N}.",
            "rabbitmq" => throw new ArgumentException($"There is no RabbitMQ server: '.ci/rabbitmq start <folder>' starts one and prints its address, which {Broker} has to hold."),
            _ => throw NoDriver(driver),
        };
    }

    /// <summary>The name of the driver.</summary>
    public string Driver { get; }

    /// <summary>The file, or what the names of the queues on the broker begin with.</summary>
    public string Place { get; }

    private static Uri? Address => Environment.GetEnvironmentVariable(Broker) is { Length: > 0 } address ? new Uri(address) : null;

    /// <summary>Has the application keep its queues there.</summary>
    public static ArtelBuilder Use(ArtelBuilder artel, string driver, string place) => driver switch
    {
        "sqlite" => artel.UseSqliteQueues(place),
        "rabbitmq" => artel.UseRabbitMqQueues(broker => (broker.Address, broker.NamePrefix) = (Address!, place)),
        _ => throw NoDriver(driver),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A file goes with its folder.
        if (Driver != "rabbitmq")
            return;
        await using var connection = await new ConnectionFactory { Uri = Address! }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in CrashingApplication.Queues)
            await channel.QueueDeleteAsync(Place + queue);
    }

    private static ArgumentException NoDriver(string driver) => new($"There is no driver '{driver}' here; there are {Drivers}.");
}
