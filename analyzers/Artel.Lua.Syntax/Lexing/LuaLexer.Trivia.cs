namespace Artel.Lua.Syntax;

internal sealed partial class LuaLexer
{
    /// <summary>What Lua skips at the start of a file only: a byte order mark and a first line for the operating system.</summary>
    private void ReadFileStart()
    {
        if (Peek() == '\uFEFF')
        {
            _position = 1;
            AddTrivia(LuaTriviaKind.Whitespace, 0);
        }

        if (Peek() != '#')
            return;
        var start = _position;
        SkipLine();
        AddTrivia(LuaTriviaKind.Shebang, start);
    }

    private void ReadTrivia()
    {
        while (!AtEnd)
        {
            var start = _position;
            if (LuaCharacters.IsBlank(Peek()))
            {
                while (LuaCharacters.IsBlank(Peek()))
                    _position++;
                AddTrivia(LuaTriviaKind.Whitespace, start);
            }
            else if (Peek() == '-' && Peek(1) == '-')
            {
                ReadComment(start);
            }
            else
            {
                return;
            }
        }
    }

    private void ReadComment(int start)
    {
        _position += 2;
        if (Peek() == '[' && LongBracketLevel(_position) is var level and >= 0)
        {
            _position += level + 2;
            if (!SkipToClosingBracket(level))
                Report("unfinished long comment", start, _position);
            AddTrivia(LuaTriviaKind.LongComment, start);
            return;
        }

        SkipLine();
        AddTrivia(LuaTriviaKind.LineComment, start);
    }

    private void SkipLine()
    {
        while (!AtEnd && !LuaCharacters.IsLineEnd(Peek()))
            _position++;
    }

    private void AddTrivia(LuaTriviaKind kind, int start) => _trivia.Add(new LuaTrivia(kind, new LuaSpan(start, _position)));
}
