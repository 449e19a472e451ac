namespace Artel.Lua.Syntax;

/// <summary>A place in a text as editors count it, both numbers from 0.</summary>
internal readonly struct LuaLinePosition(int line, int character) : IEquatable<LuaLinePosition>
{
    public int Line { get; } = line;

    public int Character { get; } = character;

    public bool Equals(LuaLinePosition other) => Line == other.Line && Character == other.Character;

    public override bool Equals(object? obj) => obj is LuaLinePosition other && Equals(other);

    public override int GetHashCode() => (Line * 397) ^ Character;

    /// <summary>As compilers print it: from 1.</summary>
    public override string ToString() => $"({Line + 1},{Character + 1})";
}
