namespace Artel.Lua.Syntax;

internal sealed class LuaUnaryExpression(LuaSpan span, LuaTokenKind operatorKind, LuaExpression operand) : LuaExpression(span)
{
    public LuaTokenKind OperatorKind { get; } = operatorKind;

    public LuaExpression Operand { get; } = operand;

    internal override void CollectChildren(List<LuaNode> children) => children.Add(Operand);
}

internal sealed class LuaBinaryExpression(
    LuaSpan span, LuaExpression left, LuaTokenKind operatorKind, LuaExpression right) : LuaExpression(span)
{
    public LuaExpression Left { get; } = left;

    public LuaTokenKind OperatorKind { get; } = operatorKind;

    public LuaExpression Right { get; } = right;

    internal override void CollectChildren(List<LuaNode> children)
    {
        children.Add(Left);
        children.Add(Right);
    }
}
