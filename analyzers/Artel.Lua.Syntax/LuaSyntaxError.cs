namespace Artel.Lua.Syntax;

/// <summary>Something that the Lua compiler would reject, in its words where it has some.</summary>
internal sealed class LuaSyntaxError(string message, LuaSpan span)
{
    public string Message { get; } = message;

    /// <summary>What is wrong; empty at the end of the text.</summary>
    public LuaSpan Span { get; } = span;

    public override string ToString() => $"{Span} {Message}";
}
