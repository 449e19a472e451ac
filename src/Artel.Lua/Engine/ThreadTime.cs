using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Artel.Lua.Engine;

/// <summary>
/// How long the current thread has had a processor. A limit that goes by it does not count against a script the time in which the system
/// ran something else.
/// </summary>
internal static unsafe partial class ThreadTime
{
    private const int LinuxThreadClock = 3;
    private const int MacThreadClock = 16;

    /// <summary>
    /// The time, in <see cref="Stopwatch"/> ticks from an unknown start; the time of day where the system does not tell a thread's time.
    /// </summary>
    public static long Now
    {
        get
        {
            if (OperatingSystem.IsWindows())
            {
                long created, exited, kernel, user;
                if (GetThreadTimes(GetCurrentThread(), &created, &exited, &kernel, &user) != 0)
                    return (long)((double)(kernel + user) / TimeSpan.TicksPerSecond * Stopwatch.Frequency);
            }
            else
            {
                TimeSpecification time;
                if (clock_gettime(OperatingSystem.IsMacOS() || OperatingSystem.IsIOS() ? MacThreadClock : LinuxThreadClock, &time) == 0)
                    return (long)((time.Seconds + (time.Nanoseconds / 1e9)) * Stopwatch.Frequency);
            }

            return Stopwatch.GetTimestamp();
        }
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, TimeSpecification* time);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32")]
    private static partial int GetThreadTimes(nint thread, long* created, long* exited, long* kernel, long* user);

    private struct TimeSpecification
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
