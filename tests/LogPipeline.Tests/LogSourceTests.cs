using System.Text;
using LogPipeline.Logs;

namespace LogPipeline.Tests;

public sealed class LogSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task LineEndsAndEmptyLinesAreNoContent()
    {
        var path = _folder.Write("access.log", "\uFEFFone\r\n\r\n\ntwo\nthree \r\nlast");
        var lines = await ReadAllAsync(path);
        Assert.Equal(["one", "two", "three ", "last"], lines.Select(line => line.Text));
        Assert.Equal([1, 4, 5, 6], lines.Select(line => line.Number));
        Assert.All(lines, line => Assert.Equal("access.log", line.File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\uFEFF")]
    public async Task FileWithoutContentHasNoLines(string text) => Assert.Empty(await ReadAllAsync(_folder.Write("a.log", text)));

    [Fact]
    public async Task WhatIsNotUtf8IsReplaced()
    {
        var path = _folder.Write("a.log", [.. "a"u8, 0xFF, .. "b\n"u8, 0xE0, 0xA4, (byte)'\n']);
        Assert.Equal(["a\uFFFDb", "\uFFFD"], (await ReadAllAsync(path)).Select(line => line.Text));
    }

    [Theory]
    [InlineData(LogReader.MaxLineBytes, "\n", false)]
    [InlineData(LogReader.MaxLineBytes, "\r\n", false)]
    [InlineData(LogReader.MaxLineBytes, "", false)]
    [InlineData(LogReader.MaxLineBytes + 1, "\n", true)]
    [InlineData(LogReader.MaxLineBytes + 1, "", true)]
    [InlineData(LogReader.MaxLineBytes * 2, "\n", true)]
    [InlineData(LogReader.MaxLineBytes * 2 + 1, "\r\n", true)]
    [InlineData(LogReader.MaxLineBytes * 9, "\n", true)]
    [InlineData(LogReader.MaxLineBytes * 9, "", true)]
    public async Task LongLineIsCut(int length, string end, bool isCut)
    {
        var text = "before\n" + new string('x', length) + end;
        var lines = await ReadAllAsync(_folder.Write("a.log", end.Length > 0 ? text + "after" : text));
        string[] expected = end.Length > 0 ? ["before", "x", "after"] : ["before", "x"];
        Assert.Equal(expected, lines.Select(line => line.Text[0] == 'x' ? "x" : line.Text));
        Assert.Equal(new LogLine("a.log", 2, new string('x', Math.Min(length, LogReader.MaxLineBytes)), isCut), lines[1]);
        Assert.Equal(lines.Count, lines[^1].Number);
    }

    [Fact]
    public async Task ManyLinesComeInOrderAcrossBufferEnds()
    {
        var expected = Enumerable.Range(1, 30_000).Select(number => $"{number} {new string('.', number % 97)}").ToArray();
        var lines = await ReadAllAsync(_folder.Write("a.log", string.Join('\n', expected)));
        Assert.Equal(expected, lines.Select(line => line.Text));
        Assert.Equal(Enumerable.Range(1, 30_000).Select(number => (long)number), lines.Select(line => line.Number));
    }

    [Fact]
    public async Task PackedFileIsReadWithProgressInStoredBytes()
    {
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(number => $"line {number * 7919}\n"));
        // Rotation tools concatenate packed files: two members are one log.
        byte[] packed = [.. TemporaryFolder.Pack(Encoding.UTF8.GetBytes(text)), .. TemporaryFolder.Pack("end\n"u8.ToArray())];
        var source = LogSource.Open(_folder.Write("old.log.1.GZ", packed));
        Assert.Equal(packed.Length, source.TotalBytes);

        using var reader = source.OpenReader();
        Assert.Equal(0, reader.BytesRead);
        var count = 0;
        var progress = new List<long>();
        while (await reader.ReadLineAsync() is not null)
        {
            if (++count % 10_000 == 0)
                progress.Add(reader.BytesRead);
        }
        Assert.Equal(50_001, count);
        Assert.Equal(progress.Order(), progress);
        Assert.InRange(progress[0], 1, packed.Length - 1);
        Assert.Equal(packed.Length, reader.BytesRead);
        Assert.Null(await reader.ReadLineAsync());
    }

    [Fact]
    public async Task FolderGivesItsLogFilesInOrdinalOrder()
    {
        _folder.Write("b.log", "3\n");
        _folder.Write("a.log.2", "1");
        _folder.Write("access_main", "2\n");
        _folder.Write("notes.txt", "never\n");
        _folder.Write("Z.gz", TemporaryFolder.Pack("0\n"u8.ToArray()));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "access.log"));

        var source = LogSource.Open(_folder.Path);
        Assert.Equal(["Z.gz", "a.log.2", "access_main", "b.log"], source.Files.Select(file => file.Name));
        Assert.Equal(source.Files.Sum(file => new FileInfo(file.FullPath).Length), source.TotalBytes);
        var lines = await ReadAllAsync(_folder.Path);
        Assert.Equal(["0", "1", "2", "3"], lines.Select(line => line.Text));
        Assert.All(lines, line => Assert.Equal(1, line.Number));
    }

    [Fact]
    public void MissingPathIsOneClearLine()
    {
        var path = Path.Combine(_folder.Path, "nothing.log");
        AssertClear(Assert.Throws<LogSourceException>(() => LogSource.Open(path)), path);
        AssertClear(Assert.Throws<LogSourceException>(() => LogSource.Open("")), "''");
    }

    [Fact]
    public void FolderWithoutLogsIsOneClearLine()
    {
        _folder.Write("notes.txt", "no log");
        AssertClear(Assert.Throws<LogSourceException>(() => LogSource.Open(_folder.Path)), _folder.Path);
    }

    [Fact]
    public void LockedFileIsOneClearLine()
    {
        var path = _folder.Write("a.log", "x\n");
        using var holder = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        AssertClear(Assert.Throws<LogSourceException>(() => LogSource.Open(path)), path);
    }

    [Fact]
    public async Task FileThatWentAwayIsOneClearLine()
    {
        var path = _folder.Write("a.log", "x\n");
        using var reader = LogSource.Open(path).OpenReader();
        File.Delete(path);
        AssertClear(await Assert.ThrowsAsync<LogSourceException>(async () => await reader.ReadLineAsync()), path);
    }

    [Theory]
    [InlineData("cut off")]
    [InlineData("damaged")]
    [InlineData("not packed")]
    public async Task BrokenGzipIsOneClearLine(string kind)
    {
        var packed = TemporaryFolder.Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(n => $"{n * 7919}\n"))));
        switch (kind)
        {
            case "cut off":
                packed = packed[..(packed.Length / 2)];
                break;
            case "damaged":
                packed.AsSpan(packed.Length / 2, 64).Fill(0xA5);
                break;
            default:
                packed = "plain text\n"u8.ToArray();
                break;
        }
        var path = _folder.Write("a.gz", packed);
        AssertClear(await Assert.ThrowsAsync<LogSourceException>(() => ReadAllAsync(path)), path);
    }

    [Fact]
    public async Task CancellingEndsTheRead()
    {
        using var reader = LogSource.Open(_folder.Write("a.log", "x\n")).OpenReader();
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadLineAsync(cancelled));
    }

    private static async Task<List<LogLine>> ReadAllAsync(string path)
    {
        using var reader = LogSource.Open(path).OpenReader();
        var lines = new List<LogLine>();
        while (await reader.ReadLineAsync() is { } line)
            lines.Add(line);
        return lines;
    }

    private static void AssertClear(LogSourceException error, string path)
    {
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }
}
