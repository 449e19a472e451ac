using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>Writes source text line by line, with braces and indentation.</summary>
internal sealed class IndentedWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public IndentedWriter Line(string line)
    {
        _text.Append(' ', _depth * 4).Append(line).Append('\n');
        return this;
    }

    public IndentedWriter Blank()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>Takes the blank line back that was written last.</summary>
    public IndentedWriter TrimBlank()
    {
        if (_text.Length > 1 && _text[_text.Length - 1] == '\n' && _text[_text.Length - 2] == '\n')
            _text.Length--;
        return this;
    }

    /// <summary>Writes a line one step further in; the single statement of an <c>if</c> for instance.</summary>
    public IndentedWriter Deeper(string line)
    {
        _depth++;
        Line(line);
        _depth--;
        return this;
    }

    /// <summary>Writes a header line and an opening brace.</summary>
    public IndentedWriter Open(string header)
    {
        Line(header).Line("{");
        _depth++;
        return this;
    }

    /// <summary>Writes the closing brace of the last <see cref="Open"/>.</summary>
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

    public SourceText ToSourceText() => SourceText.From(_text.ToString(), Encoding.UTF8);
}
