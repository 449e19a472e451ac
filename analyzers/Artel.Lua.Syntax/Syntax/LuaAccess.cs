namespace Artel.Lua.Syntax;

/// <summary>A variable's name as a value or as the target of an assignment.</summary>
internal sealed class LuaNameExpression(LuaSpan span, string name, LuaLocal? local) : LuaExpression(span)
{
    public string Name { get; } = name;

    /// <summary>What the name stands for; null for a global.</summary>
    public LuaLocal? Local { get; } = local;

    internal override void CollectChildren(List<LuaNode> children) { }
}

/// <summary><c>target.name</c></summary>
internal sealed class LuaMemberExpression(LuaSpan span, LuaExpression target, LuaName member) : LuaExpression(span)
{
    public LuaExpression Target { get; } = target;

    public LuaName Member { get; } = member;

    internal override void CollectChildren(List<LuaNode> children) => children.Add(Target);
}

/// <summary><c>target[key]</c></summary>
internal sealed class LuaIndexExpression(LuaSpan span, LuaExpression target, LuaExpression key) : LuaExpression(span)
{
    public LuaExpression Target { get; } = target;

    public LuaExpression Key { get; } = key;

    internal override void CollectChildren(List<LuaNode> children)
    {
        children.Add(Target);
        children.Add(Key);
    }
}

/// <summary><c>(expression)</c></summary>
internal sealed class LuaParenthesizedExpression(LuaSpan span, LuaExpression expression) : LuaExpression(span)
{
    public LuaExpression Expression { get; } = expression;

    internal override void CollectChildren(List<LuaNode> children) => children.Add(Expression);
}
