using System.Diagnostics;

namespace Artel.Lua.Engine;

/// <summary>
/// Looks at the running Lua threads every millisecond, and has those looked at more closely that run since the last time: their hook gets the
/// calls that they make, and the first of them has it count instructions (<see cref="LuaPreemption"/>). So a slice that is over soon pays
/// nothing for what might interrupt it. One thread for the program; it sleeps while no script runs.
/// </summary>
internal static unsafe class SliceWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1);

    /// <summary>What may last so long before it is seen twice, in <see cref="Stopwatch"/> ticks.</summary>
    public static readonly long LongestUnseen = (long)(2 * Interval.TotalSeconds * Stopwatch.Frequency);

    /// <summary>It sleeps after so many looks at which nothing ran.</summary>
    private const int LooksBeforeSleep = 50;

    private static readonly Lock Gate = new();
    private static readonly List<RunningSlice> Slices = [];
    private static readonly AutoResetEvent Woken = new(initialState: false);

    /// <summary>Whether it sleeps, or has not begun.</summary>
    private static int s_sleeps;

    static SliceWatch() => new Thread(Run) { IsBackground = true, Name = "Artel Lua watch" }.UnsafeStart();

    /// <summary>A thread that is going to run Lua.</summary>
    public static void Add(RunningSlice slice)
    {
        lock (Gate)
        {
            Slices.RemoveAll(static known => !known.IsOfLivingThread);
            Slices.Add(slice);
        }
    }

    /// <summary>A Lua thread is about to run, which is said before this.</summary>
    public static void NoteRunning()
    {
        if (Volatile.Read(ref s_sleeps) != 0)
            Wake();
    }

    private static void Wake()
    {
        Volatile.Write(ref s_sleeps, 0);
        Woken.Set();
    }

    private static void Run()
    {
        var slices = new List<RunningSlice>();
        var idle = 0;
        while (true)
        {
            Thread.Sleep(Interval);
            lock (Gate)
            {
                slices.Clear();
                slices.AddRange(Slices);
            }

            if (Look(slices))
                idle = 0;
            else if (++idle >= LooksBeforeSleep)
                Sleep();
        }
    }

    /// <summary>Looks at all threads; whether one of them runs Lua.</summary>
    private static bool Look(List<RunningSlice> slices)
    {
        var runs = false;
        foreach (var slice in slices)
        {
            runs |= slice.IsRunning;
            if (slice.Lasts())
                Touch(slice);
        }

        return runs;
    }

    private static void Touch(RunningSlice slice)
    {
        slice.BeginTouch();
        Interlocked.MemoryBarrierProcessWide();
        var L = slice.Touched;
        if (L != null)
            LuaPreemption.NoteLasting(L);
        slice.EndTouch();
    }

    private static void Sleep()
    {
        Volatile.Write(ref s_sleeps, 1);
        Interlocked.MemoryBarrierProcessWide();
        lock (Gate)
        {
            // Who began to run before saw no sleeper.
            if (Slices.Exists(static slice => slice.IsRunning))
            {
                Volatile.Write(ref s_sleeps, 0);
                return;
            }
        }

        Woken.WaitOne();
    }
}
