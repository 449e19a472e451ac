namespace Artel.Lua.Syntax;

/// <summary><c>function (parameters) body end</c>, also as the value of the statements that name one.</summary>
internal sealed class LuaFunctionExpression(
    LuaSpan span, IReadOnlyList<LuaLocal> parameters, bool isVararg, LuaBlock body) : LuaExpression(span)
{
    /// <summary>As written: the <c>self</c> of a method is not among them.</summary>
    public IReadOnlyList<LuaLocal> Parameters { get; } = parameters;

    public bool IsVararg { get; } = isVararg;

    public LuaBlock Body { get; } = body;

    internal override void CollectChildren(List<LuaNode> children) => children.Add(Body);
}

/// <summary><c>function target() end</c> or, with a method, <c>function target:method() end</c>.</summary>
internal sealed class LuaFunctionStatement(
    LuaSpan span, LuaExpression target, LuaName? method, LuaFunctionExpression function) : LuaStatement(span)
{
    public LuaExpression Target { get; } = target;

    public LuaName? Method { get; } = method;

    public LuaFunctionExpression Function { get; } = function;

    internal override void CollectChildren(List<LuaNode> children)
    {
        children.Add(Target);
        children.Add(Function);
    }
}

/// <summary><c>local function name() end</c></summary>
internal sealed class LuaLocalFunctionStatement(LuaSpan span, LuaLocal local, LuaFunctionExpression function) : LuaStatement(span)
{
    public LuaLocal Local { get; } = local;

    public LuaFunctionExpression Function { get; } = function;

    internal override void CollectChildren(List<LuaNode> children) => children.Add(Function);
}
