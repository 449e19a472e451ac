namespace Artel.Lua.Syntax;

internal sealed class LuaTableExpression(LuaSpan span, IReadOnlyList<LuaTableField> fields) : LuaExpression(span)
{
    public IReadOnlyList<LuaTableField> Fields { get; } = fields;

    internal override void CollectChildren(List<LuaNode> children) => children.AddRange(Fields);
}

/// <summary><c>name = value</c>, <c>[key] = value</c> or only <c>value</c>.</summary>
internal sealed class LuaTableField(LuaSpan span, LuaName? name, LuaExpression? key, LuaExpression value) : LuaNode(span)
{
    public LuaName? Name { get; } = name;

    public LuaExpression? Key { get; } = key;

    public LuaExpression Value { get; } = value;

    internal override void CollectChildren(List<LuaNode> children)
    {
        if (Key is not null)
            children.Add(Key);
        children.Add(Value);
    }
}
