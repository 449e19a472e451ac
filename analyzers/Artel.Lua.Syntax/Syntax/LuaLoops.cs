namespace Artel.Lua.Syntax;

internal sealed class LuaWhileStatement(LuaSpan span, LuaExpression condition, LuaBlock body) : LuaStatement(span)
{
    public LuaExpression Condition { get; } = condition;

    public LuaBlock Body { get; } = body;

    internal override void CollectChildren(List<LuaNode> children)
    {
        children.Add(Condition);
        children.Add(Body);
    }
}

internal sealed class LuaRepeatStatement(LuaSpan span, LuaBlock body, LuaExpression condition) : LuaStatement(span)
{
    public LuaBlock Body { get; } = body;

    /// <summary>It sees the body's locals.</summary>
    public LuaExpression Condition { get; } = condition;

    internal override void CollectChildren(List<LuaNode> children)
    {
        children.Add(Body);
        children.Add(Condition);
    }
}

/// <summary><c>for variable = start, limit, step do body end</c></summary>
internal sealed class LuaNumericForStatement(
    LuaSpan span, LuaLocal variable, LuaExpression start, LuaExpression limit, LuaExpression? step, LuaBlock body) : LuaStatement(span)
{
    public LuaLocal Variable { get; } = variable;

    public LuaExpression Start { get; } = start;

    public LuaExpression Limit { get; } = limit;

    public LuaExpression? Step { get; } = step;

    public LuaBlock Body { get; } = body;

    internal override void CollectChildren(List<LuaNode> children)
    {
        children.Add(Start);
        children.Add(Limit);
        if (Step is not null)
            children.Add(Step);
        children.Add(Body);
    }
}

/// <summary><c>for variables in values do body end</c></summary>
internal sealed class LuaGenericForStatement(
    LuaSpan span, IReadOnlyList<LuaLocal> variables, IReadOnlyList<LuaExpression> values, LuaBlock body) : LuaStatement(span)
{
    public IReadOnlyList<LuaLocal> Variables { get; } = variables;

    public IReadOnlyList<LuaExpression> Values { get; } = values;

    public LuaBlock Body { get; } = body;

    internal override void CollectChildren(List<LuaNode> children)
    {
        children.AddRange(Values);
        children.Add(Body);
    }
}
