namespace Artel.Lua.Syntax;

/// <summary>
/// A part of a Lua text. Rules look for the ones they want in <see cref="DescendantsAndSelf"/> or derive a <see cref="LuaWalker"/>.
/// </summary>
internal abstract class LuaNode
{
    private protected LuaNode(LuaSpan span) => Span = span;

    public LuaSpan Span { get; }

    /// <summary>Adds the children, in the order of the text.</summary>
    internal abstract void CollectChildren(List<LuaNode> children);

    /// <summary>This node and all below it, each before its children, in the order of the text. Not recursive: trees may be deep.</summary>
    public IEnumerable<LuaNode> DescendantsAndSelf()
    {
        var pending = new List<LuaNode> { this };
        while (pending.Count > 0)
        {
            var last = pending.Count - 1;
            var node = pending[last];
            pending.RemoveAt(last);
            yield return node;
            node.CollectChildren(pending);
            pending.Reverse(last, pending.Count - last);
        }
    }
}

internal abstract class LuaStatement : LuaNode
{
    private protected LuaStatement(LuaSpan span) : base(span) { }
}

internal abstract class LuaExpression : LuaNode
{
    private protected LuaExpression(LuaSpan span) : base(span) { }
}

/// <summary>A sequence of statements with a scope of its own.</summary>
internal sealed class LuaBlock(LuaSpan span, IReadOnlyList<LuaStatement> statements) : LuaNode(span)
{
    public IReadOnlyList<LuaStatement> Statements { get; } = statements;

    internal override void CollectChildren(List<LuaNode> children) => children.AddRange(Statements);
}

/// <summary>A name that is written down without being a value: a field's, a method's, a label's. Empty where it is missing.</summary>
internal readonly struct LuaName(string text, LuaSpan span)
{
    public string Text { get; } = text;

    public LuaSpan Span { get; } = span;
}
