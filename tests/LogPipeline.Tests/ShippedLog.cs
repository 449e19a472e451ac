namespace LogPipeline.Tests;

/// <summary>Where the sample's own log is beside the tests: a reference to the sample copies it.</summary>
public static class ShippedLog
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "access.log.gz");
}
