using System.Text;

namespace Artel.Queues.Crash;

/// <summary>
/// What happened, a line each, appended to one file. Each line is one write to the operating system, which keeps it when the program is killed. Thread-safe.
/// </summary>
internal sealed class CrashLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly Outstanding _outstanding;

    /// <summary>Goes on with a log.</summary>
    /// <param name="path">Its file; made if it is not there.</param>
    /// <param name="messages">How many numbers there are.</param>
    public CrashLog(string path, int messages)
    {
        _outstanding = new Outstanding(messages);
        if (File.Exists(path))
        {
            foreach (var line in CrashReport.Lines(path))
                _outstanding.Note(line);
        }

        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>The numbers that no publish was noted of.</summary>
    public IReadOnlyList<int> Unpublished
    {
        get
        {
            lock (_gate)
                return [.. _outstanding.Unpublished.Order()];
        }
    }

    /// <summary>How many numbers are to be handled yet, or to be handled again; and how long the log is, which tells whether anything happens.</summary>
    public (int Outstanding, long Length) Progress
    {
        get
        {
            lock (_gate)
                return (_outstanding.Count, _file.Position);
        }
    }

    /// <summary>A publish is complete.</summary>
    public void Published(int number) => Write($"p {number}");

    /// <summary>A message was handled.</summary>
    public void Handled(int number, string message, int attempt) => Write($"h {number} {message} {attempt}");

    /// <summary>Its handler crashes right after that.</summary>
    public void CrashesAfterwards(int number, string message) => Write($"c {number} {message}");

    /// <summary>A message is among the dead letters.</summary>
    public void Dead(int number, string message) => Write($"d {number} {message}");

    public void Dispose() => _file.Dispose();

    private void Write(string line)
    {
        var bytes = Encoding.ASCII.GetBytes(line + "\n");
        lock (_gate)
        {
            _file.Write(bytes);
            _outstanding.Note(line.Split(' '));
        }
    }
}
