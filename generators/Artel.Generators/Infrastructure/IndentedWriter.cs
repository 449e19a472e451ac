using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>
/// Writes source text line by line, with braces and indentation. An interpolated line goes into the text part by part, without becoming
/// a string of its own, and the text's memory is used again: a cold start writes a few thousand lines for each hundred classes. A long
/// text is kept in pieces, since the runtime has to look through everything that lives before it hands out room for a large array.
/// </summary>
internal sealed class IndentedWriter
{
    private const int PieceLength = 32 * 1024;

    private static readonly string Spaces = new(' ', 64);

    [ThreadStatic]
    private static char[]? _kept;

    private char[] _text;
    private int _length;
    private int _depth;
    private List<ArraySegment<char>>? _full;
    private int _lineEnds;

    public IndentedWriter()
    {
        _text = _kept ?? new char[PieceLength];
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
        Reserve(1);
        _text[_length++] = '\n';
        _lineEnds++;
        return this;
    }

    /// <summary>Writes a part of a line.</summary>
    public IndentedWriter Part(string text)
    {
        Append(text);
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
        var text = _full is null ? SourceText.From(new string(_text, 0, _length), Encoding.UTF8) : Join(_full);
        if (_text.Length == PieceLength)
            _kept = _text;
        _text = [];
        return text;
    }

    private SourceText Join(List<ArraySegment<char>> pieces)
    {
        pieces.Add(new(_text, 0, _length));
        using var reader = new PieceReader(pieces);
        return SourceText.From(reader, pieces.Sum(static piece => piece.Count), Encoding.UTF8);
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
        Reserve(length);
        text.CopyTo(0, _text, _length, length);
        _length += length;
        _lineEnds = 0;
    }

    private void Reserve(int count)
    {
        if (_length + count <= _text.Length)
            return;
        (_full ??= []).Add(new(_text, 0, _length));
        _text = new char[Math.Max(PieceLength, count)];
        _length = 0;
    }

    /// <summary>Reads the pieces one after the other.</summary>
    private sealed class PieceReader(List<ArraySegment<char>> pieces) : TextReader
    {
        private int _piece;
        private int _read;

        private bool HasMore
        {
            get
            {
                while (_piece < pieces.Count && _read == pieces[_piece].Count)
                {
                    _piece++;
                    _read = 0;
                }

                return _piece < pieces.Count;
            }
        }

        public override int Peek() => HasMore ? pieces[_piece].Array![_read] : -1;

        public override int Read() => HasMore ? pieces[_piece].Array![_read++] : -1;

        public override int Read(char[] buffer, int index, int count)
        {
            if (!HasMore)
                return 0;
            count = Math.Min(count, pieces[_piece].Count - _read);
            Array.Copy(pieces[_piece].Array!, _read, buffer, index, count);
            _read += count;
            return count;
        }
    }

    /// <summary>An interpolated line, which goes straight into the text.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct LineParts
    {
        private readonly IndentedWriter _writer;

        public LineParts(int literalLength, int formattedCount, IndentedWriter writer)
        {
            _ = (literalLength, formattedCount);
            _writer = writer;
            writer.Indent(writer._depth);
        }

        public void AppendLiteral(string text) => _writer.Append(text);

        public void AppendFormatted(string? text) => _writer.Append(text ?? "");

        public void AppendFormatted(int number) => _writer.Append(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>An interpolated line that is one step further in.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct DeeperLineParts
    {
        private readonly IndentedWriter _writer;

        public DeeperLineParts(int literalLength, int formattedCount, IndentedWriter writer)
        {
            _ = (literalLength, formattedCount);
            _writer = writer;
            writer.Indent(writer._depth + 1);
        }

        public void AppendLiteral(string text) => _writer.Append(text);

        public void AppendFormatted(string? text) => _writer.Append(text ?? "");

        public void AppendFormatted(int number) => _writer.Append(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
