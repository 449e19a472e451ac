using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.LuaFigures;

/// <summary>A figure about processes in Lua, beside the same work on the bare engine.</summary>
/// <param name="Id">Its id on the command line and in the table.</param>
/// <param name="Title">What is done.</param>
/// <param name="Unit">What a figure is of.</param>
/// <param name="Known">The figure that is to be met or beaten, as it was measured when the engine was chosen.</param>
/// <param name="Count">How much is done in one run.</param>
/// <param name="Artel">Does it in Artel; the figure.</param>
/// <param name="Bare">Does it on the bare engine; the figure.</param>
internal sealed record LuaFigure(
    string Id, string Title, string Unit, double Known, int Count, Func<LuaProcesses, int, double> Artel, Func<int, double> Bare);

/// <summary>What the rounds of a figure gave.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Artel">In Artel.</param>
/// <param name="Bare">On the bare engine.</param>
/// <param name="Ratio">Artel's divided by the bare engine's of the same round.</param>
internal sealed record LuaFigureResult(LuaFigure Figure, Spread Artel, Spread Bare, Spread Ratio);
