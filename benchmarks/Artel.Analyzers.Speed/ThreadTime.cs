using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Artel.Analyzers.Speed;

/// <summary>What a thread has used of a processor: on a busy machine, time passes while others run.</summary>
internal static partial class ThreadTime
{
    // CLOCK_THREAD_CPUTIME_ID of Linux.
    private const int OfThread = 3;

    /// <summary>True where it is known; else time that passes is taken for it.</summary>
    public static bool IsKnown => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>In nanoseconds, since whenever.</summary>
    public static long Now
    {
        get
        {
            if (!IsKnown)
                return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
            if (GetTime(OfThread, out var time) != 0)
                throw new InvalidOperationException($"The time of a thread can't be read: {Marshal.GetLastPInvokeErrorMessage()}");
            return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
