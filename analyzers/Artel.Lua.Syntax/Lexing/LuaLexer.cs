namespace Artel.Lua.Syntax;

/// <summary>
/// Cuts a text into tokens and trivia that together cover it without a gap. It never throws: what is no token becomes one of kind
/// <see cref="LuaTokenKind.Bad"/>, and what is malformed keeps its kind; both are reported.
/// </summary>
internal sealed partial class LuaLexer(string text, List<LuaSyntaxError> errors)
{
    private readonly List<LuaTrivia> _trivia = [];
    private int _position;

    public IReadOnlyList<LuaTrivia> Trivia => _trivia;

    public IReadOnlyList<LuaToken> ReadAll()
    {
        var tokens = new List<LuaToken>((text.Length / 4) + 1);
        ReadFileStart();
        do
        {
            ReadTrivia();
            tokens.Add(ReadToken());
        }
        while (tokens[tokens.Count - 1].Kind != LuaTokenKind.EndOfFile);

        return tokens;
    }

    private char Peek(int ahead = 0) => _position + ahead < text.Length ? text[_position + ahead] : '\0';

    private bool AtEnd => _position >= text.Length;

    private void Report(string message, int start, int end) => errors.Add(new LuaSyntaxError(message, new LuaSpan(start, end)));

    private LuaToken ReadToken()
    {
        var start = _position;
        if (AtEnd)
            return new LuaToken(LuaTokenKind.EndOfFile, new LuaSpan(start, start));

        var first = Peek();
        if (LuaCharacters.BeginsName(first))
            return ReadWord();
        if (LuaCharacters.IsDigit(first) || (first == '.' && LuaCharacters.IsDigit(Peek(1))))
            return ReadNumber();
        if (first is '"' or '\'')
            return ReadQuoted(first);
        if (first == '[' && Peek(1) is '[' or '=')
            return ReadLongStringOrBracket();
        return ReadPunctuation(first);
    }

    private LuaToken ReadWord()
    {
        var start = _position;
        while (LuaCharacters.ContinuesName(Peek()))
            _position++;
        var word = text.Substring(start, _position - start);
        return new LuaToken(LuaTokenFacts.KindOfWord(word), new LuaSpan(start, _position), word);
    }

    private LuaToken ReadPunctuation(char first)
    {
        var start = _position;
        var (kind, length) = (first, Peek(1), Peek(2)) switch
        {
            ('.', '.', '.') => (LuaTokenKind.Ellipsis, 3),
            ('.', '.', _) => (LuaTokenKind.Concat, 2),
            ('.', _, _) => (LuaTokenKind.Dot, 1),
            (':', ':', _) => (LuaTokenKind.DoubleColon, 2),
            (':', _, _) => (LuaTokenKind.Colon, 1),
            ('=', '=', _) => (LuaTokenKind.Equal, 2),
            ('=', _, _) => (LuaTokenKind.Assign, 1),
            ('~', '=', _) => (LuaTokenKind.NotEqual, 2),
            ('~', _, _) => (LuaTokenKind.Tilde, 1),
            ('<', '<', _) => (LuaTokenKind.ShiftLeft, 2),
            ('<', '=', _) => (LuaTokenKind.LessOrEqual, 2),
            ('<', _, _) => (LuaTokenKind.Less, 1),
            ('>', '>', _) => (LuaTokenKind.ShiftRight, 2),
            ('>', '=', _) => (LuaTokenKind.GreaterOrEqual, 2),
            ('>', _, _) => (LuaTokenKind.Greater, 1),
            ('/', '/', _) => (LuaTokenKind.DoubleSlash, 2),
            ('/', _, _) => (LuaTokenKind.Slash, 1),
            ('+', _, _) => (LuaTokenKind.Plus, 1),
            ('-', _, _) => (LuaTokenKind.Minus, 1),
            ('*', _, _) => (LuaTokenKind.Star, 1),
            ('%', _, _) => (LuaTokenKind.Percent, 1),
            ('^', _, _) => (LuaTokenKind.Caret, 1),
            ('#', _, _) => (LuaTokenKind.Hash, 1),
            ('&', _, _) => (LuaTokenKind.Ampersand, 1),
            ('|', _, _) => (LuaTokenKind.Pipe, 1),
            ('(', _, _) => (LuaTokenKind.LeftParen, 1),
            (')', _, _) => (LuaTokenKind.RightParen, 1),
            ('{', _, _) => (LuaTokenKind.LeftBrace, 1),
            ('}', _, _) => (LuaTokenKind.RightBrace, 1),
            ('[', _, _) => (LuaTokenKind.LeftBracket, 1),
            (']', _, _) => (LuaTokenKind.RightBracket, 1),
            (';', _, _) => (LuaTokenKind.Semicolon, 1),
            (',', _, _) => (LuaTokenKind.Comma, 1),
            _ => (LuaTokenKind.Bad, 1),
        };

        if (kind == LuaTokenKind.Bad && char.IsHighSurrogate(first) && char.IsLowSurrogate(Peek(1)))
            length = 2;
        _position += length;
        if (kind == LuaTokenKind.Bad)
            Report($"unexpected symbol near '{(first < ' ' ? $"<\\{(int)first}>" : text.Substring(start, length))}'", start, _position);
        return new LuaToken(kind, new LuaSpan(start, _position));
    }
}
