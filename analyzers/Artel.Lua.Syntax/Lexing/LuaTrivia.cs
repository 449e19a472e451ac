namespace Artel.Lua.Syntax;

internal enum LuaTriviaKind : byte
{
    /// <summary>Blanks and line ends; also a byte order mark.</summary>
    Whitespace,
    LineComment,
    LongComment,

    /// <summary>A first line that starts with <c>#</c>.</summary>
    Shebang,
}

/// <summary>Text between two tokens.</summary>
internal readonly struct LuaTrivia(LuaTriviaKind kind, LuaSpan span)
{
    public LuaTriviaKind Kind { get; } = kind;

    public LuaSpan Span { get; } = span;
}
