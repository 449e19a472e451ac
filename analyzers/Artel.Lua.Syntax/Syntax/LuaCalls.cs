namespace Artel.Lua.Syntax;

/// <summary><c>target(arguments)</c>, also in the forms <c>target "text"</c> and <c>target { }</c>.</summary>
internal sealed class LuaCallExpression(LuaSpan span, LuaExpression target, IReadOnlyList<LuaExpression> arguments) : LuaExpression(span)
{
    public LuaExpression Target { get; } = target;

    public IReadOnlyList<LuaExpression> Arguments { get; } = arguments;

    internal override void CollectChildren(List<LuaNode> children)
    {
        children.Add(Target);
        children.AddRange(Arguments);
    }
}

/// <summary><c>target:method(arguments)</c></summary>
internal sealed class LuaMethodCallExpression(
    LuaSpan span, LuaExpression target, LuaName method, IReadOnlyList<LuaExpression> arguments) : LuaExpression(span)
{
    public LuaExpression Target { get; } = target;

    public LuaName Method { get; } = method;

    /// <summary>Without the target.</summary>
    public IReadOnlyList<LuaExpression> Arguments { get; } = arguments;

    internal override void CollectChildren(List<LuaNode> children)
    {
        children.Add(Target);
        children.AddRange(Arguments);
    }
}
