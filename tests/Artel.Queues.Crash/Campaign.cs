using System.Diagnostics;

namespace Artel.Queues.Crash;

/// <summary>Runs the program, kills it (SIGKILL) after some signs of progress, starts it again, and lets the last run come to its end.</summary>
public static class Campaign
{
    /// <summary>What the program prints when all is handled or dead.</summary>
    private const string Done = "done";

    /// <summary>Runs a campaign.</summary>
    /// <param name="driver">Which driver keeps the queue.</param>
    /// <param name="store">Its file.</param>
    /// <param name="folder">Where the log goes.</param>
    /// <param name="messages">How many messages are published.</param>
    /// <param name="kills">How often the program is killed.</param>
    /// <param name="tell">Gets what happens.</param>
    /// <exception cref="InvalidOperationException">The program failed by itself.</exception>
    public static async Task<CrashReport> RunAsync(string driver, string store, string folder, int messages, int kills, Action<string> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        var log = Path.Combine(folder, "crash.log");
        var killed = 0;
        while (killed < kills)
        {
            // It tells some 50 times in all that it gets on; a run lives for a part of them, and none for the last.
            var (ended, line) = await RunOnceAsync(driver, store, log, messages, 1 + Random.Shared.Next(Math.Max(1, 40 / (kills + 1))));
            if (ended)
            {
                tell($"it was done before it could be killed the {killed + 1}. time");
                break;
            }

            killed++;
            tell($"kill {killed} at '{line}'");
        }

        await RunOnceAsync(driver, store, log, messages, int.MaxValue);
        return CrashReport.Read(log, messages, killed);
    }

    /// <summary>Runs the program until it has printed so many lines, and kills it; or until it has ended. The last line that it printed.</summary>
    private static async Task<(bool Ended, string Line)> RunOnceAsync(string driver, string store, string log, int messages, int lines)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { typeof(Campaign).Assembly.Location, "run", driver, store, log, $"{messages}" })
            start.ArgumentList.Add(argument);
        using var program = System.Diagnostics.Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        var errors = program.StandardError.ReadToEndAsync();
        var last = "";
        while (await program.StandardOutput.ReadLineAsync() is { } line)
        {
            last = line;
            if (line != Done && --lines <= 0)
            {
                program.Kill();
                await program.WaitForExitAsync();
                return (false, line);
            }
        }

        await program.WaitForExitAsync();
        return program.ExitCode == 0 && last == Done
            ? (true, last)
            : throw new InvalidOperationException($"The program ended with {program.ExitCode} after '{last}': {await errors}");
    }
}

/// <summary>A folder of its own, which goes with the campaign.</summary>
public sealed class WorkFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("artel-crash-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
