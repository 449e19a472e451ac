namespace Artel.Lua.Syntax;

/// <summary>A stretch of the source text, in UTF-16 code units: <see cref="Start"/> belongs to it, <see cref="End"/> does not.</summary>
internal readonly struct LuaSpan(int start, int end) : IEquatable<LuaSpan>
{
    public int Start { get; } = start;

    public int End { get; } = end;

    public int Length => End - Start;

    public static LuaSpan Cover(LuaSpan first, LuaSpan last) => new(first.Start, Math.Max(first.End, last.End));

    public bool Equals(LuaSpan other) => Start == other.Start && End == other.End;

    public override bool Equals(object? obj) => obj is LuaSpan other && Equals(other);

    public override int GetHashCode() => (Start * 397) ^ End;

    public static bool operator ==(LuaSpan left, LuaSpan right) => left.Equals(right);

    public static bool operator !=(LuaSpan left, LuaSpan right) => !left.Equals(right);

    public override string ToString() => $"[{Start}..{End})";
}
