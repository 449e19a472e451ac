using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Artel.Benchmarks.Measuring;
using Artel.Payloads;
using Artel.Queues;
using Artel.Queues.Memory;
using Artel.Queues.RabbitMQ;
using Artel.Queues.Sqlite;
using RabbitMQ.Client;

namespace Artel.Benchmarks.Queues;

/// <summary>
/// What publishing and consuming cost by each driver, beside the raw client that does the same work: the same payload by its codec, the same rows, the
/// same commits. Each figure is taken in turn with its peer, so that the ratio holds where the times do not.
/// </summary>
internal static class QueueFigures
{
    private const string Queue = "bench:work";
    private const double Target = 1.5;

    /// <summary>The environment variable that holds a broker's address.</summary>
    private const string Broker = "ARTEL_RABBITMQ";

    /// <summary>How many publishes, or messages in flight, share what a commit costs.</summary>
    private const int AtATime = 64;

    /// <summary>Runs the figures: <c>queues [rounds]</c>.</summary>
    public static int Run(string[] args)
    {
        var rounds = args is [var text] ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 5;
        Console.WriteLine("| | what | Artel, ns | raw, ns | ratio | target |");
        Console.WriteLine("|---|---|---|---|---|---|");
        using var folder = new Folder();
        var memory = new Pair("memory driver", "System.Threading.Channels", 200_000, MemoryRunAsync, ChannelRunAsync);
        var sqlite = new Pair(
            "SQLite driver", "Microsoft.Data.Sqlite", 20_000, count => SqliteRunAsync(folder.Next(), count), count => Task.FromResult(RawSqlite.Run(folder.Next(), count, AtATime)));
        Report("Q1", "Q2", memory, rounds);
        Report("Q3", "Q4", sqlite, rounds);
        if (Environment.GetEnvironmentVariable(Broker) is { Length: > 0 } address)
        {
            ReportRabbitMq("Q5", "Q6", new Uri(address), RabbitMqQueueType.Quorum, rounds);
            ReportRabbitMq("Q7", "Q8", new Uri(address), RabbitMqQueueType.Classic, rounds);
        }
        else
        {
            Console.WriteLine($"| Q5 to Q8 | RabbitMQ: NOT MEASURED, there is no server. '.ci/rabbitmq start <folder>' starts one and prints its address, which {Broker} has to hold | | | | |");
        }

        return 0;
    }

    private static void ReportRabbitMq(string publish, string consume, Uri address, RabbitMqQueueType type, int rounds) => Report(
        publish,
        consume,
        new Pair(
            $"RabbitMQ driver, {type.ToString().ToLowerInvariant()} queue", "RabbitMQ.Client", 20_000, count => RabbitMqRunAsync(address, type, count), count => RawRabbitMq.RunAsync(address, type, count, AtATime)),
        rounds);

    private static void Report(string publish, string consume, Pair pair, int rounds)
    {
        // The first run of each is for the compiler.
        var (own, raw) = (new List<Times>(), new List<Times>());
        for (var round = 0; round <= rounds; round++)
        {
            var count = round == 0 ? Math.Min(pair.Count, 10_000) : pair.Count;
            var (ofArtel, ofPeer) = (pair.Own(count).Result, pair.Raw(count).Result);
            if (round == 0)
                continue;
            own.Add(ofArtel);
            raw.Add(ofPeer);
        }

        Line(publish, $"publish, {pair.Name} beside {pair.Peer}", own, raw, static times => times.Publish);
        Line(consume, $"take and acknowledge, {pair.Name} beside {pair.Peer}", own, raw, static times => times.Consume);
    }

    private static void Line(string id, string title, List<Times> own, List<Times> raw, Func<Times, double> figure)
    {
        var (artel, peer) = (Spread.Of(own.Select(figure)).Median, Spread.Of(raw.Select(figure)).Median);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {id} | {title} | {artel:0} | {peer:0} | {Spread.Of(own.Zip(raw, (a, b) => figure(a) / figure(b))).Median:0.00} | {Target} |"));
    }

    private static async Task<Times> MemoryRunAsync(int count)
    {
        await using var driver = new MemoryQueueDriver(TimeProvider.System);
        await driver.OpenAsync([new QueueDeclaration(Queue)], default);
        var publish = await TimeAsync(count, async () =>
        {
            for (var i = 0; i < count; i++)
                await driver.PublishAsync(Queue, NewMessage(i), default);
        });
        await using var subscription = await driver.SubscribeAsync(Queue, AtATime, default);
        var consume = await TimeAsync(count, () => ConsumeAsync(subscription, count));
        return new Times(publish, consume);
    }

