using System.Diagnostics;

namespace Artel.Queues.Crash;

/// <summary>Runs the program, which is killed (SIGKILL) after some signs of progress, starts it again, and lets the last run come to its end.</summary>
public static class Campaign
{
    /// <summary>What the program prints when all is handled or dead.</summary>
    private const string Done = "done";

    /// <summary>The exit code of a program that SIGKILL has ended.</summary>
    private const int KilledCode = 128 + 9;

    /// <summary>Runs a campaign.</summary>
    /// <param name="store">What keeps the queues.</param>
    /// <param name="folder">Where the log goes.</param>
    /// <param name="messages">How many messages are published.</param>
    /// <param name="kills">How often the program is killed.</param>
    /// <param name="tell">Gets what happens.</param>
    /// <exception cref="InvalidOperationException">The program failed by itself.</exception>
    public static async Task<CrashReport> RunAsync(CrashStore store, string folder, int messages, int kills, Action<string> tell)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(tell);
        var log = Path.Combine(folder, "crash.log");
        for (var killed = 1; killed <= kills; killed++)
        {
            // It tells some 50 times in all that it gets on; a run lives for a part of them, and none for the last.
            var last = await RunOnceAsync(store, log, messages, lives: 2 + Random.Shared.Next(Math.Max(1, 40 / (kills + 1))));
            tell($"kill {killed} at '{last}'");
        }

        await RunOnceAsync(store, log, messages, lives: 0);
        return CrashReport.Read(log, messages, kills);
    }

    /// <summary>Runs the program until it is killed, at so many lines that it has printed; or, with 0, to its end. The last line that it printed.</summary>
    private static async Task<string> RunOnceAsync(CrashStore store, string log, int messages, int lives)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { typeof(Campaign).Assembly.Location, "run", store.Driver, store.Place, log, $"{messages}", $"{lives}" })
            start.ArgumentList.Add(argument);
        using var program = System.Diagnostics.Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        var errors = program.StandardError.ReadToEndAsync();
        var last = "";
        while (await program.StandardOutput.ReadLineAsync() is { } line)
            last = line;
        await program.WaitForExitAsync();
        var isRight = lives > 0 ? program.ExitCode == KilledCode && last != Done : program.ExitCode == 0 && last == Done;
        return isRight ? last : throw new InvalidOperationException($"The program ended with {program.ExitCode} after '{last}': {await errors}");
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
