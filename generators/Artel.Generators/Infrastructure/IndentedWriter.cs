using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>
/// Writes source text line by line, with braces and indentation. An interpolated line goes into the text part by part, without becoming
/// a string of its own, and the text's memory is used again: a cold start writes a few thousand lines for each hundred classes.
/// </summary>
internal sealed class IndentedWriter
{
    private const int InitialLength = 16 * 1024;

    /// <summary>What is larger is left to the garbage collector.</summary>
    private const int MaxKeptLength = 256 * 1024;

    [ThreadStatic]
    private static char[]? _kept;

    private char[] _text;
    private int _length;
    private int _depth;

    public IndentedWriter()
    {
        _text = _kept ?? new char[InitialLength];
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
        Append('\n');
        return this;
    }

    /// <summary>Takes the blank line back that was written last.</summary>
    public IndentedWriter TrimBlank()
    {
        if (_length > 1 && _text[_length - 1] == '\n' && _text[_length - 2] == '\n')
            _length--;
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
        var text = new string(_text, 0, _length);
        if (_text.Length <= MaxKeptLength)
            _kept = _text;
        _text = [];
        return SourceText.From(text, Encoding.UTF8);
    }

    private void Indent(int depth)
    {
        var width = depth * 4;
        Reserve(width);
        for (var end = _length + width; _length < end; _length++)
            _text[_length] = ' ';
    }

    private void Append(string text)
    {
        Reserve(text.Length);
        text.CopyTo(0, _text, _length, text.Length);
        _length += text.Length;
    }

    private void Append(char character)
    {
        Reserve(1);
        _text[_length++] = character;
    }

    private void Reserve(int count)
    {
        if (_length + count > _text.Length)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + count));
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
