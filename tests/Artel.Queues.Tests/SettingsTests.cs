using Artel.Hosting;
using Microsoft.Extensions.Configuration;

namespace Artel.Queues.Tests;

/// <summary>What the configuration says of queues, and what is said of a wrong key.</summary>
public sealed class SettingsTests
{
    private static readonly string[] Drivers = ["sqlite", "memory"];

    [Fact]
    public void The_configuration_adds_queues_and_goes_before_the_code()
    {
        var settings = Read(
            """
            { "app:emails": { "max_length": 7, "MaxPriority": 9, "driver": "memory", "Consumers": { "app:send": { "concurrency": 4, "InitialDelay": "00:00:02", "run_as": "publisher" } } } }
            """,
            code: new() { ["app:emails"] = new QueueOptions { MaxLength = 5 }, ["app:other"] = new QueueOptions() },
            ("app:emails", "app:send", new QueueConsumerOptions { Concurrency = 2, MaxAttempts = 9 }));

        var emails = settings.Queues.Single(static queue => queue.Declaration.Id == "app:emails");
        Assert.Equal(new QueueDeclaration("app:emails") { MaxLength = 7, MaxPriority = 9, DeadLetterQueue = "app:emails.dead" }, emails.Declaration);
        Assert.Equal("memory", emails.Driver);
        Assert.Equal("sqlite", settings.Queues.Single(static queue => queue.Declaration.Id == "app:other").Driver);
        Assert.Equal(
            ["app:emails", "app:emails.dead", "app:other", "app:other.dead"], settings.Queues.Select(static queue => queue.Declaration.Id).Order());
        var consumer = settings.Consumers.Single().Options;
        Assert.Equal((4, 9, TimeSpan.FromSeconds(2), QueueIdentity.Publisher), (consumer.Concurrency, consumer.MaxAttempts, consumer.InitialDelay, consumer.RunAs));
    }

    [Fact]
    public void A_queue_of_dead_letters_has_none_itself_and_may_be_shared()
    {
        var settings = Read(
            "{}",
            new() { ["app:a"] = new QueueOptions { DeadLetterQueue = "app:dead" }, ["app:b"] = new QueueOptions { DeadLetterQueue = "app:dead" }, ["app:dead"] = new QueueOptions { MaxLength = 3 } });

        Assert.Equal(["app:a", "app:b", "app:dead"], settings.Queues.Select(static queue => queue.Declaration.Id).Order());
        Assert.Null(settings.Queues.Single(static queue => queue.Declaration.Id == "app:dead").Declaration.DeadLetterQueue);
    }

    [Theory]
    [InlineData("5s", 5_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("0", 0)]
    [InlineData("00:00:05", 5_000)]
    [InlineData("00:00:00.250", 250)]
    public void A_time_is_written_as_people_do_or_as_dotnet_does(string written, int milliseconds)
    {
        var settings = Read(
            $$"""{ "app:emails": { "Consumers": { "app:send": { "InitialDelay": "{{written}}", "max_delay": "1h" } } } }""",
            code: new() { ["app:emails"] = new QueueOptions() },
            ("app:emails", "app:send", new QueueConsumerOptions()));

        Assert.Equal((TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromHours(1)), (settings.Consumers.Single().Options.InitialDelay, settings.Consumers.Single().Options.MaxDelay));
    }

    [Theory]
    [InlineData("""{ "app:emails": { "MaxLenght": 7 } }""", "Artel:Queues:app:emails:MaxLenght: there is no such key")]
    [InlineData("""{ "app:emails": { "MaxLength": "many" } }""", "Artel:Queues:app:emails:MaxLength: 'many'")]
    [InlineData("""{ "app:emails": { "MaxLength": 0 } }""", "Artel:Queues:app:emails: MaxLength is 0")]
    [InlineData("""{ "app:emails": { "MaxPriority": 256 } }""", "Artel:Queues:app:emails:MaxPriority: '256'")]
    [InlineData("""{ "app:emails": { "Driver": "kafka" } }""", "Artel:Queues:app:emails: there is no queue driver 'kafka'; there are sqlite, memory")]
    [InlineData("""{ "app:emails": { "DeadLetterQueue": "app:emails" } }""", "Artel:Queues:app:emails: DeadLetterQueue is 'app:emails'")]
    [InlineData("""{ "Driver": "kafka" }""", "Artel:Queues:Driver: there is no queue driver 'kafka'")]
    [InlineData("""{ "emails": "yes" }""", "Artel:Queues:emails: an id is needed here")]
    [InlineData("""{ "app:emails": { "MaxLength": 1, "Consumers": { "app:nobody": { "Concurrency": 1 } } } }""", "Artel:Queues:app:emails:Consumers:app:nobody: 'app:nobody' consumes no queue")]
    [InlineData("""{ "app:emails": { "Consumers": { "app:send": { "Concurrency": 0 } } } }""", "Artel:Queues:app:emails:Consumers:app:send: Concurrency is 0")]
    [InlineData("""{ "app:emails": { "Consumers": { "app:send": { "InitialDelay": "5" } } } }""", "Artel:Queues:app:emails:Consumers:app:send:InitialDelay: '5': it is no duration")]
    [InlineData("""{ "app:emails": { "Consumers": { "app:send": { "InitialDelay": "soon" } } } }""", "Artel:Queues:app:emails:Consumers:app:send:InitialDelay: 'soon': it is no duration")]
    [InlineData("""{ "app:emails": { "Consumers": { "app:send": { "InitialDelay": "-5s" } } } }""", "Artel:Queues:app:emails:Consumers:app:send:InitialDelay: '-5s': it is no duration")]
    [InlineData("""{ "app:emails": { "Consumers": { "app:send": { "RunAs": "root" } } } }""", "Artel:Queues:app:emails:Consumers:app:send:RunAs: 'root'")]
    [InlineData("""{ "app:emails": { "Consumers": { "app:send": { "jitter": 2 } } } }""", "Artel:Queues:app:emails:Consumers:app:send: Jitter is 2")]
    public void A_wrong_key_is_refused_with_its_path(string json, string error) =>
        Assert.StartsWith(error, Assert.Throws<InvalidOperationException>(() => Read(json, [], ("app:emails", "app:send", new QueueConsumerOptions()))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_consumer_of_no_queue_is_refused() => Assert.Contains(
        "there is no such queue", Assert.Throws<InvalidOperationException>(static () => Read("{}", [], ("app:emails", "app:send", new QueueConsumerOptions()))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_queue_without_a_driver_is_refused_and_told_of_both()
    {
        var refused = Assert.Throws<InvalidOperationException>(
            static () => new QueueSettings(null, [], new Dictionary<string, QueueOptions> { ["app:emails"] = new() }, []));

        Assert.Contains("UseSqliteQueues", refused.Message, StringComparison.Ordinal);
        Assert.Contains("UseMemoryQueues", refused.Message, StringComparison.Ordinal);
    }

    private static QueueSettings Read(
        string json, Dictionary<string, QueueOptions> code, params (string Queue, string Function, QueueConsumerOptions Options)[] consumers)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{ "Artel": { "Queues": {{json}} } }"""));
        var configuration = new ConfigurationBuilder().AddJsonStream(stream).Build();
        return new QueueSettings(configuration.GetSection("Artel:Queues"), Drivers, code, consumers);
    }
}
