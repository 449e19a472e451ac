using Artel.Queues.RabbitMQ;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Artel.Queues.Tests;

/// <summary>What the configuration says of the broker, and that no error shows its password. No server is needed.</summary>
public sealed class RabbitMqSettingsTests
{
    private const string Password = "s3cret";

    /// <summary>A port on which nothing listens.</summary>
    private const string Nowhere = $"amqp://guest:{Password}@127.0.0.1:1";

    [Theory]
    [InlineData("""{ "Adress": "amqp://guest:s3cret@localhost" }""", "Artel:Queues:RabbitMQ:Adress: there is no such key; there are Address, NamePrefix and QueueType")]
    [InlineData("""{ "Address": "s3cret" }""", "Artel:Queues:RabbitMQ:Address: it is no address")]
    [InlineData("""{ "Address": "" }""", "Artel:Queues:RabbitMQ:Address: it is no address")]
    [InlineData("""{ "Address": "http://guest:s3cret@localhost" }""", "Artel:Queues:RabbitMQ:Address: it is no address")]
    [InlineData("""{ "Address": "amqp://guest:s3cret@localhost/one/two" }""", "Artel:Queues:RabbitMQ:Address: it is no address")]
    [InlineData("""{ "Address": { "Host": "s3cret" } }""", "Artel:Queues:RabbitMQ:Address: it is no address")]
    [InlineData("""{ "QueueType": "stream" }""", "Artel:Queues:RabbitMQ:QueueType: there is no queue type 'stream'; there are Quorum and Classic")]
    [InlineData("""{ "QueueType": "1" }""", "Artel:Queues:RabbitMQ:QueueType: there is no queue type '1'")]
    [InlineData("\"amqp://guest:s3cret@localhost\"", "Artel:Queues:RabbitMQ: it is a text")]
    public void A_wrong_key_stops_the_start_with_its_path_and_without_the_password(string json, string error)
    {
        using var application = Build(json);

        var refused = Assert.Throws<InvalidOperationException>(() => application.Services.GetRequiredService<ArtelRuntime>());

        Assert.StartsWith(error, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_configuration_goes_before_the_code_and_may_be_written_either_way()
    {
        var options = new RabbitMqOptions { Address = new Uri("amqp://one"), NamePrefix = "one.", ConnectionName = "mine" };

        using var application = Build(
            $$"""{ "address": "{{Nowhere}}", "name_prefix": "two.", "QueueType": "classic" }""", broker => options = Copy(options, broker));
        _ = application.Services.GetRequiredService<ArtelRuntime>();

        Assert.Equal(new Uri(Nowhere), options.Address);
        Assert.Equal(("two.", RabbitMqQueueType.Classic, "mine"), (options.NamePrefix, options.QueueType, options.ConnectionName));
    }

    [Fact]
    public async Task A_broker_that_nobody_can_reach_stops_the_start_without_the_password()
    {
        using var application = Build($$"""{ "Address": "{{Nowhere}}" }""");

        var refused = await Assert.ThrowsAsync<ProcessException>(() => application.StartAsync());

        Assert.Equal((ErrorKind.Unavailable, true), (refused.Kind, refused.Retryable));
        Assert.DoesNotContain(Password, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_in_code_that_the_client_does_not_understand_is_refused_without_the_password()
    {
        var refused = Assert.Throws<ArgumentException>(static () => new RabbitMqQueueDriver(new RabbitMqOptions { Address = new Uri("amqp://guest:s3cret@localhost/one/two") }));

        Assert.Contains("virtual-host", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, refused.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Has the builder's own options be what the test looks at.</summary>
    private static RabbitMqOptions Copy(RabbitMqOptions from, RabbitMqOptions to)
    {
        (to.Address, to.NamePrefix, to.ConnectionName) = (from.Address, from.NamePrefix, from.ConnectionName);
        return to;
    }

    private static IHost Build(string json, Action<RabbitMqOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{ "Artel": { "Queues": { "RabbitMQ": {{json}} } } }"""));
        builder.Configuration.AddJsonStream(stream);
        builder.Services.AddArtel(artel => artel.AddHost("app:processes").UseRabbitMqQueues(configure).AddQueue("app:emails"));
        return builder.Build();
    }
}
