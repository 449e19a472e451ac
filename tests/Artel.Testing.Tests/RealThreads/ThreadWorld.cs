using Artel.Runtime;
using Artel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Testing.Tests.RealThreads;

/// <summary>
/// The processes of a race on real threads: on workers, and on the thread pool. Each round starts its actions on two or three threads at the same moment, waits until the
/// processes have settled, and checks what has to hold then.
/// </summary>
internal sealed class ThreadWorld : IDisposable
{
    public const string Host = "race:processes";
    public const string Actor = "race:actor";
    public const string Trapper = "race:trapper";

    /// <summary>How many rounds each race has on each scheduler.</summary>
    public const int Rounds = 600;

    /// <summary>Nothing here takes that long; a lost wake-up fails instead of holding the run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>More than the machine may have processors, so that turns are taken off their threads in the middle.</summary>
    private const int Workers = 3;

    private readonly ServiceProvider _services;
    private readonly ProcessScheduler _scheduler;
    private Probe<(Pid Watcher, ProcessEvent Event)> _events = new();
    private readonly Probe<string> _violations = new();

    public ThreadWorld(Action<List<ProcessDefinition>>? configure = null, bool onThreadPool = false)
    {
        List<ProcessDefinition> definitions = [ActorDefinition(Actor, trap: false), ActorDefinition(Trapper, trap: true)];
        configure?.Invoke(definitions);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        var builder = new ArtelBuilder(services).AddHost(Host);
        definitions.ForEach(definition => builder.AddDefinition(definition));
        _services = services.BuildServiceProvider();
        if (onThreadPool)
            builder.UseThreadPool();
        else
            builder.UseWorkers(Workers);
        _scheduler = builder.CreateScheduler();
        Runtime = builder.Build(_services, _scheduler, defaultMode: SecurityMode.Permissive);
        Runtime.Start();
        Time.LeaveOutArmed();
    }

    public VirtualTime Time { get; } = new();

    public ArtelRuntime Runtime { get; }

    /// <summary>Runs a race often, in a world that has to be empty after each round.</summary>
    public static void Repeat(Action<ThreadWorld, Threads> race, Action<List<ProcessDefinition>>? configure = null)
    {
        using var threads = new Threads(3);
        foreach (var onThreadPool in new[] { false, true })
        {
            using var world = new ThreadWorld(configure, onThreadPool);
            for (var round = 0; round < Rounds; round++)
            {
                race(world, threads);
                world.VerifyNothingIsLeft();
            }
        }
    }

    /// <summary>Runs a race often, each time in a world of its own: one that the race stops.</summary>
    public static void RepeatAnew(Action<ThreadWorld, Threads> race)
    {
        using var threads = new Threads(3);
        for (var round = 0; round < Rounds / 2; round++)
        {
            using var world = new ThreadWorld(onThreadPool: round % 2 == 1);
            race(world, threads);
            world.VerifyNothingIsLeft();
        }
    }

    public Pid Spawn(string id, params ReadOnlySpan<object?> arguments) => Runtime.Spawn(id, Host, arguments);

    /// <summary>Has an actor do something in its turn, and waits until it has.</summary>
    public void Do(Pid actor, Action<ProcessContext> action) => Assert.True(TryDo(actor, action));

    /// <summary>As <see cref="Do"/>; false when the actor has ended instead.</summary>
    public bool TryDo(Pid actor, Action<ProcessContext> action)
    {
        try
        {
            return Runtime.AskAsync<Action<ProcessContext>, bool>(actor, "do", action, Patience).AsTask().GetAwaiter().GetResult();
        }
        catch (ProcessException gone) when (gone.Kind is ErrorKind.NotFound)
        {
            return false;
        }
    }

    /// <summary>Ends a process; nothing happens if it has ended.</summary>
    public void End(Pid target, bool abnormally)
    {
        RaceWorld.Quietly(() =>
        {
            if (abnormally)
                Runtime.Terminate(target);
            else
                Runtime.Send(target, "stop");
        });
    }

    public int Events<TEvent>(Pid watcher, Pid from)
        where TEvent : ProcessEvent => _events.Values.Count(seen => seen.Watcher == watcher && seen.Event is TEvent && seen.Event.From == from);

    /// <summary>Waits until a process has ended.</summary>
    public static void AwaitEnd(params ReadOnlySpan<Pid> pids)
    {
        foreach (var pid in pids)
            Until(() => pid.Route is null);
    }

    public static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Patience));

    /// <summary>Waits until the processes that ended have told all who asked, and these have looked at it.</summary>
    public void Settle(params ReadOnlySpan<Pid> pids)
    {
        // The host's count goes down after the end was announced, the table's before.
        Until(() => Runtime.HostCount(Host) == Runtime.ProcessCount);
        foreach (var pid in pids)
            TryDo(pid, static _ => { });
    }

    public void VerifyNothingIsLeft()
    {
        var cells = Runtime.Processes.Snapshot().ToList();
        foreach (var cell in cells)
            ArtelRuntime.Terminate(cell);
        Until(() => Runtime.HostCount(Host) == 0);
        Assert.Equal(0, Runtime.ProcessCount);
        Assert.Equal(0, Runtime.Names.Count);
        Assert.Empty(Runtime.Processes.Snapshot());
        Assert.Empty(_violations.Values);
        foreach (var cell in cells)
            Assert.Empty(cell.LinkedPids());
        _events = new();
    }

    /// <summary>Waits until no timer is armed; those of the asks by which tests wait go on pool threads.</summary>
    public void VerifyNoTimer() => Until(() => Time.ArmedTimers == 0);

    public void Dispose()
    {
        _scheduler.Stop();
        _services.Dispose();
    }

    private static ProcessDefinition Definition(string id, Func<ProcessContext, BehaviorStep> start, Action<ProcessContext, ProcessEvent> notify) =>
        new(id, _ => new LambdaBehavior(
            start,
            static (process, message) =>
            {
                switch (message.Topic)
                {
                    case "stop":
                        process.Exit();
                        return BehaviorStep.Done;
                    case "fail":
                        throw new ProcessException(ErrorKind.Conflict, "failed");
                    case "do":
                        message.GetPayload<Action<ProcessContext>>()(process);
                        message.Reply(true);
                        return BehaviorStep.Done;
                    default:
                        return BehaviorStep.Done;
                }
            },
            (process, processEvent) =>
            {
                notify(process, processEvent);
                return BehaviorStep.Done;
            }));

    private ProcessDefinition ActorDefinition(string id, bool trap) => Definition(
        id,
        process =>
        {
            process.Options = new ProcessOptions { TrapLinks = trap };
            return BehaviorStep.Done;
        },
        (process, processEvent) =>
        {
            if (processEvent is ExitEvent exit)
            {
                if (process.TrySend(exit.From!, "late") || process.TrySend(exit.From!.ToString(), "late"))
                    _violations.Tell($"{exit.From} is routable when its EXIT is seen");
                if (process.Registry.TryLookup("name") == exit.From)
                    _violations.Tell($"{exit.From} has a name when its EXIT is seen");
            }

            _events.Tell((process.Pid, processEvent));
            if (processEvent is CancelEvent)
                process.Exit();
        });
}
