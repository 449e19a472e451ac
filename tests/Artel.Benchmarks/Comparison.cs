using Artel.Benchmarks.Contenders;
using Artel.Benchmarks.LuaFigures;
using Artel.Benchmarks.Reports;
using Artel.Benchmarks.Workloads;

namespace Artel.Benchmarks;

/// <summary>Runs the workloads and the Lua figures, and writes the report.</summary>
internal static class Comparison
{
    private const double QuickScale = 0.05;
    private const int QuickRounds = 2;
    private const int FullRounds = 5;

    /// <summary>What the program ends with: 1 when something failed, or nothing was selected.</summary>
    public static int Run(ComparisonOptions options)
    {
        if (options.Help || options.List)
        {
            Console.WriteLine(options.Help ? ComparisonOptions.Usage : List());
            return 0;
        }

        var contenders = Select(ContenderTable.CreateAll(), static contender => contender.Name, options.Contenders, "contender");
        var known = WorkloadTable.All.Select(static workload => workload.Id).Concat(LuaFigureTable.All.Select(static figure => figure.Id));
        Verify(known, options.Only, "workload");
        var rounds = options.Rounds ?? (options.Quick ? QuickRounds : FullRounds);
        var scale = options.Quick ? QuickScale : 1;

        var report = new ReportFiles(options.Output, Circumstances.Now(rounds, scale));
        var results = new List<WorkloadResults>();
        using (var running = new Rounds(contenders, rounds, scale, Console.Error))
        {
            foreach (var workload in WorkloadTable.All.Where(workload => IsSelected(workload.Id, options.Only)))
            {
                results.Add(running.Run(workload));

                // What there is so far, so that who stops a long run has that.
                report.Write(results, []);
            }
        }

        var figures = LuaFigureTable.All.Where(figure => IsSelected(figure.Id, options.Only)).ToArray();
        var lua = figures.Length == 0 ? [] : LuaFigureRun.Run(figures, rounds, scale, Console.Error);

        Console.WriteLine(report.Write(results, lua));
        Console.Error.WriteLine($"Written to {report.Table} and {report.Plot}.");
        return results.Any(static result => result.Failures.Values.Any(static why => why.StartsWith("failed", StringComparison.Ordinal))) ? 1 : 0;
    }

    private static string List() => string.Join(Environment.NewLine,
    [
        "Workloads:",
        .. WorkloadTable.All.Select(static workload => $"  {workload.Id,-5} {workload.Title}, {workload.Unit}"),
        "Lua:",
        .. LuaFigureTable.All.Select(static figure => $"  {figure.Id,-5} {figure.Title}, {figure.Unit}"),
        "Contenders:",
        .. ContenderTable.CreateAll().Select(static contender => $"  {contender.Name,-12} {contender.Kind}{(contender.Unavailable is { } why ? $" ({why})" : "")}"),
    ]);

    private static bool IsSelected(string id, IReadOnlySet<string> only) => only.Count == 0 || only.Contains(id);

    private static List<T> Select<T>(IReadOnlyList<T> all, Func<T, string> name, IReadOnlySet<string> only, string what)
    {
        Verify(all.Select(name), only, what);
        return [.. all.Where(one => IsSelected(name(one), only))];
    }

    private static void Verify(IEnumerable<string> known, IReadOnlySet<string> asked, string what)
    {
        var unknown = asked.Except(known, StringComparer.OrdinalIgnoreCase).ToArray();
        if (unknown.Length > 0)
            throw new FormatException($"There is no {what} '{unknown[0]}'; --list shows what there is.");
    }
}
