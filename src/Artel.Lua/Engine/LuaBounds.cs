using System.Diagnostics;

namespace Artel.Lua.Engine;

/// <summary>The limits of one state, with nothing left open.</summary>
internal sealed class LuaBounds
{
    /// <summary>What is gone through in <see cref="UsualTime"/>, by the dearest of what one instruction does to a byte.</summary>
    private const long UsualObjectBytes = 16 << 20;

    private static readonly TimeSpan UsualTime = TimeSpan.FromMilliseconds(50);

    private LuaBounds(LuaLimits limits)
    {
        MemoryBytes = limits.MemoryBytes!.Value;
        UninterruptibleTime = limits.UninterruptibleTime!.Value;
        PatternSteps = limits.PatternSteps!.Value;
        CpuBudget = limits.CpuBudget == Timeout.InfiniteTimeSpan ? null : limits.CpuBudget;
        PayloadBytes = limits.PayloadBytes!.Value;
        UnreceivedBytes = limits.UnreceivedBytes!.Value;
        SliceTicks = Ticks(limits.TimeSlice!.Value);
        UninterruptibleTicks = Ticks(UninterruptibleTime);
        ObjectBytes = (long)(UsualObjectBytes * Math.Max(1, UninterruptibleTime / UsualTime));
        CpuTicks = CpuBudget is { } budget ? Ticks(budget) : long.MaxValue;
    }

    public long MemoryBytes { get; }

    public TimeSpan UninterruptibleTime { get; }

    /// <summary>The most bytes that a string, or the pairs of a table, may have.</summary>
    public long ObjectBytes { get; }

    public long PatternSteps { get; }

    public int PayloadBytes { get; }

    public long UnreceivedBytes { get; }

    /// <summary>Null for no limit.</summary>
    public TimeSpan? CpuBudget { get; }

    /// <summary>The time slice, in <see cref="Stopwatch"/> ticks, as the next ones.</summary>
    public long SliceTicks { get; }

    public long UninterruptibleTicks { get; }

    public long CpuTicks { get; }

    /// <summary>The defaults stand in for what is not said.</summary>
    public static LuaBounds Of(LuaLimits limits) => new(limits.Over(LuaLimits.Default));

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
