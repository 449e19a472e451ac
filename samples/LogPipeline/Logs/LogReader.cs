using System.IO.Compression;
using System.Text;

namespace LogPipeline.Logs;

/// <summary>
/// Streams the lines of a <see cref="LogSource"/>, one file after the other, in constant memory. One reader is read by one
/// caller at a time; <see cref="BytesRead"/> may be asked for from any thread.
/// </summary>
public sealed class LogReader : IDisposable
{
    /// <summary>The longest line that is taken whole. A server's own limits (8 KiB for a request line) are far below.</summary>
    public const int MaxLineBytes = 64 * 1024;

    private const int BufferBytes = 2 * MaxLineBytes;

    private readonly IReadOnlyList<LogFile> _files;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _next;
    private LogFile? _file;
    private FileStream? _stored;
    private Stream? _stream;
    private int _start;
    private int _end;
    private bool _atEnd;
    private long _number;
    private string? _cut;
    private long _bytesBefore;
    private long _bytesRead;

    internal LogReader(IReadOnlyList<LogFile> files) => _files = files;

    /// <summary>Bytes taken from disk so far, against <see cref="LogSource.TotalBytes"/>.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>The next line that is not empty; null after the last.</summary>
    /// <exception cref="LogSourceException">A file went away, or is not the gzip file its name says.</exception>
    public ValueTask<LogLine?> ReadLineAsync(CancellationToken cancelled = default) =>
        // Nearly every line is already in the buffer: those cost no state machine.
        _stream is not null && TryTakeLine(out var line) ? new(line) : ReadSlowlyAsync(cancelled);

    public void Dispose() => CloseFile();

    private async ValueTask<LogLine?> ReadSlowlyAsync(CancellationToken cancelled)
    {
        while (_stream is not null || OpenNextFile())
        {
            if (TryTakeLine(out var line))
                return line;
            if (_atEnd)
                FinishFile();
            else
                await FillAsync(cancelled).ConfigureAwait(false);
        }
        return null;
    }

    private bool TryTakeLine(out LogLine line)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var length = rest.IndexOf((byte)'\n');
            if (length < 0)
            {
                // One byte more than the longest line, since the last may be the CR of a line end not yet read.
                if (rest.Length > MaxLineBytes + 1)
                    CutLine(rest);
                if (!_atEnd || (_start == _end && _cut is null))
                {
                    line = default;
                    return false;
                }
                rest = _buffer.AsSpan(_start, _end - _start);
                _start = _end;
            }
            else
            {
                rest = rest[..length];
                _start += length + 1;
            }
            if (TryMakeLine(rest, out line))
                return true;
        }
    }

    private bool TryMakeLine(ReadOnlySpan<byte> bytes, out LogLine line)
    {
        _number++;
        if (_cut is { } cut)
        {
            _cut = null;
            line = new LogLine(_file!.Name, _number, cut, IsCut: true);
            return true;
        }
        if (_number == 1 && bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        if (bytes.EndsWith("\r"u8))
            bytes = bytes[..^1];
        if (bytes.IsEmpty)
        {
            line = default;
            return false;
        }
        var isCut = bytes.Length > MaxLineBytes;
        line = new LogLine(_file!.Name, _number, Encoding.UTF8.GetString(isCut ? bytes[..MaxLineBytes] : bytes), isCut);
        return true;
    }

    /// <summary>Keeps the head of a line that is too long, once; what follows is dropped up to its line end.</summary>
    private void CutLine(ReadOnlySpan<byte> bytes)
    {
        _cut ??= Encoding.UTF8.GetString(bytes[..MaxLineBytes]);
        _start = _end;
    }

    private async ValueTask FillAsync(CancellationToken cancelled)
    {
        if (_cut is not null)
            _start = _end;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        try
        {
            var count = await _stream!.ReadAsync(_buffer.AsMemory(_end), cancelled).ConfigureAwait(false);
            _end += count;
            _atEnd = count == 0;
        }
        catch (InvalidDataException error)
        {
            throw new LogSourceException(
                $"'{_file!.FullPath}' is not a whole gzip file (damaged or cut off); restore it, or give the unpacked log.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw LogSource.Unreadable(_file!.FullPath, error);
        }
        var position = _stored!.CanSeek ? _stored.Position : 0;
        // A live log may have grown since its size was taken: progress stops at 100 %.
        Interlocked.Exchange(ref _bytesRead, _bytesBefore + Math.Min(position, _file!.Length));
    }

    private bool OpenNextFile()
    {
        if (_next == _files.Count)
            return false;
        _file = _files[_next++];
        _stored = LogSource.OpenFile(_file.FullPath);
        _stream = _file.IsCompressed ? new GZipStream(_stored, CompressionMode.Decompress) : _stored;
        _start = _end = 0;
        _atEnd = false;
        _number = 0;
        return true;
    }

    private void FinishFile()
    {
        _bytesBefore += _file!.Length;
        Interlocked.Exchange(ref _bytesRead, _bytesBefore);
        CloseFile();
    }

    private void CloseFile()
    {
        _stream?.Dispose();
        _stream = null;
        _stored = null;
    }
}
