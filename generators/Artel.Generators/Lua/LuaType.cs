namespace Artel.Generators;

/// <summary>A type as the annotations of the Lua language server write it, as far as C# has a counterpart.</summary>
/// <param name="Name">The C# type, without <c>?</c>; empty for a table with fields.</param>
/// <param name="IsNullable">Whether nil is a value.</param>
/// <param name="Depth">How many arrays it is in.</param>
/// <param name="Fields">A table's fields.</param>
internal sealed record LuaType(string Name, bool IsNullable, int Depth, EquatableArray<LuaField> Fields)
{
    /// <summary>What C# knows nothing of: any value.</summary>
    public static LuaType Any { get; } = new("object", true, 0, default);

    /// <summary>Whether it is a table with fields, or several.</summary>
    public bool IsTable => Name.Length == 0;
}

/// <summary>A field of a table.</summary>
internal sealed record LuaField(string Key, LuaType Type);
