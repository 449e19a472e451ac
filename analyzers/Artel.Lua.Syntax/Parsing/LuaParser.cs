namespace Artel.Lua.Syntax;

/// <summary>
/// Recursive descent over the tokens. It never throws and always ends: what is missing is reported and taken as there, and what fits
/// nowhere is skipped up to the next statement.
/// </summary>
internal sealed partial class LuaParser
{
    private const int MaxDepth = 200;

    private readonly LuaSyntaxTree _tree;
    private readonly IReadOnlyList<LuaToken> _tokens;
    private readonly List<LuaSyntaxError> _errors;
    private readonly LuaScopes _scopes;
    private int _index;
    private int _depth;
    private bool _tooDeep;
    private int _lastErrorAt = -1;

    /// <summary>The token after the last row of labels that was looked at, and whether the block ends there.</summary>
    private int _rowEnd = -1;
    private bool _rowEndsBlock;

    public LuaParser(LuaSyntaxTree tree, List<LuaSyntaxError> errors)
    {
        _tree = tree;
        _tokens = tree.Tokens;
        _errors = errors;
        _scopes = new LuaScopes(Report);
    }

    private LuaToken Current => _tokens[_index];

    private LuaTokenKind Kind => _tokens[_index].Kind;

    private LuaTokenKind NextKind => _tokens[Math.Min(_index + 1, _tokens.Count - 1)].Kind;

    private int PreviousEnd => _index == 0 ? 0 : _tokens[_index - 1].Span.End;

    public LuaBlock ParseChunk()
    {
        var statements = new List<LuaStatement>();
        _scopes.EnterBlock(isLoop: false);
        ParseStatements(statements);
        while (Kind != LuaTokenKind.EndOfFile)
        {
            ReportAtCurrent("unexpected symbol");
            Advance();
            ParseStatements(statements);
        }

        _scopes.LeaveBlock();
        _scopes.ReportUnresolved();
        return new LuaBlock(new LuaSpan(0, _tree.Text.Length), statements);
    }

    private LuaToken Advance()
    {
        var token = Current;
        if (token.Kind != LuaTokenKind.EndOfFile)
            _index++;
        return token;
    }

    private bool TryTake(LuaTokenKind kind)
    {
        if (Kind != kind)
            return false;
        Advance();
        return true;
    }

    /// <summary>Takes a token of the kind; where there is none, says so and goes on as if there were.</summary>
    private bool Expect(LuaTokenKind kind)
    {
        if (TryTake(kind))
            return true;
        ReportAtCurrent($"'{LuaTokenFacts.Spell(kind)}' expected");
        return false;
    }

    private bool ExpectClosing(LuaTokenKind kind, LuaToken opening)
    {
        if (TryTake(kind))
            return true;
        var line = _tree.GetLinePosition(opening.Span.Start).Line;
        var origin = line == _tree.GetLinePosition(Current.Span.Start).Line
            ? string.Empty
            : $" (to close '{_tree.GetText(opening.Span)}' at line {line + 1})";
        ReportAtCurrent($"'{LuaTokenFacts.Spell(kind)}' expected{origin}");
        return false;
    }

    private LuaName ExpectName()
    {
        if (Kind == LuaTokenKind.Name)
            return NameOf(Advance());
        ReportAtCurrent("<name> expected");
        return new LuaName(string.Empty, new LuaSpan(PreviousEnd, PreviousEnd));
    }

    private static LuaName NameOf(LuaToken token) => new(token.Value!, token.Span);

    private LuaSpan From(int start) => new(start, Math.Max(start, PreviousEnd));

    private void ReportAtCurrent(string message)
    {
        // The lexer has reported it, and one place gets one error of the parser: what follows from the first is noise.
        if (Kind == LuaTokenKind.Bad || Current.Span.Start == _lastErrorAt)
            return;
        _lastErrorAt = Current.Span.Start;
        var near = Kind == LuaTokenKind.EndOfFile ? "<eof>" : $"'{Shorten(_tree.GetText(Current.Span))}'";
        Report($"{message} near {near}", Current.Span);
    }

    private void Report(string message, LuaSpan span)
    {
        if (!_tooDeep)
            _errors.Add(new LuaSyntaxError(message, span));
    }

    private static string Shorten(string text)
    {
        const int Most = 40;
        var line = text.IndexOfAny(['\r', '\n']);
        var length = Math.Min(line < 0 ? text.Length : line, Most);
        return length == text.Length ? text : $"{text.Substring(0, length)}...";
    }

    /// <summary>
    /// Counts a level of nesting, as the Lua compiler does. At the limit the rest of the text is given up, so that the one error that
    /// matters is the last.
    /// </summary>
    private bool EnterLevel()
    {
        if (++_depth <= MaxDepth)
            return true;
        Report($"chunk has too many syntax levels (limit is {MaxDepth})", Current.Span);
        _tooDeep = true;
        _index = _tokens.Count - 1;
        return false;
    }

    private void LeaveLevel() => _depth--;
}
