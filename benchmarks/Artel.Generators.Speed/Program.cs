// What the generator costs on many process classes, as a ratio to a trivial one measured in the same run: a machine that is busy or slow
// slows both. Prints the ratios, and the bytes for each class and edit, which no load changes.
using System.Globalization;
using Artel.Generators;
using Artel.Generators.Speed;
using Microsoft.CodeAnalysis;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 11;
var project = new SampleProject(count);
var trivial = new Measurement(project, static () => new TrivialGenerator());
var artel = new Measurement(project, static () => new ArtelGenerator());

// In turns, so that what else the machine does meets both.
for (var round = -2; round < rounds; round++)
{
    trivial.Run(isKept: round >= 0);
    artel.Run(isKept: round >= 0);
}

Console.WriteLine($"{count} process classes, {rounds} rounds, Roslyn {typeof(Compilation).Assembly.GetName().Version!.ToString(3)}, .NET {Environment.Version}");
Console.WriteLine($"{"",-24}{"trivial",12}{"Artel",12}{"ratio",8}{"target",8}");
Print("cold, ms (median)", trivial.Cold, artel.Cold, 3);
Print("edit of a class, ms", trivial.Edit, artel.Edit, 2);
Print("edit elsewhere, ms", trivial.EditElsewhere, artel.EditElsewhere, 2);
Console.WriteLine($"{"bytes/class/edit",-24}{trivial.BytesPerEdit / count,12:N0}{artel.BytesPerEdit / count,12:N0}{"",8}{"15,000",8}");

static void Print(string what, Samples trivial, Samples artel, int target) =>
    Console.WriteLine($"{what,-24}{trivial.Median,12:F1}{artel.Median,12:F1}{artel.Median / trivial.Median,8:F2}{target,8}");
