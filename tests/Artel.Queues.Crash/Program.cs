using System.Globalization;
using Artel.Queues.Crash;

// campaign <driver> <messages> <kills> [store]: runs the program below again and again, kills it, and looks at what is left.
// run <driver> <store> <log> <messages>: publishes, handles, crashes at random; ends when everything is handled or dead.
switch (args)
{
    case ["campaign", var driver, var messages, var kills, .. var rest] when rest.Length <= 1:
        using (var folder = new WorkFolder())
        {
            var store = rest is [var named] ? named : Path.Combine(folder.Path, "queues.db");
            var report = await Campaign.RunAsync(driver, store, folder.Path, Number(messages), Number(kills), Console.WriteLine);
            Console.WriteLine(report);
            return report.Lost.Count == 0 ? 0 : 1;
        }

    case ["run", var driver, var store, var log, var messages]:
        await CrashingApplication.RunAsync(driver, store, log, Number(messages));
        return 0;

    default:
        Console.Error.WriteLine("usage: campaign <driver> <messages> <kills> [store] | run <driver> <store> <log> <messages>; drivers: sqlite");
        return 2;
}

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
