using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>
/// Writes source text line by line, with braces and indentation. An interpolated line goes into the text part by part, without becoming
/// a string of its own, and the text's memory is used again: a cold start writes a few thousand lines for each hundred classes.
/// </summary>
internal sealed class IndentedWriter
{
    private static readonly string Spaces = new(' ', 64);

    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    [ThreadStatic]
    private static char[]? _kept;

    private readonly List<GeneratedText.Piece> _full = [];
    private char[] _text;
    private int _length;
    private int _depth;
    private int _lineEnds;

    public IndentedWriter()
    {
        _text = _kept ?? new char[GeneratedText.PieceLength];
        _kept = null;
    }

    public IndentedWriter Line(string line)
    {
        Indent(_depth);
        Append(line);
        return Blank();
    }

    /// <inheritdoc cref="Line(string)"/>
    public IndentedWriter Line([InterpolatedStringHandlerArgument("")] LineParts line)
    {
        _ = line;
        return Blank();
    }

    public IndentedWriter Blank()
    {
        MakeRoom();
        _text[_length++] = '\n';
        _lineEnds++;
        return this;
    }

    /// <summary>Begins a line whose parts follow; <see cref="Blank"/> ends it.</summary>
    /// <param name="deeper">How many steps further in it is.</param>
    public IndentedWriter Begin(int deeper = 0)
    {
        Indent(_depth + deeper);
        return this;
    }

    /// <summary>Writes a part of a line.</summary>
    public IndentedWriter Part(string text)
    {
        Append(text);
        return this;
    }

    /// <inheritdoc cref="Part(string)"/>
    public IndentedWriter Part([InterpolatedStringHandlerArgument("")] Parts text)
    {
        _ = text;
        return this;
    }

    /// <summary>Takes the blank line back that was written last.</summary>
    public IndentedWriter TrimBlank()
    {
        if (_lineEnds > 1)
        {
            _length--;
            _lineEnds--;
        }

        return this;
    }

    /// <summary>Writes a line one step further in; the single statement of an <c>if</c> for instance.</summary>
    public IndentedWriter Deeper(string line)
    {
        Indent(_depth + 1);
        Append(line);
        return Blank();
    }

    /// <inheritdoc cref="Deeper(string)"/>
    public IndentedWriter Deeper([InterpolatedStringHandlerArgument("")] DeeperLineParts line)
    {
        _ = line;
        return Blank();
    }

    /// <summary>Writes a header line and an opening brace.</summary>
    public IndentedWriter Open(string header)
    {
        Line(header).Line("{");
        _depth++;
        return this;
    }

    /// <inheritdoc cref="Open(string)"/>
    public IndentedWriter Open([InterpolatedStringHandlerArgument("")] LineParts header)
    {
        Line(header).Line("{");
        _depth++;
        return this;
    }

    /// <summary>Writes the closing brace of the last <c>Open</c>.</summary>
    public IndentedWriter Close(string end = "}")
    {
        _depth--;
        return Line(end);
    }

    public IndentedWriter Indent()
    {
        _depth++;
        return this;
    }

    public IndentedWriter Unindent()
    {
        _depth--;
        return this;
    }

    /// <summary>The text; the writer is of no use after that.</summary>
    public SourceText ToSourceText()
    {
        var length = (_full.Count * _text.Length) + _length;
        _full.Add(new(_text, _length));
        _kept = _text;
        _text = [];
        return new GeneratedText(_full, length);
    }

    private void Indent(int depth)
    {
        for (var width = depth * 4; width > 0; width -= Spaces.Length)
            Append(Spaces, Math.Min(width, Spaces.Length));
    }

    private void Append(string text) => Append(text, text.Length);

    private void Append(string text, int length)
    {
        if (length == 0)
            return;
        _lineEnds = 0;
        for (var start = 0; start < length;)
        {
            MakeRoom();
            var part = Math.Min(length - start, _text.Length - _length);
            text.CopyTo(start, _text, _length, part);
            _length += part;
            start += part;
        }
    }

    /// <summary>Puts a full piece away. It stays until more is written, since its end may be taken back.</summary>
    private void MakeRoom()
    {
        if (_length < _text.Length)
            return;
        _full.Add(new(_text, _length));
        _length = 0;
    }

    /// <summary>An interpolated part of a line, which goes straight into the text.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Parts
    {
        private readonly IndentedWriter _writer;

        public Parts(int literalLength, int formattedCount, IndentedWriter writer)
        {
            _ = (literalLength, formattedCount);
            _writer = writer;
        }

        public void AppendLiteral(string text) => _writer.Append(text);

        public void AppendFormatted(string? text) => _writer.Append(text ?? "");

        public void AppendFormatted(int number) => _writer.Append(number is >= 0 and < 10 ? Digits[number] : number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>An interpolated line.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct LineParts(int literalLength, int formattedCount, IndentedWriter writer)
    {
        private readonly Parts _parts = new(literalLength, formattedCount, writer.Begin());

        public void AppendLiteral(string text) => _parts.AppendLiteral(text);

        public void AppendFormatted(string? text) => _parts.AppendFormatted(text);

        public void AppendFormatted(int number) => _parts.AppendFormatted(number);
    }

    /// <summary>An interpolated line that is one step further in.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct DeeperLineParts(int literalLength, int formattedCount, IndentedWriter writer)
    {
        private readonly Parts _parts = new(literalLength, formattedCount, writer.Begin(deeper: 1));

        public void AppendLiteral(string text) => _parts.AppendLiteral(text);

        public void AppendFormatted(string? text) => _parts.AppendFormatted(text);

        public void AppendFormatted(int number) => _parts.AppendFormatted(number);
    }
}
