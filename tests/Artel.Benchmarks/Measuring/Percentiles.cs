using System.Diagnostics;

namespace Artel.Benchmarks.Measuring;

/// <summary>A latency sample of many single times.</summary>
internal static class Percentiles
{
    /// <summary>The percentiles, in microseconds.</summary>
    /// <param name="ticks">The times in ticks of <see cref="Stopwatch"/>; sorted here.</param>
    public static Sample Of(long[] ticks)
    {
        Array.Sort(ticks);
        return new Sample(At(0.5)) { Percentile99 = At(0.99), Percentile999 = At(0.999) };

        double At(double share) => ticks[Math.Min(ticks.Length - 1, (int)(share * ticks.Length))] * 1e6 / Stopwatch.Frequency;
    }
}
