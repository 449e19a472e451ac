using System.Runtime.InteropServices;

namespace Artel.Benchmarks.Measuring;

/// <summary>What is in use after everything that can be collected was.</summary>
internal static partial class Memory
{
    /// <summary>Bytes of the managed heap that live.</summary>
    public static long Managed()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Bytes of this program that are in the machine's memory, native ones too; a page is the smallest step.</summary>
    public static long Resident()
    {
        Managed();
        if (OperatingSystem.IsLinux())
            TrimNativeHeap();
        return Environment.WorkingSet;
    }

    /// <summary>The C library keeps what was freed, so that what is taken next seems to cost nothing.</summary>
    private static void TrimNativeHeap()
    {
        try
        {
            _ = malloc_trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library that has no such thing; the figure is a little too low there.
        }
    }

    [LibraryImport("libc")]
    private static partial int malloc_trim(nuint keep);
}
