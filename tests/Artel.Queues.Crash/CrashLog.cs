using System.Text;

namespace Artel.Queues.Crash;

/// <summary>
/// What happened, a line each, appended to one file. Each line is one write to the operating system, which keeps it when the program is killed. Thread-safe.
/// </summary>
internal sealed class CrashLog(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>A publish is complete.</summary>
    public void Published(int number) => Write($"p {number}");

    /// <summary>A message was handled.</summary>
    public void Handled(int number, string message, int attempt) => Write($"h {number} {message} {attempt}");

    /// <summary>Its handler crashes right after that.</summary>
    public void CrashesAfterwards(int number, string message) => Write($"c {number} {message}");

    /// <summary>A message is among the dead letters.</summary>
    public void Dead(int number, string message) => Write($"d {number} {message}");

    /// <summary>The numbers whose publishes were complete when the program was killed.</summary>
    public static HashSet<int> PublishedIn(string path) => File.Exists(path)
        ? [.. CrashReport.Lines(path).Where(static line => line is ["p", _]).Select(static line => int.Parse(line[1], System.Globalization.CultureInfo.InvariantCulture))]
        : [];

    public void Dispose() => _file.Dispose();

    private void Write(string line)
    {
        var bytes = Encoding.ASCII.GetBytes(line + "\n");
        lock (_gate)
            _file.Write(bytes);
    }
}
