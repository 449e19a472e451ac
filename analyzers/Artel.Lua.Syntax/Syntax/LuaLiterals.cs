namespace Artel.Lua.Syntax;

internal enum LuaConstantKind : byte
{
    Nil,
    False,
    True,
}

/// <summary><c>nil</c>, <c>false</c> or <c>true</c>.</summary>
internal sealed class LuaConstantExpression(LuaSpan span, LuaConstantKind kind) : LuaExpression(span)
{
    public LuaConstantKind Kind { get; } = kind;

    internal override void CollectChildren(List<LuaNode> children) { }
}

internal sealed class LuaNumberExpression(LuaSpan span, string text) : LuaExpression(span)
{
    /// <summary>As written, hexadecimal and malformed ones too.</summary>
    public string Text { get; } = text;

    internal override void CollectChildren(List<LuaNode> children) { }
}

internal sealed class LuaStringExpression(LuaSpan span, string value, int contentStart) : LuaExpression(span)
{
    /// <summary>The value, escapes resolved, bytes read as UTF-8.</summary>
    public string Value { get; } = value;

    /// <summary>The offset of the content's first character: after the quote or the long bracket and the line end it swallows.</summary>
    public int ContentStart { get; } = contentStart;

    internal override void CollectChildren(List<LuaNode> children) { }
}

/// <summary><c>...</c> as a value.</summary>
internal sealed class LuaVarargExpression(LuaSpan span) : LuaExpression(span)
{
    internal override void CollectChildren(List<LuaNode> children) { }
}

/// <summary>Where an expression should be and is none; empty.</summary>
internal sealed class LuaMissingExpression(LuaSpan span) : LuaExpression(span)
{
    internal override void CollectChildren(List<LuaNode> children) { }
}