    private static async Task<Times> ChannelRunAsync(int count)
    {
        var channel = Channel.CreateUnbounded<QueueMessage>();
        var publish = await TimeAsync(count, async () =>
        {
            for (var i = 0; i < count; i++)
                await channel.Writer.WriteAsync(NewMessage(i));
        });
        var consume = await TimeAsync(count, async () =>
        {
            for (var i = 0; i < count; i++)
                Verify(await channel.Reader.ReadAsync(), i);
        });
        return new Times(publish, consume);
    }

    private static async Task<Times> SqliteRunAsync(string path, int count)
    {
        await using var driver = new SqliteQueueDriver(path, TimeProvider.System);
        return await RunTogetherAsync(driver, count);
    }

    private static async Task<Times> RabbitMqRunAsync(Uri address, RabbitMqQueueType type, int count)
    {
        var prefix = $"bench-{Guid.NewGuid():N}.";
        await using var driver = new RabbitMqQueueDriver(new RabbitMqOptions { Address = address, QueueType = type, NamePrefix = prefix });
        try
        {
            return await RunTogetherAsync(driver, count);
        }
        finally
        {
            await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueDeleteAsync(prefix + Queue);
        }
    }

    /// <summary>Publishes and consumes, with so many under way at a time that they can share what a commit, or the way to a broker, costs.</summary>
    private static async Task<Times> RunTogetherAsync(IQueueDriver driver, int count)
    {
        await driver.OpenAsync([new QueueDeclaration(Queue)], default);
        var publish = await TimeAsync(count, () => Together(async (first, step) =>
        {
            for (var i = first; i < count; i += step)
                await driver.PublishAsync(Queue, NewMessage(i), default);
        }));
        await using var subscription = await driver.SubscribeAsync(Queue, AtATime, default);
        var consume = await TimeAsync(count, () => Together((first, step) => ConsumeAsync(subscription, ((count - first - 1) / step) + 1)));
        return new Times(publish, consume);
    }

    /// <summary>Runs a work in parts side by side; a part takes each so many-th message, from its first.</summary>
    internal static Task Together(Func<int, int, Task> part) => Task.WhenAll(Enumerable.Range(0, AtATime).Select(first => Task.Run(() => part(first, AtATime))));

    private static async Task ConsumeAsync(IQueueSubscription subscription, int count)
    {
        // As a consumer's loop does: it asks for the next message with the acknowledgement, and awaits both.
        var next = subscription.ReceiveAsync(default);
        while (true)
        {
            var delivery = await next;
            Verify(delivery.Message, expected: null);
            var acknowledged = subscription.AcknowledgeAsync(delivery);
            if (--count == 0)
            {
                await acknowledged;
                return;
            }

            next = subscription.ReceiveAsync(default);
            await acknowledged;
        }
    }

    /// <summary>A message as a publish makes it.</summary>
    internal static QueueMessage NewMessage(int number) =>
        new(Guid.CreateVersion7().ToString("N"), PayloadBytes.From($"work {number}"), new Dictionary<string, string> { ["trace"] = "0af7651916cd43dd8448eb211c80319c" });

    /// <summary>Reads a message as a consumer does.</summary>
    internal static void Verify(QueueMessage message, int? expected)
    {
        var text = PayloadBytes.To<string>(message.Body.Span);
        if (expected is { } number ? text != $"work {number}" : !text.StartsWith("work ", StringComparison.Ordinal))
            throw new LostWorkException($"'{text}' came, {expected} was expected");
    }

    internal static async Task<double> TimeAsync(int count, Func<Task> work)
    {
        GC.Collect();
        var from = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(from).TotalNanoseconds / count;
    }

    /// <summary>A driver, and the raw client that does the same.</summary>
    private sealed record Pair(string Name, string Peer, int Count, Func<int, Task<Times>> Own, Func<int, Task<Times>> Raw);

    /// <summary>Files that go with the run.</summary>
    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("artel-bench-").FullName;
        private int _files;

        public string Next() => Path.Combine(_path, $"{++_files}.db");

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}

/// <summary>What a message took, in nanoseconds.</summary>
internal readonly record struct Times(double Publish, double Consume);
