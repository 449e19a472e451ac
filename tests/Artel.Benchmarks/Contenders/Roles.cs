using System.Diagnostics;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders;

// What the processes of a workload count and decide, the same for all contenders, so that only the processes differ.

/// <summary>Tells busy pairs to stop.</summary>
internal sealed class StopFlag
{
    private volatile bool _isSet;

    public bool IsSet => _isSet;

    public void Set() => _isSet = true;
}

/// <summary>The side of a pair that starts each round trip. In its process's turn only.</summary>
/// <param name="rounds">How many round trips.</param>
/// <param name="latch">Where it arrives at the end.</param>
/// <param name="times">Takes the time of each; null when nobody wants it.</param>
/// <param name="stop">Stops it early.</param>
internal sealed class PingCourse(int rounds, Latch latch, long[]? times = null, StopFlag? stop = null)
{
    private int _done;
    private long _sentAt;

    /// <summary>The first ping is sent now.</summary>
    public void Begin()
    {
        if (times is not null)
            _sentAt = Stopwatch.GetTimestamp();
    }

    /// <summary>A pong came; false when it was the last.</summary>
    public bool Next()
    {
        if (times is not null)
        {
            times[_done] = Stopwatch.GetTimestamp() - _sentAt;
            _sentAt = Stopwatch.GetTimestamp();
        }

        _done++;
        return _done < rounds && stop is not { IsSet: true };
    }

    /// <summary>Both sides have stopped; the other one had these pings.</summary>
    public void End() => latch.Arrive(_done);
}

/// <summary>Counts messages up to the number that is sent.</summary>
/// <param name="expected">That number.</param>
/// <param name="latch">Where it arrives with the last.</param>
internal sealed class Countdown(long expected, Latch latch)
{
    private long _count;

    public void Add()
    {
        if (++_count == expected)
            latch.Arrive(_count);
    }
}

/// <summary>A producer process's work: bursts of messages until all are sent.</summary>
/// <param name="left">How many to send.</param>
internal sealed class ProducerCourse(int left)
{
    /// <summary>Whether there is another burst to send.</summary>
    public bool HasMore => left > 0;

    /// <summary>How many to send now.</summary>
    public int TakeBurst()
    {
        var burst = Math.Min(left, Contender.Burst);
        left -= burst;
        return burst;
    }
}

/// <summary>A place in the ring.</summary>
/// <param name="laps">How often the token goes round, at the first place; 0 at the others.</param>
/// <param name="latch">Where each place arrives with the tokens that it has seen.</param>
internal sealed class RingPlace(int laps, Latch latch)
{
    private int _seen;

    /// <summary>Whether the ring begins and ends here.</summary>
    public bool IsFirst => laps > 0;

    /// <summary>The token came; whether it goes on.</summary>
    public bool Pass() => ++_seen <= laps || !IsFirst;

    /// <summary>The ring is taken apart.</summary>
    public void End() => latch.Arrive(IsFirst ? _seen - 1 : _seen);
}

/// <summary>The lives of supervised processes: the first of each is set up, those after it are restarts.</summary>
/// <param name="count">How many processes.</param>
/// <param name="restarted">Where each restart arrives.</param>
internal sealed class Generations(int count, Latch restarted)
{
    private int _begun;

    /// <summary>One begins to live.</summary>
    public void Begin()
    {
        if (Interlocked.Increment(ref _begun) > count)
            restarted.Arrive(1);
    }
}

/// <summary>What supervised processes fail with.</summary>
internal sealed class PhoenixFailure : Exception;

/// <summary>A part of the tree's numbers.</summary>
/// <param name="First">The lowest number.</param>
/// <param name="Count">How many.</param>
[Payload]
internal sealed record SkyPart(long First, long Count)
{
    public const int Branches = 10;

    public SkyPart Branch(int index) => new(First + index * (Count / Branches), Count / Branches);

    /// <summary>How many processes the tree has.</summary>
    public static long ProcessesOf(int depth) => ((long)Math.Pow(10, depth + 1) - 1) / 9;

    /// <summary>The whole tree.</summary>
    public static SkyPart Whole(int depth) => new(0, (long)Math.Pow(10, depth));

    /// <summary>What the leaves add up to.</summary>
    public long Sum => Count * (First + First + Count - 1) / 2;
}

/// <summary>A node of the tree that waits for the sums of its branches.</summary>
internal sealed class SkySum
{
    private long _sum;
    private int _missing = SkyPart.Branches;

    /// <summary>A branch's sum came; true with the last.</summary>
    public bool Add(long sum, out long total)
    {
        total = _sum += sum;
        return --_missing == 0;
    }
}
