// What the rules cost on many process classes and Lua files: the time of each rule per file, and the whole set as a ratio to analyzers that
// register the same actions and do nothing in them, measured in the same run, since a machine that is busy or slow slows both.
using System.Globalization;
using Artel.Analyzers;
using Artel.Analyzers.Speed;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var classes = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000;
var scripts = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300;
var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;
var project = new SampleProject(classes, scripts);
DiagnosticAnalyzer[] rules = [.. typeof(ArtelAnalyzer).Assembly.GetTypes()
    .Where(static type => type.IsSubclassOf(typeof(ArtelAnalyzer)) && !type.IsAbstract)
    .OrderBy(static type => type.Name, StringComparer.Ordinal)
    .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];
var whole = new Measurement(project, [.. rules]);
var hollow = new Measurement(project, [.. rules.Select(static rule => new HollowAnalyzer(rule))]);

// In turns, so that what else the machine does meets both.
for (var round = -1; round < rounds; round++)
{
    await hollow.RunAsync(isKept: round >= 0);
    await whole.RunAsync(isKept: round >= 0);
}

var files = project.FileCount;
Console.WriteLine($"{classes} process classes, {scripts} Lua files, {rules.Length} analyzers, {rounds} rounds, Roslyn {typeof(Compilation).Assembly.GetName().Version!.ToString(3)}, .NET {Environment.Version}, {Environment.ProcessorCount} processors");
Console.WriteLine($"{"analyzer",-32}{"rules",-34}{"ms in all",12}{"us/file",10}{"target",8}");
foreach (var (rule, time) in whole.TimesOfRules.OrderByDescending(static entry => entry.Time))
{
    var ids = string.Join(' ', rule.SupportedDiagnostics.Select(static descriptor => descriptor.Id).Distinct());
    Console.WriteLine($"{rule.GetType().Name,-32}{ids,-34}{time,12:F1}{time * 1000 / (rule is LuaAnalyzer ? scripts : files),10:F1}{1000,8}");
}

Console.WriteLine();
Console.WriteLine($"{"",-32}{"no-op, ms",12}{"rules, ms",12}{"ratio",8}{"target",8}");
Console.WriteLine($"{"whole set (median)",-32}{hollow.Median,12:F0}{whole.Median,12:F0}{whole.Median / hollow.Median,8:F2}{1.5,8:F1}");
Console.WriteLine($"{"whole set (fastest)",-32}{hollow.Fastest,12:F0}{whole.Fastest,12:F0}{whole.Fastest / hollow.Fastest,8:F2}{1.5,8:F1}");
Console.WriteLine($"findings: {whole.FindingCount}");
