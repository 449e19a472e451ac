// What the generator costs on many process classes, as a ratio to a trivial one measured in the same run: a machine that is slow slows
// both. Beside them stands one that asks the compiler for what any generator of dispatch and codecs has to know, and does nothing with it.
// Prints the ratios, and the bytes for each class, which no load changes.
using System.Globalization;
using Artel.Generators;
using Artel.Generators.Speed;
using Microsoft.CodeAnalysis;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 11;
var hasConstructors = args.Length > 2 && args[2] == "constructors";
var project = new SampleProject(count, hasConstructors);
Measurement trivial = new(project, static () => new TrivialGenerator()), symbols = new(project, static () => new SymbolGenerator()),
    artel = new(project, static () => new ArtelGenerator());

// In turns, so that what else the machine does meets all.
for (var round = -2; round < rounds; round++)
{
    trivial.Run(isKept: round >= 0);
    symbols.Run(isKept: round >= 0);
    artel.Run(isKept: round >= 0);
}

Console.WriteLine($"{count} process classes{(hasConstructors ? " with constructors" : "")}, {rounds} rounds, Roslyn {typeof(Compilation).Assembly.GetName().Version!.ToString(3)}, .NET {Environment.Version}");
Console.WriteLine($"{"processor's time, ms",-28}{"trivial",10}{"symbols",10}{"Artel",10}{"ratio",8}{"target",8}");
PrintTime("cold", static of => of.Cold, "3");
PrintTime("body of a class", static of => of.Body, "2");
PrintTime("body elsewhere", static of => of.BodyElsewhere, "2");
PrintTime("new member elsewhere", static of => of.MemberElsewhere, "2");
PrintTime("new type elsewhere", static of => of.TypeElsewhere, "2");
Console.WriteLine("bytes for each class");
PrintBytes("cold", static of => of.Cold, "");
PrintBytes("body of a class", static of => of.Body, "15,000");
PrintBytes("body elsewhere", static of => of.BodyElsewhere, "15,000");
PrintBytes("new member elsewhere", static of => of.MemberElsewhere, "15,000");
PrintBytes("new type elsewhere", static of => of.TypeElsewhere, "15,000");

void PrintTime(string what, Func<Measurement, Samples> of, string target) => Console.WriteLine(
    $"{what,-28}{of(trivial).Median,10:F1}{of(symbols).Median,10:F1}{of(artel).Median,10:F1}{of(artel).Median / of(trivial).Median,8:F2}{target,8}");

void PrintBytes(string what, Func<Measurement, Samples> of, string target) => Console.WriteLine(
    $"{what,-28}{of(trivial).Bytes / count,10:N0}{of(symbols).Bytes / count,10:N0}{of(artel).Bytes / count,10:N0}{(double)of(artel).Bytes / of(trivial).Bytes,8:F2}{target,8}");
