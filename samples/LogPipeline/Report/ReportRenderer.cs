using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LogPipeline.Report;

/// <summary>
/// Shows a <see cref="PipelineReport"/> as tables. Everything that comes from the log goes through <see cref="LogText"/>
/// and is given as <see cref="Text"/>, never as markup.
/// </summary>
public static class ReportRenderer
{
    private const int TopLabels = 5;
    private const int LabelLength = 40;
    private const int LineLength = 400;
    private const int MaxCrashes = 20;

    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Bad = new(foreground: Color.Red);

    public static void Render(PipelineReport report, IAnsiConsole console)
    {
        console.Write(Summary(report));
        console.WriteLine();
        if (report.Traffic.TopPaths.Count > 0)
        {
            console.Write(TopPaths(report.Traffic));
            console.WriteLine();
        }
        if (report.Rules.Count > 0)
        {
            console.Write(Rules(report.Rules));
            console.WriteLine();
        }
        if (report.Rules.Any(rule => rule.Crashes.Count > 0))
        {
            console.Write(Crashes(report.Rules));
            console.WriteLine();
        }
        if (report.MalformedSamples.Count > 0)
        {
            console.Write(Malformed(report));
            console.WriteLine();
        }
    }

    private static Table Summary(PipelineReport report)
    {
        var traffic = report.Traffic;
        var table = NewTable("Summary").HideHeaders().AddColumn("").AddColumn("");
        Row("Source", LogText.Printable(report.Source, LineLength));
        Row("Lines", Invariant($"{report.TotalLines:N0}: {report.ParsedLines:N0} parsed, {report.MalformedLines:N0} malformed"));
        if (traffic.First is { } first && traffic.Last is { } last)
        {
            Row("Time", Invariant($"{first:yyyy-MM-dd HH:mm:ss zzz} to {last:yyyy-MM-dd HH:mm:ss zzz}"));
            Row("Requests", Invariant($"{traffic.Requests:N0}, {traffic.RequestsPerSecond:0.###} per second on average"));
        }
        if (traffic.StatusClasses.Count > 0)
        {
            var classes = traffic.StatusClasses.OrderBy(pair => pair.Key).Select(pair => Invariant($"{pair.Key}xx {pair.Value:N0}"));
            Row("Status", string.Join(", ", classes));
        }
        Row("Sent", Size(traffic.Bytes));
        Row("Elapsed", Invariant($"{report.Elapsed.TotalSeconds:0.00} s, {report.LinesPerSecond:N0} lines per second"));
        return table;

        void Row(string name, string value) => table.AddRow(new Text(name, Dim), new Text(value));
    }

    private static Table TopPaths(TrafficReport traffic)
    {
        var table = NewTable("Most requested")
            .AddColumn("Path")
            .AddColumn(new TableColumn("Requests").RightAligned().NoWrap())
            .AddColumn(new TableColumn("Share").RightAligned().NoWrap());
        foreach (var (path, count) in traffic.TopPaths)
        {
            var share = traffic.Requests > 0 ? (double)count / traffic.Requests : 0;
            table.AddRow(
                new Text(LogText.Printable(path, LineLength)),
                new Text(Invariant($"{count:N0}")),
                new Text(Invariant($"{share * 100:0.0} %")));
        }
        return table;
    }

    private static Table Rules(IReadOnlyList<RuleReport> rules)
    {
        var table = NewTable("Rules")
            .AddColumn(new TableColumn("Rule").NoWrap())
            .AddColumn(new TableColumn("Seen").RightAligned().NoWrap())
            .AddColumn(new TableColumn("Hits").RightAligned().NoWrap())
            .AddColumn("Most frequent labels")
            .AddColumn(new TableColumn("Crashes").RightAligned().NoWrap())
            .AddColumn(new TableColumn("Restarts").RightAligned().NoWrap());
        foreach (var rule in rules)
        {
            table.AddRow(
                new Text(LogText.Printable(rule.Name, LabelLength)),
                new Text(Invariant($"{rule.Seen:N0}")),
                new Text(Invariant($"{rule.Hits:N0}")),
                new Text(Labels(rule.Labels)),
                new Text(Invariant($"{rule.CrashCount:N0}"), rule.CrashCount > 0 ? Bad : Style.Plain),
                new Text(Invariant($"{rule.Restarts:N0}")));
        }
        return table;
    }

    private static string Labels(IReadOnlyDictionary<string, long> labels)
    {
        var top = labels
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(TopLabels)
            .Select(pair => Invariant($"{LogText.Printable(pair.Key, LabelLength)} {pair.Value:N0}"));
        var text = string.Join('\n', top);
        return labels.Count > TopLabels ? Invariant($"{text}\n… {labels.Count - TopLabels:N0} more") : text;
    }

    private static Table Crashes(IReadOnlyList<RuleReport> rules)
    {
        var crashes = rules.SelectMany(rule => rule.Crashes.Select(crash => (rule.Name, Crash: crash))).ToArray();
        var table = NewTable("Crashes, and the line each was about").ShowRowSeparators()
            .AddColumn(new TableColumn("Rule").NoWrap())
            .AddColumn("Where, why, and the line");
        foreach (var (name, crash) in crashes.Take(MaxCrashes))
        {
            table.AddRow(
                new Text(LogText.Printable(name, LabelLength)),
                new Rows(
                    new Text(Where(crash.File, crash.Number), Dim),
                    new Text(LogText.Printable(crash.Error, LineLength), Bad),
                    new Text(LogText.Printable(crash.Text, LineLength))));
        }
        return Remainder(table, rules.Sum(rule => rule.CrashCount) - Math.Min(crashes.Length, MaxCrashes));
    }

    private static Table Malformed(PipelineReport report)
    {
        var table = NewTable("Malformed lines").ShowRowSeparators().HideHeaders().AddColumn("");
        foreach (var line in report.MalformedSamples)
        {
            table.AddRow(new Rows(
                new Text(Invariant($"{Where(line.File, line.Number)}: {LogText.Printable(line.Reason, LineLength)}"), Dim),
                new Text(LogText.Printable(line.Text, LineLength / 2))));
        }
        return Remainder(table, report.MalformedLines - report.MalformedSamples.Count);
    }

    private static Table Remainder(Table table, long count) =>
        count > 0 ? table.Caption(Invariant($"and {count:N0} more")) : table;

    private static Table NewTable(string title) => new Table().Title(title).RoundedBorder().LeftAligned();

    private static string Where(string file, long number) => Invariant($"{LogText.Printable(file, LineLength)}:{number}");

    private static string Size(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var unit = 0;
        var size = (double)bytes;
        while (size >= 1024 && unit < units.Length - 1)
        {
            size /= 1024;
            unit++;
        }
        return Invariant($"{size:0.#} {units[unit]}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
