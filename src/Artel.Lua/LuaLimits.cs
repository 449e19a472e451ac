namespace Artel.Lua;

/// <summary>What one Lua process may use.</summary>
public sealed record LuaLimits
{
    /// <summary>The limits of a process that has none of its own.</summary>
    public static LuaLimits Default { get; } = new();

    /// <summary>
    /// How many bytes a process may hold. A script that asks for more gets the error <c>not enough memory</c>, which it may catch; one
    /// that does not ends with an error that names this limit.
    /// </summary>
    public long MemoryBytes { get; init; } = 64 << 20;

    /// <summary>How long a process runs before others get their turn.</summary>
    public TimeSpan TimeSlice { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// How long a process may run where it can't be interrupted, as in the comparison function of <c>table.sort</c>. One that runs
    /// longer is ended.
    /// </summary>
    public TimeSpan UninterruptibleTime { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How many steps one match of a string pattern may take, beside a few for each byte of the text.</summary>
    public long PatternSteps { get; init; } = 2_000_000;
}
