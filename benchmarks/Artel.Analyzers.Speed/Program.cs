// What the rules cost on many process classes and Lua files: the time of each rule per file, and the whole set as a ratio to analyzers that
// register the same actions and do nothing in them, measured in the same run, since a machine that is busy or slow slows both.
using System.Globalization;
using Artel.Analyzers;
using Artel.Analyzers.Speed;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

const double MillisecondsPerFile = 1;
const double RatioToNothing = 1.5;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var classes = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000;
var scripts = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300;
var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 2;
DiagnosticAnalyzer[] rules = [.. typeof(ArtelAnalyzer).Assembly.GetTypes()
    .Where(static type => type.IsSubclassOf(typeof(ArtelAnalyzer)) && !type.IsAbstract)
    .OrderBy(static type => type.Name, StringComparer.Ordinal)
    .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];
var none = new NoActions();
DiagnosticAnalyzer[] nothing = [.. rules.Select(rule => new WrappedAnalyzer(rule, none))];
var timed = rules.Select(static rule => (Rule: rule, Actions: new TimedActions(), Times: new List<double>())).ToArray();

// The code of the compiler and of the rules is made into machine code by a small project.
var small = new SampleProject(40, 20);
small.Check();
for (var round = 0; round < 5; round++)
{
    await new Measurement(small, [.. nothing]).RunAsync();
    await new Measurement(small, [.. rules]).RunAsync();
}

var project = new SampleProject(classes, scripts);
var hollow = new Measurement(project, [.. nothing]);
var whole = new Measurement(project, [.. rules]);
var forerunner = new ForerunnerAnalyzer();
var single = new Measurement(project, [forerunner, .. timed.Select(static one => new WrappedAnalyzer(one.Rule, one.Actions))]);

// In turns, so that what else the machine does meets both, and each comes first as often as the other.
for (var round = 0; round < rounds; round++)
{
    await (round % 2 == 0 ? hollow : whole).RunAsync();
    await (round % 2 == 0 ? whole : hollow).RunAsync();
}

for (var round = 0; round < rounds; round++)
{
    await single.RunAsync();
    foreach (var (_, actions, times) in timed)
        times.Add(actions.Take());
}

Console.WriteLine($"{classes} process classes, {scripts} Lua files, {rules.Length} analyzers, concurrent, {rounds} rounds after a warm-up, Roslyn {typeof(Compilation).Assembly.GetName().Version!.ToString(3)}, .NET {Environment.Version}, {Environment.ProcessorCount} processors");
Console.WriteLine();
Console.WriteLine($"Each rule, in milliseconds per file of its language: {(ThreadTime.IsKnown ? "processor time" : "time that passed")} in the actions of the rule alone. What is made once for");
Console.WriteLine("everybody is made before the rules, and stands below: a compiler binds it anyway, and who comes first would be charged with it. A");
Console.WriteLine("collection of garbage is charged to whoever was running, so the target is for the fastest round.");
Console.WriteLine($"{"analyzer",-42}{"rules",-34}{"files",8}{"median",10}{"fastest",10}{"target",8}");
var missed = new List<string>();
foreach (var (rule, _, times) in timed.OrderByDescending(static one => one.Times.Min()))
{
    var ids = string.Join(' ', rule.SupportedDiagnostics.Select(static descriptor => descriptor.Id).Distinct());
    Write(rule.GetType().Name, ids, rule is LuaAnalyzer ? scripts : project.ClassFileCount, new Sample(times), hasTarget: true);
}

Console.WriteLine();
foreach (var step in forerunner.Steps.GroupBy(static step => (step.Name, step.IsOfLua, step.IsOfRules), static step => step.Time))
    Write(step.Key.Name, "for all", step.Key.IsOfLua ? scripts : project.ClassFileCount, new Sample([.. step]), step.Key.IsOfRules);

Console.WriteLine();
Console.WriteLine($"{"whole set",-42}{"no-op, ms",12}{"rules, ms",12}{"ratio",8}{"target",8}");
WriteRatio("median", hollow.Time.Median, whole.Time.Median);
WriteRatio("fastest", hollow.Time.Fastest, whole.Time.Fastest);
WriteRatio("processor time, median", hollow.ProcessorTime.Median, whole.ProcessorTime.Median);
WriteRatio("processor time, fastest", hollow.ProcessorTime.Fastest, whole.ProcessorTime.Fastest);
Console.WriteLine();
Console.WriteLine($"findings: {whole.Findings}");
Console.WriteLine(missed.Count == 0 ? "No rule misses its target." : $"Over their target: {string.Join(", ", missed)}");

void Write(string name, string ids, int files, Sample time, bool hasTarget)
{
    Console.WriteLine($"{name,-42}{ids,-34}{files,8}{time.Median / files,10:F4}{time.Fastest / files,10:F4}{(hasTarget ? MillisecondsPerFile : null),8}");
    if (hasTarget && time.Fastest / files > MillisecondsPerFile)
        missed.Add(name);
}

void WriteRatio(string name, double nothing, double all)
{
    Console.WriteLine($"{name,-42}{nothing,12:F0}{all,12:F0}{all / nothing,8:F2}{RatioToNothing,8:F1}");
}
