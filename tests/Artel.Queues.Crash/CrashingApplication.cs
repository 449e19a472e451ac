using System.Diagnostics;
using Artel.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Artel.Queues.Crash;

/// <summary>
/// The program that is killed: it publishes the numbers whose publish no earlier run has noted, and consumes all of them. Every line that it prints is a
/// sign of progress. At one of them it is killed: by itself, so that it is then and not when somebody has read the line; its other threads are busy.
/// </summary>
public sealed class CrashingApplication
{
    /// <summary>The queue.</summary>
    private const string Queue = "crash:work";

    /// <summary>That of its dead letters.</summary>
    private const string DeadLetters = $"{Queue}.dead";

    /// <summary>One message in so many can't be handled at all.</summary>
    private const int PoisonEach = 997;

    /// <summary>How many publishes are under way at a time.</summary>
    private const int PublishesAtATime = 64;

    /// <summary>Longer than anything here is delayed: when nothing happens for so long, nothing will, and what is outstanding is lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly int _step;
    private readonly int _lives;
    private int _handled;
    private int _told;


    private CrashingApplication(CrashLog log, int messages, int lives)
    {
        Log = log;
        _lives = lives;
        _step = Math.Max(1, messages / 50);
    }

    /// <summary>The queues that there are.</summary>
    internal static IReadOnlyList<string> Queues { get; } = [Queue, DeadLetters];

    internal CrashLog Log { get; }

    internal static bool IsPoison(int number) => number % PoisonEach == 0;

    internal static async Task RunAsync(string driver, string store, string logPath, int messages, int lives)
    {
        using var log = new CrashLog(logPath, messages);
        var application = new CrashingApplication(log, messages, lives);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(application);
        builder.Services.AddArtel(artel => CrashStore.Use(artel, driver, store)
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
            .AddQueueConsumer(DeadLetters, "crash:undertaker"));
        using var host = builder.Build();
        await host.StartAsync();
        application.Tell("started");
        var queues = host.Services.GetRequiredService<ArtelRuntime>().Queues;
        await PublishAsync(queues, log, log.Unpublished);
        application.Tell("published");
        await AllIsDoneAsync(queues, log);
        await host.StopAsync();
        Console.WriteLine("done");
    }

    /// <summary>The message's work is done: that is noted, and now and then told.</summary>
    internal void Handled(int number, QueueMessageContext message)
    {
        Log.Handled(number, message.Id, message.Attempt);
        if (Interlocked.Increment(ref _handled) is var handled && handled % _step == 0)
            Tell($"handled {handled}");
    }

    /// <summary>Prints a sign of progress; the one that is the last of this run has the program killed.</summary>
    private void Tell(string line)
    {
        Console.WriteLine(line);
        if (Interlocked.Increment(ref _told) == _lives)
            System.Diagnostics.Process.GetCurrentProcess().Kill();
    }

    /// <summary>Waits until each number is handled or dead and the queues are empty; or until nothing happens any more.</summary>
    private static async Task AllIsDoneAsync(QueueClient queues, CrashLog log)
    {
        var (length, since) = (-1L, Stopwatch.GetTimestamp());
        while (true)
        {
            var progress = log.Progress;
            if (progress.Length != length)
                (length, since) = (progress.Length, Stopwatch.GetTimestamp());
            var isQuiet = Stopwatch.GetElapsedTime(since) > Patience;
            var left = (await queues.GetInfoAsync(Queue)).MessageCount + (await queues.GetInfoAsync(DeadLetters)).MessageCount;
            if (isQuiet || (left == 0 && progress.Outstanding == 0))
                return;
            await Task.Delay(20);
        }
    }

    private static async Task PublishAsync(QueueClient queues, CrashLog log, IReadOnlyList<int> numbers) =>
        await Parallel.ForEachAsync(numbers, new ParallelOptions { MaxDegreeOfParallelism = PublishesAtATime }, async (number, cancelled) =>
        {
            await queues.PublishAsync(Queue, number, cancellationToken: cancelled);
            log.Published(number);
        });
}
