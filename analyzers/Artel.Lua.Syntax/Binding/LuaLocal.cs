namespace Artel.Lua.Syntax;

internal enum LuaLocalKind : byte
{
    Variable,
    Function,
    Parameter,

    /// <summary>The first parameter of a method, which nobody writes.</summary>
    Self,
    LoopVariable,
}

internal enum LuaAttribute : byte
{
    None,
    Const,
    Close,
}

/// <summary>A local variable: what the names that refer to it have in common.</summary>
internal sealed class LuaLocal(string name, LuaSpan declaration, LuaLocalKind kind, LuaAttribute attribute = LuaAttribute.None)
{
    private readonly List<LuaExpression?> _assignedValues = [];

    public string Name { get; } = name;

    /// <summary>The name, where it is declared.</summary>
    public LuaSpan Declaration { get; } = declaration;

    public LuaLocalKind Kind { get; } = kind;

    public LuaAttribute Attribute { get; } = attribute;

    /// <summary>The local of the same name that it hides; null where there is none.</summary>
    public LuaLocal? Shadowed { get; internal set; }

    /// <summary>What it is declared with; null where there is nothing, or it comes from a call's further results.</summary>
    public LuaExpression? Initializer { get; internal set; }

    /// <summary>What is assigned to it after its declaration, anywhere in the text; null for a call's further results.</summary>
    public IReadOnlyList<LuaExpression?> AssignedValues => _assignedValues;

    /// <summary>What it is at every time; null where it changes or comes from outside.</summary>
    public LuaExpression? OnlyValue => _assignedValues.Count == 0 ? Initializer : null;

    internal void AddAssignment(LuaExpression? value) => _assignedValues.Add(value);
}
