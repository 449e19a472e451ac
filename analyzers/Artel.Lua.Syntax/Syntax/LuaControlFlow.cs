namespace Artel.Lua.Syntax;

internal sealed class LuaDoStatement(LuaSpan span, LuaBlock body) : LuaStatement(span)
{
    public LuaBlock Body { get; } = body;

    internal override void CollectChildren(List<LuaNode> children) => children.Add(Body);
}

internal sealed class LuaIfStatement(LuaSpan span, IReadOnlyList<LuaIfClause> clauses, LuaBlock? otherwise) : LuaStatement(span)
{
    /// <summary>The <c>if</c> and then each <c>elseif</c>.</summary>
    public IReadOnlyList<LuaIfClause> Clauses { get; } = clauses;

    public LuaBlock? Else { get; } = otherwise;

    internal override void CollectChildren(List<LuaNode> children)
    {
        children.AddRange(Clauses);
        if (Else is not null)
            children.Add(Else);
    }
}

internal sealed class LuaIfClause(LuaSpan span, LuaExpression condition, LuaBlock body) : LuaNode(span)
{
    public LuaExpression Condition { get; } = condition;

    public LuaBlock Body { get; } = body;

    internal override void CollectChildren(List<LuaNode> children)
    {
        children.Add(Condition);
        children.Add(Body);
    }
}

internal sealed class LuaReturnStatement(LuaSpan span, IReadOnlyList<LuaExpression> values) : LuaStatement(span)
{
    public IReadOnlyList<LuaExpression> Values { get; } = values;

    internal override void CollectChildren(List<LuaNode> children) => children.AddRange(Values);
}

internal sealed class LuaBreakStatement(LuaSpan span) : LuaStatement(span)
{
    internal override void CollectChildren(List<LuaNode> children) { }
}

internal sealed class LuaGotoStatement(LuaSpan span, LuaName label) : LuaStatement(span)
{
    public LuaName Label { get; } = label;

    internal override void CollectChildren(List<LuaNode> children) { }
}

/// <summary><c>::name::</c></summary>
internal sealed class LuaLabelStatement(LuaSpan span, LuaName name) : LuaStatement(span)
{
    public LuaName Name { get; } = name;

    internal override void CollectChildren(List<LuaNode> children) { }
}

/// <summary><c>;</c></summary>
internal sealed class LuaEmptyStatement(LuaSpan span) : LuaStatement(span)
{
    internal override void CollectChildren(List<LuaNode> children) { }
}
