namespace LogPipeline.Logs;

/// <summary>A file to read: where it is, how it is called in reports, and its size on disk when it was found.</summary>
public sealed record LogFile(string FullPath, string Name, long Length)
{
    public bool IsCompressed => FullPath.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
