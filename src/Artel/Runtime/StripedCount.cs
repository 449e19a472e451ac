using System.Numerics;
using Artel.Messaging;

namespace Artel.Runtime;

/// <summary>
/// A count that many threads change at once without being in each other's way: each changes a part of its own, on a cache line of its own.
/// What one thread counts up another may count down, so a part alone means nothing. Any thread.
/// </summary>
internal sealed class StripedCount
{
    private readonly LoneNumber[] _parts = new LoneNumber[ThreadStripe.Count];

    /// <summary>A full barrier, as the other one is.</summary>
    public void Increment() => Interlocked.Increment(ref _parts[ThreadStripe.Mine].Value);

    public void Decrement() => Interlocked.Decrement(ref _parts[ThreadStripe.Mine].Value);

    /// <summary>
    /// The sum of the parts, one read after the other: exact if nobody counts meanwhile, and not less than it was at the end of the reading if
    /// nobody counts up.
    /// </summary>
    public long Sum()
    {
        var sum = 0L;
        foreach (ref var part in _parts.AsSpan())
            sum += Volatile.Read(ref part.Value);
        return sum;
    }
}

/// <summary>Which of several copies of something a thread uses, so that threads share one as seldom as can be.</summary>
internal static class ThreadStripe
{
    private const int MostStripes = 64;

    [ThreadStatic]
    private static int t_number;

    private static int s_threads;

    /// <summary>How many copies there are: a power of two, and more than threads run at a time on all but large machines.</summary>
    public static int Count { get; } = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(2 * Environment.ProcessorCount, MostStripes));

    /// <summary>The one of this thread: in turns, since the numbers that the system gives may have a period of their own.</summary>
    public static int Mine => (t_number != 0 ? t_number : Number()) & (Count - 1);

    private static int Number() => t_number = Interlocked.Increment(ref s_threads) | int.MinValue;
}
