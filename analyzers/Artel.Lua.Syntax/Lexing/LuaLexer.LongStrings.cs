using System.Text;

namespace Artel.Lua.Syntax;

internal sealed partial class LuaLexer
{
    private LuaToken ReadLongStringOrBracket()
    {
        var start = _position;
        var level = LongBracketLevel(start);
        if (level < 0)
        {
            _position++;
            if (Peek() != '=')
                return new LuaToken(LuaTokenKind.LeftBracket, new LuaSpan(start, _position));

            while (Peek() == '=')
                _position++;
            Report("invalid long string delimiter", start, _position);
            return new LuaToken(LuaTokenKind.Bad, new LuaSpan(start, _position));
        }

        _position += level + 2;
        SkipLineEnd();
        var content = _position;
        var closed = SkipToClosingBracket(level);
        if (!closed)
            Report("unfinished long string", start, _position);
        var contentEnd = closed ? _position - level - 2 : _position;
        return new LuaToken(LuaTokenKind.String, new LuaSpan(start, _position), WithUnixLineEnds(content, contentEnd), content);
    }

    /// <summary>The number of <c>=</c> in the opening long bracket at an offset; -1 where none opens.</summary>
    private int LongBracketLevel(int offset)
    {
        var i = offset + 1;
        while (i < text.Length && text[i] == '=')
            i++;
        return i < text.Length && text[i] == '[' ? i - offset - 1 : -1;
    }

    private bool SkipToClosingBracket(int level)
    {
        while (!AtEnd)
        {
            if (text[_position++] != ']')
                continue;
            var i = _position;
            while (i < text.Length && text[i] == '=' && i - _position < level)
                i++;
            if (i - _position != level || i >= text.Length || text[i] != ']')
                continue;
            _position = i + 1;
            return true;
        }

        return false;
    }

    /// <summary>Lua takes LF, CR, and the two together in either order as one line end.</summary>
    private bool SkipLineEnd()
    {
        var first = Peek();
        if (AtEnd || !LuaCharacters.IsLineEnd(first))
            return false;
        _position++;
        if (!AtEnd && LuaCharacters.IsLineEnd(Peek()) && Peek() != first)
            _position++;
        return true;
    }

    private string WithUnixLineEnds(int start, int end)
    {
        if (text.IndexOf('\r', start, end - start) < 0)
            return text.Substring(start, end - start);

        var value = new StringBuilder(end - start);
        for (var i = start; i < end; i++)
        {
            if (!LuaCharacters.IsLineEnd(text[i]))
            {
                value.Append(text[i]);
                continue;
            }

            value.Append('\n');
            if (i + 1 < end && LuaCharacters.IsLineEnd(text[i + 1]) && text[i + 1] != text[i])
                i++;
        }

        return value.ToString();
    }
}
