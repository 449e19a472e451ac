using System.Diagnostics;

namespace Artel.Benchmarks.Measuring;

/// <summary>
/// The time between two contenders: what the one before has left behind comes to rest in it, such as threads that look for work for a while, and
/// collections in the background.
/// </summary>
internal static class Rest
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How much of a processor a program at rest may take.</summary>
    private const double MostOfAProcessor = 0.1;

    /// <summary>Waits until this program does next to nothing; not for ever.</summary>
    public static void Await()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var from = Stopwatch.GetTimestamp();
        TimeSpan used;
        do
        {
            var before = Environment.CpuUsage.TotalTime;
            Thread.Sleep(Look);
            used = Environment.CpuUsage.TotalTime - before;
        }
        while (used > Look * MostOfAProcessor && Stopwatch.GetElapsedTime(from) < Patience);
    }
}
