using System.Numerics;

namespace Artel.Runtime;

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
