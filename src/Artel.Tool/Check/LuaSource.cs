using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Tool.Check;

/// <summary>
/// A Lua file as its bytes, and as the text that the rules see. Lua's strings are bytes, so a file need not be UTF-8: one that is not is
/// read byte by byte. A change of the text changes these bytes alone.
/// </summary>
internal sealed class LuaSource
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Encoding _encoding;
    private readonly int _mark;
    private byte[] _bytes;

    private LuaSource(string path, string shown, byte[] bytes)
    {
        Path = path;
        Shown = shown;
        _bytes = bytes;
        _mark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        _encoding = IsUtf8(bytes) ? Strict : Encoding.Latin1;
        Text = Decode();
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Where it is, as it is printed.</summary>
    public string Shown { get; }

    /// <summary>What is in it.</summary>
    public SourceText Text { get; private set; }

    /// <summary>What the rules take.</summary>
    public AdditionalText ToAdditionalText() => new Additional(Path, Text);

    /// <exception cref="CheckException">The file can't be read.</exception>
    public static LuaSource Read(string path, string shown)
    {
        try
        {
            return new(path, shown, File.ReadAllBytes(path));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new CheckException($"can't read '{shown}': {wrong.Message}", wrong);
        }
    }

    /// <summary>Makes changes that stand in the order of the text and do not overlap. False where one can't be written in the file's encoding.</summary>
    public bool Apply(IReadOnlyList<TextChange> changes)
    {
        if (_encoding == Encoding.Latin1 && changes.Any(static change => change.NewText!.Any(static character => character > '\x7f')))
            return false;
        var text = Text.ToString();
        var written = new List<byte>(_bytes.Length + 64);
        written.AddRange(_bytes.AsSpan(0, _mark));
        var (at, atByte) = (0, _mark);
        foreach (var change in changes)
        {
            var start = atByte + _encoding.GetByteCount(text.AsSpan(at, change.Span.Start - at));
            written.AddRange(_bytes.AsSpan(atByte, start - atByte));
            written.AddRange(_encoding.GetBytes(change.NewText!));
            atByte = start + _encoding.GetByteCount(text.AsSpan(change.Span.Start, change.Span.Length));
            at = change.Span.End;
        }

        written.AddRange(_bytes.AsSpan(atByte));
        _bytes = [.. written];
        Text = Decode();
        return true;
    }

    /// <summary>Writes it back, at once: who reads it meanwhile sees the old file or the new one.</summary>
    /// <exception cref="CheckException">The file can't be written.</exception>
    public void Save()
    {
        var beside = Path + ".artel-mended";
        try
        {
            File.WriteAllBytes(beside, _bytes);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(beside, File.GetUnixFileMode(Path));
            File.Move(beside, Path, overwrite: true);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw new CheckException($"can't write '{Shown}': {wrong.Message}", wrong);
        }
    }

    private SourceText Decode() => SourceText.From(_encoding.GetString(_bytes.AsSpan(_mark)));

    private static bool IsUtf8(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private sealed class Additional(string path, SourceText text) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }
}
