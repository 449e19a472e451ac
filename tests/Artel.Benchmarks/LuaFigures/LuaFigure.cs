using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.LuaFigures;

/// <summary>A figure about processes in Lua, beside the same work on the bare engine.</summary>
/// <param name="Id">Its id on the command line and in the table.</param>
/// <param name="Title">What is done.</param>
/// <param name="Unit">What a figure is of.</param>
/// <param name="Divisor">How many nanoseconds, or bytes, the unit has.</param>
/// <param name="Known">The figure that is to be met or beaten, as it was measured when the engine was chosen; null where none was.</param>
/// <param name="Count">How much is done in one run.</param>
/// <param name="Artel">Does it in Artel; what one took, in nanoseconds or bytes.</param>
/// <param name="Bare">Does it on the bare engine; the same.</param>
internal sealed record LuaFigure(
    string Id, string Title, string Unit, double Divisor, double? Known, int Count, Func<LuaProcesses, int, Sample> Artel, Func<int, Sample> Bare);

/// <summary>What the rounds of a figure gave, in its unit.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Artel">In Artel.</param>
/// <param name="Bare">On the bare engine.</param>
/// <param name="Ratio">Artel's divided by the bare engine's of the same round.</param>
internal sealed record LuaFigureResult(LuaFigure Figure, Spread Artel, Spread Bare, Spread Ratio)
{
    /// <summary>Processor time in Artel; null where the figure is none of time.</summary>
    public Spread? ArtelProcessor { get; init; }

    /// <summary>Processor time on the bare engine.</summary>
    public Spread? BareProcessor { get; init; }

    /// <summary>Managed bytes that Artel allocated, the median; null where that is not the question.</summary>
    public double? ArtelAllocated { get; init; }
}
