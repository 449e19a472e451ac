using System.Diagnostics;
using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.LuaFigures;

/// <summary>Takes Lua figures in rounds, Artel and the bare engine in turn. The first rounds are dropped, until the code is compiled as well as it will be.</summary>
internal static class LuaFigureRun
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static IReadOnlyList<LuaFigureResult> Run(IReadOnlyList<LuaFigure> figures, int rounds, double scale, TextWriter progress)
    {
        using var artel = new LuaProcesses();
        return [.. figures.Select(figure => Run(figure, artel, rounds, Math.Max(500, (int)(figure.Count * scale)), progress))];
    }

    private static LuaFigureResult Run(LuaFigure figure, LuaProcesses artel, int rounds, int count, TextWriter progress)
    {
        var from = Stopwatch.GetTimestamp();
        progress.Write($"{figure.Id,-5} {figure.Title} ");
        var ours = new List<Sample>();
        var bare = new List<Sample>();
        var isWarm = false;
        while (ours.Count < rounds)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var own = figure.Artel(artel, count);
            var reference = figure.Bare(count);
            progress.Write('.');
            if (isWarm)
            {
                ours.Add(own);
                bare.Add(reference);
            }

            isWarm = isWarm || Stopwatch.GetElapsedTime(from) >= WarmUp;
        }

        progress.WriteLine($" {Stopwatch.GetElapsedTime(from).TotalSeconds:F1} s");
        return new LuaFigureResult(
            figure, SpreadOf(ours), SpreadOf(bare), Spread.Of(ours.Zip(bare, static (own, reference) => own.Value / reference.Value)))
        {
            ArtelProcessor = ProcessorOf(ours),
            BareProcessor = ProcessorOf(bare),
            ArtelAllocated = ours[0].AllocatedBytes is null ? null : Spread.Of(ours.Select(static sample => sample.AllocatedBytes!.Value)).Median,
        };

        Spread SpreadOf(List<Sample> samples) => Spread.Of(samples.Select(sample => sample.Value / figure.Divisor));

        Spread? ProcessorOf(List<Sample> samples) =>
            samples[0].ProcessorNanoseconds is null ? null : Spread.Of(samples.Select(sample => sample.ProcessorNanoseconds!.Value / figure.Divisor));
    }
}
