using System.Diagnostics;
using System.Globalization;

namespace LogPipeline.Tests;

/// <summary>The program as a person runs it: what it prints, and its exit code.</summary>
public sealed class ProgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task It_reports_on_a_log_that_is_named_and_exits_with_0()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("own.log", """
            192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET /search?q=%zz HTTP/1.1" 200 12 "-" "Mozilla/5.0" 0.1
            192.0.2.1 - - [10/Oct/2000:13:55:37 -0700] "GET /search?q=tea HTTP/1.1" 200 12 "-" "Googlebot/2.1" 2.5
            not a line of a log

            """);
        var (exit, output, errors) = await RunAsync(AppContext.BaseDirectory, path);
        Assert.Equal((0, ""), (exit, errors));
        Assert.Contains("3: 2 parsed, 1 malformed", output, StringComparison.Ordinal);
        Assert.Contains("own.log:1", output, StringComparison.Ordinal);
        Assert.Contains("%zz", output, StringComparison.Ordinal);
        Assert.Contains("Googlebot 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_one_clear_line_and_a_non_zero_exit()
    {
        var (exit, output, errors) = await RunAsync(AppContext.BaseDirectory, "no/such.log");
        Assert.Equal((1, ""), (exit, output));
        Assert.Equal("There is no file or folder 'no/such.log'; check the path.", errors.Trim());
    }

    [Fact]
    public async Task A_rule_with_a_syntax_error_is_one_line_with_file_line_and_column_and_a_non_zero_exit()
    {
        using var folder = new TemporaryFolder();
        CopyProgram(folder.Path);
        var rule = Path.Combine(folder.Path, "rules", "bots.lua");
        var lines = await File.ReadAllLinesAsync(rule);
        var broken = Array.FindIndex(lines, static line => line.StartsWith("local function", StringComparison.Ordinal));
        lines[broken] = "local function = 5";
        await File.WriteAllLinesAsync(rule, lines);

        var (exit, output, errors) = await RunAsync(folder.Path);
        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"rules/bots.lua:{broken + 1}:16: <name> expected near '='"), errors.Trim(), StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    private static void CopyProgram(string to)
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(folder, "LogPipeline.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var program = Process.Start(start)!;
        var output = program.StandardOutput.ReadToEndAsync();
        var errors = program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync().WaitAsync(Patience);
        return (program.ExitCode, await output, await errors);
    }
}
