using Artel.Testing;

namespace Artel.Tests.Supervision;

/// <summary>An application under virtual time whose workers tell what they do, and do what messages say.</summary>
internal sealed class Stage : IDisposable
{
    /// <summary>
    /// The worker; its first argument is its name. It ends on <c>end</c>, fails on <c>fail</c> (an error), <c>fail-for-good</c> (one that says that
    /// trying again is of no use) and <c>throw</c> (any exception), and stops when it is cancelled.
    /// </summary>
    public const string Worker = "stage:worker";

    /// <summary>How many orders of the turns each test is run with.</summary>
    private const int Seeds = 20;

    private readonly List<string> _told = [];

    public Stage(int seed, Action<ArtelBuilder> configure, params IEnumerable<string> broken)
    {
        // Before there is a host: services start as soon as it lets them.
        Broken = [.. broken];
        Host = new ArtelTestHost(seed, artel =>
        {
            artel.AddMain(Worker, WorkAsync);
            configure(artel);
        });
    }

    public ArtelTestHost Host { get; }

    public ArtelRuntime Runtime => Host.Runtime;

    public ArtelServices Services => Runtime.Services;

    /// <summary>The names of workers that fail in their first step.</summary>
    public HashSet<string> Broken { get; }

    /// <summary>The names of workers that take no notice of a cancel.</summary>
    public HashSet<string> Stubborn { get; } = [];

    /// <summary>Runs a test under several orders of the turns.</summary>
    public static void Run(Action<ArtelBuilder> configure, Action<Stage> test, params string[] broken) => Interleavings.Explore(Seeds, seed =>
    {
        using var stage = new Stage(seed, configure, broken);
        test(stage);
    });

    /// <summary>What was told since the last look.</summary>
    public string Take()
    {
        Host.RunUntilIdle();
        var told = string.Join(", ", _told);
        _told.Clear();
        return told;
    }

    public void Tell(string what) => _told.Add(what);

    /// <summary>Sends a topic to a process by its name or pid, and runs what follows.</summary>
    public void Send(Destination to, string topic)
    {
        Host.RunUntilIdle();
        Runtime.Send(to, topic);
        Host.RunUntilIdle();
    }

    public ServiceState StateOf(string service)
    {
        Host.RunUntilIdle();
        return Services.Get(service).State;
    }

    public void Dispose() => Host.Dispose();

    private async Task<object?> WorkAsync(ProcessContext process, SpawnArguments arguments)
    {
        var name = arguments.GetOrDefault(0, "name", "worker");
        Tell($"start {name}");
        if (Broken.Contains(name))
            throw new ProcessException(ErrorKind.Conflict, $"{name} is broken");
        while (true)
        {
            try
            {
                var (message, _) = await process.Inbox.ReceiveAsync(Stubborn.Contains(name) ? CancellationToken.None : process.Cancelled);
                switch (message.Topic)
                {
                    case "end":
                        return name;
                    case "fail":
                        throw new ProcessException(ErrorKind.Conflict, $"{name} failed");
                    case "fail-for-good":
                        throw new ProcessException(ErrorKind.Conflict, $"{name} failed for good", retryable: false);
                    case "throw":
                        throw new InvalidOperationException($"{name} threw");
                }
            }
            catch (OperationCanceledException)
            {
                Tell($"stop {name}");
                return null;
            }
        }
    }
}
