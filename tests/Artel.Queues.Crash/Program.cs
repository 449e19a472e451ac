using System.Globalization;
using Artel.Queues.Crash;

// campaign <driver> <messages> <kills>: runs the program below again and again, kills it, and looks at what is left.
// run <driver> <store> <log> <messages> <lines>: publishes, handles, crashes at random; is killed after so many lines, or ends (0) when everything is
// handled or dead.
switch (args)
{
    case ["campaign", var driver, var messages, var kills]:
        using (var folder = new WorkFolder())
        {
            await using var store = new CrashStore(driver, folder.Path);
            var report = await Campaign.RunAsync(store, folder.Path, Number(messages), Number(kills), Console.WriteLine);
            Console.WriteLine(report);
            return report.Lost.Count == 0 ? 0 : 1;
        }

    case ["run", var driver, var store, var log, var messages, var lines]:
        await CrashingApplication.RunAsync(driver, store, log, Number(messages), Number(lines));
        return 0;

    default:
        Console.Error.WriteLine($"usage: campaign <driver> <messages> <kills> | run <driver> <store> <log> <messages> <lines>; drivers: {CrashStore.Drivers}");
        return 2;
}

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
