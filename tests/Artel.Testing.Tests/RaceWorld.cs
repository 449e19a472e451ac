using Artel.Runtime;

namespace Artel.Testing.Tests;

/// <summary>
/// The processes of a race, under one seed: targets that can end in several ways, and actors that do what a message says. Each EXIT that
/// an actor sees is checked against what has to hold by then.
/// </summary>
internal sealed class RaceWorld : IDisposable
{
    public const string Target = "race:target";
    public const string Actor = "race:actor";
    public const string Trapper = "race:trapper";

    /// <summary>How many seeds each race is explored with.</summary>
    public const int Seeds = 2_000;

    private readonly List<Cell> _cells = [];
    private readonly Probe<(Pid Watcher, ProcessEvent Event)> _events = new();
    private readonly Probe<string> _violations = new();

    public RaceWorld(int seed, Action<ArtelBuilder>? configure = null)
        : this(seed, (_, artel) => configure?.Invoke(artel))
    {
    }

    public RaceWorld(int seed, Action<RaceWorld, ArtelBuilder> configure)
    {
        Choice = new Random(~seed);
        Host = new ArtelTestHost(seed, artel =>
        {
            artel.AddHandlers(Target, static (process, message) => End(process, message));
            artel.AddDefinition(ActorDefinition(Actor, trap: false));
            artel.AddDefinition(ActorDefinition(Trapper, trap: true));
            configure(this, artel);
        });
    }

    public ArtelTestHost Host { get; }

    public ArtelRuntime Runtime => Host.Runtime;

    /// <summary>For each answer that a process gave late, whether somebody still waited for it.</summary>
    public Probe<bool> Answered { get; } = new();

    /// <summary>What the seed decides besides the order of the turns.</summary>
    public Random Choice { get; }

    /// <summary>Explores a race, each time in a world of its own that has to be empty afterwards.</summary>
    public static void Explore(Action<RaceWorld> race, Action<ArtelBuilder>? configure = null) =>
        Explore(race, (_, artel) => configure?.Invoke(artel));

    /// <inheritdoc cref="Explore(Action{RaceWorld}, Action{ArtelBuilder}?)"/>
    public static void Explore(Action<RaceWorld> race, Action<RaceWorld, ArtelBuilder> configure) => Interleavings.Explore(Seeds, seed =>
    {
        using var world = new RaceWorld(seed, configure);
        race(world);
        world.VerifyNothingIsLeft();
    });

    public Pid Spawn(string id)
    {
        var pid = Host.Spawn(id);
        if (pid.Route is Cell cell)
            _cells.Add(cell);
        return pid;
    }

    /// <summary>Has an actor do something in its turn, whenever that comes.</summary>
    public void Do(Pid actor, Action<ProcessContext> action) => Runtime.Send(actor, "do", action);

    /// <summary>Ends a target in one of the ways there are; true when that is an abnormal end.</summary>
    public bool End(Pid target, bool? abnormally = null)
    {
        var way = abnormally switch
        {
            true => Choice.Next(2) + 2,
            false => 0,
            _ => Choice.Next(4),
        };
        switch (way)
        {
            case 0 or 1:
                Runtime.Send(target, "stop");
                return false;
            case 2:
                Runtime.Send(target, "fail");
                return true;
            default:
                Runtime.Terminate(target);
                return true;
        }
    }

    /// <summary>Does all of it, in an order that the seed decides, with turns in between.</summary>
    public void InSomeOrder(params Action[] actions)
    {
        Choice.Shuffle(actions);
        foreach (var action in actions)
        {
            action();
            for (var turns = Choice.Next(4); turns > 0; turns--)
                Host.RunOne();
        }
    }

    public int Events<TEvent>(Pid watcher, Pid from)
        where TEvent : ProcessEvent => _events.Values.Count(seen => seen.Watcher == watcher && seen.Event is TEvent && seen.Event.From == from);

    public ExitEvent Exit(Pid watcher, Pid from) =>
        (ExitEvent)Assert.Single(_events.Values, seen => seen.Watcher == watcher && seen.Event is ExitEvent && seen.Event.From == from).Event;

    /// <summary>Does something that a lost race may refuse, which is one of its legal results.</summary>
    public static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (ProcessException lost) when (lost.Kind is ErrorKind.NotFound or ErrorKind.AlreadyExists)
        {
            // The other side was first.
        }
    }

    public static bool IsAlive(Pid pid) => pid.Route is not null;

    /// <summary>Ends what still lives, and checks all that has to hold then.</summary>
    public void VerifyNothingIsLeft()
    {
        Host.RunUntilIdle();
        VerifyLinks();
        foreach (var cell in Runtime.Processes.Snapshot().ToList())
            ArtelRuntime.Terminate(cell);
        Host.RunUntilIdle();
        Assert.Empty(Host.Leftovers());
        Assert.Empty(_violations.Values);
        foreach (var cell in _cells)
        {
            Assert.Empty(cell.LinkedPids());
            Assert.Equal(0, cell.WatcherCount());
            Assert.Equal(0, cell.MonitoredCount());
            Assert.Equal(0, cell.ObserverCount());
            Assert.Equal(0, cell.Timers.Count);
            Assert.Equal(0, cell.Host.Count);
        }
    }

    public void Dispose() => Host.Dispose();

    /// <summary>A link is known at both ends, and both live.</summary>
    public void VerifyLinks()
    {
        foreach (var cell in Runtime.Processes.Snapshot())
        {
            foreach (var peer in cell.LinkedPids())
            {
                var other = Assert.IsType<Cell>(peer.Route);
                Assert.Contains(cell.Pid, other.LinkedPids());
            }
        }
    }

    private static void End(ProcessContext process, Message message)
    {
        switch (message.Topic)
        {
            case "stop":
                process.Exit();
                break;
            case "fail":
                throw new ProcessException(ErrorKind.Conflict, "failed");
            case "do":
                message.GetPayload<Action<ProcessContext>>()(process);
                break;
        }
    }

    private ProcessDefinition ActorDefinition(string id, bool trap) => new(id, _ => new LambdaBehavior(
        process =>
        {
            process.Options = new ProcessOptions { TrapLinks = trap };
            return BehaviorStep.Done;
        },
        (process, message) =>
        {
            Host.Interleave();
            End(process, message);
            return BehaviorStep.Done;
        },
        (process, processEvent) =>
        {
            Note(process, processEvent);
            if (processEvent is CancelEvent)
                process.Exit();
            return BehaviorStep.Done;
        }));

    private void Note(ProcessContext process, ProcessEvent processEvent)
    {
        if (processEvent is ExitEvent exit)
        {
            if (process.TrySend(exit.From!, "late") || process.TrySend(exit.From!.ToString(), "late"))
                _violations.Tell($"{exit.From} is routable when its EXIT is seen");
            if (process.Registry.TryLookup("name") == exit.From)
                _violations.Tell($"{exit.From} has a name when its EXIT is seen");
        }

        _events.Tell((process.Pid, processEvent));
    }
}
