using System.Diagnostics;

namespace Artel.Benchmarks.Measuring;

/// <summary>Times work that is started here and done elsewhere, and makes sure that all of it was done.</summary>
internal static class Timing
{
    /// <summary>How long a run may take before it counts as lost.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Starts the work and waits until all parties have arrived.</summary>
    /// <param name="operations">How many operations that is, for the figures per operation.</param>
    /// <param name="handled">How much the parties have to have handled.</param>
    /// <param name="latch">Where they arrive.</param>
    /// <param name="start">Starts the work.</param>
    /// <exception cref="LostWorkException">Not everybody arrived, or something was lost or done twice.</exception>
    public static Sample Run(long operations, long handled, Latch latch, Action start)
    {
        return Here(operations, () =>
        {
            start();
            Await(latch, handled);
        });
    }

    /// <summary>Times work that is done here, by this thread or by others that it waits for.</summary>
    /// <param name="operations">How many operations that is, for the figures per operation.</param>
    /// <param name="work">Does all of it.</param>
    public static Sample Here(long operations, Action work)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = ProcessorTime();
        var from = Stopwatch.GetTimestamp();
        work();
        var elapsed = Stopwatch.GetElapsedTime(from);
        return new Sample(elapsed.TotalNanoseconds / operations)
        {
            ProcessorNanoseconds = (ProcessorTime() - processor).TotalNanoseconds / operations,
            AllocatedBytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)operations,
        };
    }

    /// <summary>Waits until all parties have arrived and have handled what they should.</summary>
    /// <exception cref="LostWorkException">They did not, or something was lost or done twice.</exception>
    public static void Await(Latch latch, long handled)
    {
        if (!latch.Done.Wait(Patience))
            throw new LostWorkException($"{latch.Missing} did not finish within {Patience.TotalSeconds} s; {latch.Handled} of {handled} were handled");
        if (latch.Handled != handled)
            throw new LostWorkException($"{latch.Handled} were handled and not {handled}");
    }

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="LostWorkException">It did not come to hold.</exception>
    public static void Await(Func<bool> condition, Func<string> explain)
    {
        var from = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(from) > Patience)
                throw new LostWorkException(explain());
            Thread.Sleep(1);
        }
    }

    /// <summary>Runs a body on threads of its own, which the caller does not wait for.</summary>
    public static void OnThreads(int count, Action body)
    {
        for (var i = 0; i < count; i++)
            new Thread(() => body()) { IsBackground = true }.Start();
    }

    /// <summary>What this program has used of the processors so far.</summary>
    public static TimeSpan ProcessorTime() => Environment.CpuUsage.TotalTime;
}

/// <summary>Work was lost, or done twice: the figure would be of something else.</summary>
internal sealed class LostWorkException(string message) : Exception(message);
