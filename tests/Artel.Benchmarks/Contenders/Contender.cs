using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders;

/// <summary>
/// One way to run the workloads: Artel in one of its styles, a peer, or the bare machine. Started before its first workload, used by one
/// thread, closed at the end. Every member sets up, runs what is timed, verifies that nothing was lost, and leaves no process behind.
/// </summary>
internal abstract class Contender : IDisposable
{
    /// <summary>The workload that only those have who have supervisors.</summary>
    public const string Supervised = "W11";

    /// <summary>How many messages a producer process sends before it gives way to others.</summary>
    public const int Burst = 1000;

    /// <summary>Whether it is one of those that are to be beaten.</summary>
    public static bool IsPeer(Contender contender) => contender.Kind == ContenderKind.Peer;

    /// <summary>Whether it is the floor that targets are about.</summary>
    public static bool IsFloor(Contender contender) => contender.Name == ContenderTable.Floor;

    /// <summary>Its name on the command line and in the tables.</summary>
    public abstract string Name { get; }

    /// <summary>What it is in the comparison.</summary>
    public abstract ContenderKind Kind { get; }

    /// <summary>Why it can't run here; null if it can.</summary>
    public virtual string? Unavailable => null;

    /// <summary>
    /// How much of the workload's operations it runs, so that a slow one does not take all the time; the figures are per operation. 0: it
    /// has no such thing.
    /// </summary>
    /// <param name="workload">The workload's id.</param>
    public virtual double Share(string workload) => workload == Supervised ? 0 : 1;

    /// <summary>Loads what takes time to load.</summary>
    public virtual void Start() { }

    /// <summary>Pairs of processes that send each other one message in turn.</summary>
    public virtual Sample PingPong(int pairs, int rounds) => throw Missing();

    /// <summary>One process gets the messages of threads outside of any process.</summary>
    public virtual Sample FanInFromThreads(int producers, int each) => throw Missing();

    /// <summary>One process gets the messages of other processes.</summary>
    public virtual Sample FanInFromProcesses(int producers, int each) => throw Missing();

    /// <summary>Clients ask one process, each waiting for its answer.</summary>
    public virtual Sample Ask(int clients, int each) => throw Missing();

    /// <summary>A process starts others, each of which gets one message and ends.</summary>
    public virtual Sample Spawn(int count) => throw Missing();

    /// <summary>Processes that have had one message and wait for the next; they end with what is returned.</summary>
    public virtual IDisposable Idle(int count) => throw Missing();

    /// <summary>What memory an idle process takes; the managed heap, if it does not say otherwise.</summary>
    public virtual long MemoryInUse() => Memory.Managed();

    /// <summary>A tree of processes, ten below each, adds up the numbers of its leaves.</summary>
    public virtual Sample Skynet(int depth) => throw Missing();

    /// <summary>One message goes round.</summary>
    public virtual Sample Ring(int size, int laps) => throw Missing();

    /// <summary>A process watches others, all of which are ended.</summary>
    public virtual Sample Monitor(int count) => throw Missing();

    /// <summary>A chain of linked processes, whose first is ended.</summary>
    public virtual Sample Link(int count) => throw Missing();

    /// <summary>A supervisor's children, each of which fails once with an exception and is started anew.</summary>
    public virtual Sample Restart(int count) => throw Missing();

    /// <summary>The time of each round trip of one pair, in ticks, while others are busy.</summary>
    public virtual long[] Latency(int samples, int busyPairs) => throw Missing();

    /// <summary>Ends all that was started.</summary>
    public void Dispose() => Close();

    /// <inheritdoc cref="Dispose"/>
    protected virtual void Close() { }

    private NotSupportedException Missing() => new($"{Name} has no such workload; its share should be 0.");
}

/// <summary>What a contender is in the comparison.</summary>
internal enum ContenderKind
{
    /// <summary>Artel, whose figures are compared.</summary>
    Artel,

    /// <summary>Another actor library or runtime; the best of them is what is to be beaten.</summary>
    Peer,

    /// <summary>No processes, only what they are made of.</summary>
    Bare,
}
