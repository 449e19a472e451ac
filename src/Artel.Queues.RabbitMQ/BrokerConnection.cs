using System.Globalization;
using System.Text;
using System.Threading.RateLimiting;
using RabbitMQ.Client;

namespace Artel.Queues.RabbitMQ;

/// <summary>
/// The driver's connection, made when it is needed and made again when it broke. The client's own recovery is off: it would bring deliveries
/// back to life whose messages the broker has given to somebody else. Thread-safe.
/// </summary>
internal sealed class BrokerConnection : IAsyncDisposable
{
    /// <summary>How many messages may be on their way to the broker without its word that it has them; further publishers wait.</summary>
    private const int UnconfirmedLimit = 1024;

    private readonly ConnectionFactory _factory;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private IConnection? _connection;
    private IChannel? _publisher;
    private ConcurrencyLimiter? _limiter;
    private bool _disposed;

    public BrokerConnection(RabbitMqOptions options)
    {
        if (options.Address.Scheme is not ("amqp" or "amqps"))
            throw new ArgumentException("A broker's address begins with amqp:// or amqps://.", nameof(options));
        if (FactoryFor(options.Address) is not { } factory)
            throw new ArgumentException("A broker's address reads amqp://user:password@host:port/virtual-host.", nameof(options));

        factory.ClientProvidedName = options.ConnectionName;
        factory.AutomaticRecoveryEnabled = false;
        factory.TopologyRecoveryEnabled = false;
        _factory = factory;
    }

    /// <summary>The first number of the broker's version; 0 before there was a connection, and where the broker does not say.</summary>
    public int BrokerVersion { get; private set; }

    /// <summary>Whether an address is one that the client understands.</summary>
    public static bool IsAddress(Uri address) => FactoryFor(address) is not null;

    private static ConnectionFactory? FactoryFor(Uri address)
    {
        try
        {
            return new ConnectionFactory { Uri = address };
        }
        catch (Exception unusable) when (unusable is ArgumentException or FormatException)
        {
            // Its text may show parts of the address, and so a password; the caller says what an address reads like.
            return null;
        }
    }

    /// <summary>A channel of its own, for a consumer or for declarations.</summary>
    public async ValueTask<IChannel> CreateChannelAsync(string operation, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var connection = await ConnectAsync(cancellationToken);
            return await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        }
        catch (Exception thrown) when (BrokerErrors.IsUnavailable(thrown))
        {
            throw BrokerErrors.Unavailable(operation, thrown);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sends a message and waits for the broker's word that it has it.</summary>
    /// <returns>False when the broker refuses it, since the queue is full.</returns>
    /// <exception cref="ProcessException">UNAVAILABLE; NOT_FOUND: nothing takes messages there any more.</exception>
    public async ValueTask<bool> PublishAsync(
        string operation, Route route, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            var channel = Volatile.Read(ref _publisher) is { IsOpen: true } open ? open : await OpenPublisherAsync(cancellationToken);
            await channel.BasicPublishAsync(route.Exchange, route.Key, mandatory: true, properties, body, cancellationToken);
            return true;
        }
        catch (global::RabbitMQ.Client.Exceptions.PublishException refused)
        {
            return refused.IsReturn ? throw BrokerErrors.UnknownQueue(operation, route.Queue) : false;
        }
        catch (Exception thrown) when (BrokerErrors.IsUnavailable(thrown))
        {
            throw BrokerErrors.Unavailable(operation, thrown);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_disposed)
                return;
            _disposed = true;
            if (_connection is { } connection)
                await connection.DisposeAsync();
            if (_limiter is { } limiter)
                await limiter.DisposeAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask<IChannel> OpenPublisherAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_publisher is { IsOpen: true } open)
                return open;
            var connection = await ConnectAsync(cancellationToken);
            _limiter ??= new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = UnconfirmedLimit, QueueLimit = int.MaxValue });
            var options = new CreateChannelOptions(
                publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: _limiter);
            var channel = await connection.CreateChannelAsync(options, cancellationToken);
            Volatile.Write(ref _publisher, channel);
            return channel;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The connection; inside of the gate.</summary>
    private async ValueTask<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_connection is { IsOpen: true } open)
            return open;
        if (_connection is { } broken)
        {
            _connection = null;
            await broken.DisposeAsync();
        }

        _connection = await _factory.CreateConnectionAsync(cancellationToken);
        BrokerVersion = VersionOf(_connection);
        return _connection;
    }

    private static int VersionOf(IConnection connection) =>
        connection.ServerProperties?.TryGetValue("version", out var version) == true && version is byte[] text
        && int.TryParse(Encoding.UTF8.GetString(text).Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
}

/// <summary>Where a message is published to.</summary>
/// <param name="Queue">The queue that it gets to in the end.</param>
/// <param name="Exchange">The exchange; empty for the queue itself.</param>
/// <param name="Key">The routing key.</param>
internal readonly record struct Route(string Queue, string Exchange, string Key)
{
    /// <summary>Straight into a queue.</summary>
    public static Route To(string queue) => new(queue, "", queue);
}
