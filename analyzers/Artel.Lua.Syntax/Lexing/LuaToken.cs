namespace Artel.Lua.Syntax;

internal readonly struct LuaToken(LuaTokenKind kind, LuaSpan span, string? value = null, int contentStart = 0)
{
    public LuaTokenKind Kind { get; } = kind;

    public LuaSpan Span { get; } = span;

    /// <summary>The name of a name; the value of a string, bytes read as UTF-8; null for other tokens.</summary>
    public string? Value { get; } = value;

    /// <summary>In a string, the offset of the first character of its content.</summary>
    public int ContentStart { get; } = contentStart;
}
