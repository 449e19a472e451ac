using Artel.Benchmarks.LuaFigures;
using Artel.Benchmarks.Workloads;

namespace Artel.Benchmarks.Reports;

/// <summary>The report as files of a folder, which is made if it is not there.</summary>
internal sealed class ReportFiles
{
    private readonly Circumstances _circumstances;

    public ReportFiles(string folder, Circumstances circumstances)
    {
        _circumstances = circumstances;
        Directory.CreateDirectory(folder);
        Table = Path.Combine(folder, "report.md");
        Plot = Path.Combine(folder, "report.svg");
    }

    public string Table { get; }

    public string Plot { get; }

    /// <summary>Writes both files, over what was there; gives the table.</summary>
    public string Write(IReadOnlyList<WorkloadResults> results, IReadOnlyList<LuaFigureResult> lua)
    {
        var table = MarkdownReport.Write(results, lua, _circumstances);
        File.WriteAllText(Table, table);
        File.WriteAllText(Plot, SvgPlot.Write(results));
        return table;
    }
}
