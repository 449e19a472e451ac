namespace Artel.Lua.Syntax;

/// <summary>
/// A Lua 5.4 text as a tree. Any text has one: what is wrong in it is in <see cref="Errors"/>, and the tree holds what could be read
/// around it.
/// </summary>
internal sealed class LuaSyntaxTree
{
    private readonly LuaLineMap _lines;

    private LuaSyntaxTree(string text)
    {
        Text = text;
        _lines = new LuaLineMap(text);
        var errors = new List<LuaSyntaxError>();
        var lexer = new LuaLexer(text, errors);
        Tokens = lexer.ReadAll();
        Trivia = lexer.Trivia;
        Root = new LuaParser(this, errors).ParseChunk();
        errors.Sort(static (left, right) => left.Span.Start.CompareTo(right.Span.Start));
        Errors = errors;
        Annotations = LuaAnnotation.ReadAll(text, Trivia);
        Suppressions = new LuaSuppressions(this);
    }

    public string Text { get; }

    /// <summary>The file's body.</summary>
    public LuaBlock Root { get; }

    /// <summary>
    /// In the order of the text. Empty when the Lua compiler takes the text; it refuses more only for limits of the code it makes, such as
    /// registers and upvalues in one function.
    /// </summary>
    public IReadOnlyList<LuaSyntaxError> Errors { get; }

    /// <summary>All <c>---@name text</c> lines, in the order of the text.</summary>
    public IReadOnlyList<LuaAnnotation> Annotations { get; }

    /// <summary>Which diagnostics the text's <c>---@diagnostic</c> lines switch off, and where.</summary>
    public LuaSuppressions Suppressions { get; }

    /// <summary>All tokens, the last one <see cref="LuaTokenKind.EndOfFile"/>. With <see cref="Trivia"/> they cover the text.</summary>
    public IReadOnlyList<LuaToken> Tokens { get; }

    /// <summary>What stands between tokens: blanks and comments.</summary>
    public IReadOnlyList<LuaTrivia> Trivia { get; }

    public static LuaSyntaxTree Parse(string text) => new(text);

    /// <summary>The line and character of an offset, both from 0.</summary>
    public LuaLinePosition GetLinePosition(int offset) => _lines[offset];

    public string GetText(LuaSpan span) => Text.Substring(span.Start, span.Length);
}
