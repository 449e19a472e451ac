using Artel.Queues;
using Artel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Testing;

/// <summary>
/// A runtime whose turns and time belong to a test. Nothing runs by itself: turns run one at a time on the test's thread, in an order that
/// the seed decides; the same seed gives the same order again. A process may run as soon as it has something to do, also in the middle
/// of another one's turn, as it would on another thread. Use it on one thread, without awaits in the test. Queues are open; their stores and
/// consumers work on other threads, so that what comes from them comes in no order of the seed's.
/// </summary>
/// <example><code>
/// using var host = new ArtelTestHost(seed: 1, artel => artel.AddDefinitions());
/// var echo = host.Spawn("app.workers:echo");
/// var answer = host.RunUntil(host.Runtime.AskAsync&lt;string, string&gt;(echo, "echo", "hello"));
/// </code></example>
public sealed class ArtelTestHost : IDisposable
{
    /// <summary>The id of the host that is always there.</summary>
    public const string DefaultHost = "test:processes";

    /// <summary>How long other threads may take to bring something back that a process awaits. Only a test that hangs gets there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>More turns than that without an end are two processes that keep one another busy.</summary>
    private const int MostTurns = 10_000_000;

    private readonly DeterministicScheduler _scheduler;
    private readonly ServiceProvider _services;
    private readonly QueueSystem _queues;

    /// <summary>Makes the runtime and starts it.</summary>
    /// <param name="seed">Decides the order of the turns.</param>
    /// <param name="configure">
    /// Adds definitions, hosts and services, as for <c>AddArtel</c>. Security is permissive if it says nothing else. Services start with the first turns.
    /// </param>
    public ArtelTestHost(int seed, Action<ArtelBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Seed = seed;
        _scheduler = new DeterministicScheduler(seed);
        Time = new VirtualTime { Looked = _scheduler.Interleave };
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(new Random(seed));
        var builder = new ArtelBuilder(services);
        configure(builder);
        if (!builder.Hosts.ContainsKey(DefaultHost))
            builder.AddHost(DefaultHost);
        _services = services.BuildServiceProvider();
        Runtime = builder.Build(
            _services, _scheduler, definition => InterleavedBehavior.Wrap(definition, _scheduler), SecurityMode.Permissive);
        Runtime.Start();
        _queues = builder.QueueSystem!;
        _queues.OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
        _queues.StartConsumers();
        Time.LeaveOutArmed();

        // They start in turns as all else; what fails to is seen in their state.
        _ = Runtime.Services.StartAllAsync(CancellationToken.None);
    }

    /// <summary>What decides the order of the turns.</summary>
    public int Seed { get; }

    /// <summary>The runtime.</summary>
    public ArtelRuntime Runtime { get; }

    /// <summary>The clock. <see cref="Advance"/> moves it and runs what follows.</summary>
    public VirtualTime Time { get; }

    /// <summary>How many turns were run.</summary>
    public long Turns => _scheduler.Turns;

    /// <summary>Starts a process on the default host.</summary>
    /// <param name="id">The definition's id.</param>
    /// <param name="arguments">The arguments of its main or constructor.</param>
    /// <exception cref="ProcessException">As for <see cref="ArtelRuntime.Spawn(string, string, ReadOnlySpan{object})"/>.</exception>
    public Pid Spawn(string id, params ReadOnlySpan<object?> arguments) => Runtime.Spawn(id, DefaultHost, arguments);

    /// <summary>A point in a test's lambda at which other processes may run, as they would on other threads.</summary>
    public void Interleave() => _scheduler.Interleave();

    /// <summary>Runs one turn; false when no process has anything to do.</summary>
    /// <exception cref="InvalidOperationException">An exception escaped from a turn, which would end a program.</exception>
    public bool RunOne() => _scheduler.RunOne();

    /// <summary>Runs until no process has anything to do and no timer is due.</summary>
    /// <exception cref="InvalidOperationException">It does not come to an end, or an exception escaped from a turn.</exception>
    public void RunUntilIdle()
    {
        var limit = Turns + MostTurns;
        while (_scheduler.RunOne() || Time.FireNext(Time.GetUtcNow()))
        {
            if (Turns > limit)
                throw new InvalidOperationException($"Seed {Seed}: the processes ran {MostTurns} turns and have still something to do.");
        }
    }

    /// <summary>Runs until a task is complete, and what follows from it is done, and throws its exception if it has one.</summary>
    /// <param name="task">The task; parts of it may run on other threads. Its timeouts go by <see cref="Time"/>, which stands still.</param>
    /// <exception cref="TimeoutException">No process has anything to do and the task is not complete: it waits for ever.</exception>
    public void RunUntil(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        RunUntilIdle();
        while (!task.IsCompleted)
        {
            // The runtime may complete tasks on pool threads; these come back as a turn, or complete the task itself.
            if (!Settle(task))
                throw new TimeoutException($"Seed {Seed}: no process has anything to do, and the task is not complete.");
            RunUntilIdle();
        }

        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="RunUntil(Task)"/>
    /// <typeparam name="T">The task's type.</typeparam>
    /// <returns>The task's result.</returns>
    public T RunUntil<T>(Task<T> task)
    {
        RunUntil((Task)task);
        return task.Result;
    }

    /// <inheritdoc cref="RunUntil(Task)"/>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">What an ask gives, for instance.</param>
    /// <returns>The result.</returns>
    public T RunUntil<T>(ValueTask<T> task) => RunUntil(task.AsTask());

    /// <summary>Moves the clock, timer by timer, and after each runs all that follows from it.</summary>
    /// <param name="by">How far.</param>
    public void Advance(TimeSpan by)
    {
        RunUntilIdle();
        var until = Time.GetUtcNow() + by;
        while (Time.FireNext(until))
            RunUntilIdle();
        Time.Advance(until - Time.GetUtcNow());
        RunUntilIdle();
    }

    /// <summary>What is still there: living processes, taken names, armed timers. Empty when everything has ended and nothing leaked.</summary>
    public IReadOnlyList<string> Leftovers()
    {
        List<string> left = [.. Runtime.Processes.Snapshot().Select(static cell => $"process {cell.Id} {cell.Pid}")];
        if (left.Count != Runtime.ProcessCount)
            left.Add($"ProcessCount is {Runtime.ProcessCount}");
        if (Runtime.Names.Count > 0)
            left.Add($"{Runtime.Names.Count} names");
        if (Time.ArmedTimers > 0)
            left.Add($"{Time.ArmedTimers} armed timers");
        return left;
    }

    /// <summary>Drops the runtime with whatever still lives in it; runs nothing any more.</summary>
    public void Dispose()
    {
        // Not awaited: handlers that are still there run no more turns, and so never end.
        _ = _queues.StopConsumersAsync(new CancellationToken(canceled: true));

        // The program knows its meters for ever, and they know what they measure: thousands of hosts would stay in memory.
        _queues.Metrics.Dispose();
        Runtime.Metrics.Dispose();
        _services.Dispose();
    }

    private bool Settle(Task task)
    {
        var left = Patience;
        var step = TimeSpan.FromMilliseconds(1);
        while (!task.IsCompleted && !_scheduler.WaitForTurn(step))
        {
            left -= step;
            if (left <= TimeSpan.Zero)
                return false;
        }

        return true;
    }
}
