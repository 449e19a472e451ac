namespace LogPipeline.Logs;

/// <summary>
/// What there is to read at a path: one file, or the log files of a folder in ordinal order, so that the same folder gives
/// the same lines in the same order on every system.
/// </summary>
public sealed class LogSource
{
    private LogSource(string path, IReadOnlyList<LogFile> files)
    {
        Path = path;
        Files = files;
        TotalBytes = files.Sum(file => file.Length);
    }

    /// <summary>The path as given.</summary>
    public string Path { get; }

    public IReadOnlyList<LogFile> Files { get; }

    /// <summary>Bytes on disk; a compressed file counts as it is stored, which is what <see cref="LogReader.BytesRead"/> counts.</summary>
    public long TotalBytes { get; }

    /// <summary>Looks at the path and tries every file, so that a missing right is found before the work starts.</summary>
    /// <exception cref="LogSourceException">There is nothing to read.</exception>
    public static LogSource Open(string path)
    {
        if (File.Exists(path))
            return new LogSource(path, [Probe(path)]);
        if (!Directory.Exists(path))
            throw new LogSourceException($"There is no file or folder '{path}'; check the path.");

        var files = ListFolder(path);
        if (files.Length == 0)
        {
            throw new LogSourceException(
                $"The folder '{path}' has no log file (*.log, *.log.*, *.gz, access*); give the path of the file itself.");
        }
        return new LogSource(path, [.. files.Select(Probe)]);
    }

    public LogReader OpenReader() => new(Files);

    /// <summary>Opens with every sharing right: the web server goes on writing, and its rotation renames.</summary>
    internal static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.SequentialScan | FileOptions.Asynchronous,
                BufferSize = 0,
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, error);
        }
    }

    internal static LogSourceException Unreadable(string path, Exception error) =>
        new($"'{path}' cannot be read ({OneLine(error.Message)}); check its permissions and that no program locks it.", error);

    private static string[] ListFolder(string path)
    {
        try
        {
            return [.. Directory.EnumerateFiles(path)
                .Where(file => IsLogName(System.IO.Path.GetFileName(file)))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LogSourceException($"The folder '{path}' cannot be listed ({OneLine(error.Message)}); check its permissions.", error);
        }
    }

    private static bool IsLogName(string name) =>
        name.EndsWith(".log", StringComparison.OrdinalIgnoreCase)
        || name.Contains(".log.", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("access", StringComparison.OrdinalIgnoreCase);

    private static LogFile Probe(string path)
    {
        using var stream = OpenFile(path);
        // A pipe has no length; there is no progress to show then, but there are lines.
        return new LogFile(path, System.IO.Path.GetFileName(path), stream.CanSeek ? stream.Length : 0);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
