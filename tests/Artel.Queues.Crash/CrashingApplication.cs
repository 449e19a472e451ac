using Artel.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Artel.Queues.Crash;

/// <summary>
/// The program that is killed: it publishes the numbers whose publish no earlier run has noted, and consumes all of them. Every line that it prints is a
/// sign of progress, at which it may be killed.
/// </summary>
public sealed class CrashingApplication
{
    /// <summary>The queue.</summary>
    private const string Queue = "crash:work";

    /// <summary>One message in so many can't be handled at all.</summary>
    private const int PoisonEach = 997;

    /// <summary>How many publishes are under way at a time.</summary>
    private const int PublishesAtATime = 64;

    private readonly int _step;
    private int _handled;

    private CrashingApplication(CrashLog log, int messages)
    {
        Log = log;
        _step = Math.Max(1, messages / 50);
    }

    internal CrashLog Log { get; }

    internal static bool IsPoison(int number) => number % PoisonEach == 0;

    internal static async Task RunAsync(string driver, string store, string logPath, int messages)
    {
        var published = CrashLog.PublishedIn(logPath);
        using var log = new CrashLog(logPath);
        var application = new CrashingApplication(log, messages);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(application);
        builder.Services.AddArtel(artel => Use(artel, driver, store)
            .UseSecurityMode(SecurityMode.Permissive)
            .AddHost("crash:processes")
            .AddDefinitions()
            .AddQueue(Queue)
            .AddQueueConsumer(Queue, "crash:worker", static consumer =>
            {
                consumer.Concurrency = 32;
                consumer.MaxAttempts = 10;
                consumer.InitialDelay = TimeSpan.FromMilliseconds(5);
                consumer.MaxDelay = TimeSpan.FromMilliseconds(50);
            })
            .AddQueueConsumer($"{Queue}.dead", "crash:undertaker"));
        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine("started");
        var queues = host.Services.GetRequiredService<ArtelRuntime>().Queues;
        await PublishAsync(queues, log, Enumerable.Range(1, messages).Where(number => !published.Contains(number)));
        Console.WriteLine("published");
        while ((await queues.GetInfoAsync(Queue)).MessageCount + (await queues.GetInfoAsync($"{Queue}.dead")).MessageCount > 0)
            await Task.Delay(20);
        await host.StopAsync();
        Console.WriteLine("done");
    }

    /// <summary>The message's work is done: that is noted, and now and then told.</summary>
    internal void Handled(int number, QueueMessageContext message)
    {
        Log.Handled(number, message.Id, message.Attempt);
        if (Interlocked.Increment(ref _handled) is var handled && handled % _step == 0)
            Console.WriteLine($"handled {handled}");
    }

    private static ArtelBuilder Use(ArtelBuilder artel, string driver, string store) => driver switch
    {
        "sqlite" => artel.UseSqliteQueues(store),
        _ => throw new ArgumentException($"There is no driver '{driver}' here."),
    };

    private static async Task PublishAsync(QueueClient queues, CrashLog log, IEnumerable<int> numbers) =>
        await Parallel.ForEachAsync(numbers, new ParallelOptions { MaxDegreeOfParallelism = PublishesAtATime }, async (number, cancelled) =>
        {
            await queues.PublishAsync(Queue, number, cancellationToken: cancelled);
            log.Published(number);
        });
}
