namespace Artel.Lua.Syntax;

/// <summary><c>local names = values</c></summary>
internal sealed class LuaLocalStatement(
    LuaSpan span, IReadOnlyList<LuaLocal> locals, IReadOnlyList<LuaExpression> values) : LuaStatement(span)
{
    public IReadOnlyList<LuaLocal> Locals { get; } = locals;

    public IReadOnlyList<LuaExpression> Values { get; } = values;

    internal override void CollectChildren(List<LuaNode> children) => children.AddRange(Values);
}

/// <summary><c>targets = values</c></summary>
internal sealed class LuaAssignmentStatement(
    LuaSpan span, IReadOnlyList<LuaExpression> targets, IReadOnlyList<LuaExpression> values) : LuaStatement(span)
{
    public IReadOnlyList<LuaExpression> Targets { get; } = targets;

    public IReadOnlyList<LuaExpression> Values { get; } = values;

    internal override void CollectChildren(List<LuaNode> children)
    {
        children.AddRange(Targets);
        children.AddRange(Values);
    }
}

/// <summary>A call. In a text with errors it may be any other expression, so that rules see what is half typed.</summary>
internal sealed class LuaExpressionStatement(LuaSpan span, LuaExpression expression) : LuaStatement(span)
{
    public LuaExpression Expression { get; } = expression;

    internal override void CollectChildren(List<LuaNode> children) => children.Add(Expression);
}
