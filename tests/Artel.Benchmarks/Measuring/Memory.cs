using System.Globalization;

namespace Artel.Benchmarks.Measuring;

/// <summary>What is in use after everything that can be collected was.</summary>
internal static class Memory
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
        return Environment.WorkingSet;
    }

    /// <summary>Bytes as people read them.</summary>
    public static string Text(double bytes) => bytes < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} B")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:F1} KB");
}
