using System.Globalization;
using System.Text;
using Artel.Benchmarks.Contenders;
using Artel.Benchmarks.Measuring;
using Artel.Benchmarks.Workloads;

namespace Artel.Benchmarks.Reports;

/// <summary>
/// A plot of all workloads: a row for each, on it a dot for each contender where its figure stands against the floor's (the lowest figure,
/// where the floor has none), on a logarithmic scale, with a line from the lowest to the highest ratio of the rounds.
/// </summary>
internal static class SvgPlot
{
    private const int LabelWidth = 330;
    private const int PlotWidth = 760;
    private const int RowHeight = 44;
    private const int Top = 70;
    private const int LegendWidth = 130;

    private static readonly string[] Colors =
        ["#d62728", "#ff7f0e", "#e377c2", "#8c564b", "#222222", "#7f7f7f", "#bcbd22", "#1f77b4", "#2ca02c", "#9467bd", "#17becf"];

    public static string Write(IReadOnlyList<WorkloadResults> results)
    {
        var names = ContenderTable.CreateAll().Select(static contender => contender.Name).ToArray();
        var rows = results.Select(static result => (Result: result, Dots: Dots(result))).Where(static row => row.Dots.Count > 0).ToArray();
        var scale = Scale.Around(rows.SelectMany(static row => row.Dots.Select(static dot => dot.Ratio)));
        var height = Top + rows.Length * RowHeight + 40;
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{LabelWidth + PlotWidth + LegendWidth}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Line(svg, $"<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        Line(svg, $"<text x=\"12\" y=\"26\" font-size=\"16\">Cost against a bare mailbox on the thread pool; less is better, logarithmic</text>");
        foreach (var tick in scale.Ticks())
        {
            Line(svg, $"<line x1=\"{scale.X(tick):F1}\" y1=\"{Top - 10}\" x2=\"{scale.X(tick):F1}\" y2=\"{height - 40}\" stroke=\"{(tick == 1 ? "#888" : "#ddd")}\"/>");
            Line(svg, $"<text x=\"{scale.X(tick):F1}\" y=\"{Top - 16}\" text-anchor=\"middle\">{tick.ToString("0.###", CultureInfo.InvariantCulture)}x</text>");
        }

        for (var i = 0; i < rows.Length; i++)
            WriteRow(svg, rows[i].Result.Workload, rows[i].Dots, names, scale, Top + i * RowHeight + RowHeight / 2);
        for (var i = 0; i < names.Length; i++)
        {
            Line(svg, $"<circle cx=\"{LabelWidth + PlotWidth + 16}\" cy=\"{Top + 20 * i}\" r=\"5\" fill=\"{Colors[i % Colors.Length]}\"/>");
            Line(svg, $"<text x=\"{LabelWidth + PlotWidth + 28}\" y=\"{Top + 20 * i + 4}\">{names[i]}</text>");
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static void WriteRow(StringBuilder svg, Workload workload, IReadOnlyList<Dot> dots, string[] names, Scale scale, int y)
    {
        Line(svg, $"<text x=\"12\" y=\"{y + 4}\">{workload.Id}: {workload.Title}</text>");
        for (var i = 0; i < dots.Count; i++)
        {
            var dot = dots[i];
            var color = Colors[Array.IndexOf(names, dot.Name) % Colors.Length];

            // Side by side, so that dots at the same place are all seen.
            var at = y - RowHeight * 0.35 + RowHeight * 0.7 * i / Math.Max(1, dots.Count - 1);
            Line(svg, $"<line x1=\"{scale.X(dot.Ratio.Min):F1}\" y1=\"{at:F1}\" x2=\"{scale.X(dot.Ratio.Max):F1}\" y2=\"{at:F1}\" stroke=\"{color}\"/>");
            Line(svg, $"<circle cx=\"{scale.X(dot.Ratio.Median):F1}\" cy=\"{at:F1}\" r=\"4\" fill=\"{color}\"><title>{dot.Name} {dot.Ratio.Median:F2}x</title></circle>");
        }
    }

    private static List<Dot> Dots(WorkloadResults result)
    {
        var dots = new List<Dot>();
        var hasFloor = result.Contenders.Any(Contender.IsFloor);
        foreach (var contender in result.Contenders)
        {
            // A process whose memory can't be told from nothing has no place on a logarithmic scale.
            if (result.Ratio(contender.Name, other => !hasFloor || Contender.IsFloor(other)) is { Min: > 0 } ratio && double.IsFinite(ratio.Max))
                dots.Add(new Dot(contender.Name, ratio));
        }

        return dots;
    }

    private static void Line(StringBuilder svg, FormattableString line) => svg.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Dot(string Name, Spread Ratio);

    /// <summary>Where a ratio stands.</summary>
    private readonly record struct Scale(int Lowest, int Highest)
    {
        public static Scale Around(IEnumerable<Spread> ratios)
        {
            var all = ratios.ToArray();
            return all.Length == 0
                ? new(-1, 1)
                : new((int)Math.Floor(Math.Log10(all.Min(static ratio => ratio.Min))), (int)Math.Ceiling(Math.Log10(all.Max(static ratio => ratio.Max) * 1.001)));
        }

        public double X(double ratio) => LabelWidth + PlotWidth * (Math.Log10(ratio) - Lowest) / (Highest - Lowest);

        public IEnumerable<double> Ticks()
        {
            for (var power = Lowest; power <= Highest; power++)
                yield return Math.Pow(10, power);
        }
    }
}
