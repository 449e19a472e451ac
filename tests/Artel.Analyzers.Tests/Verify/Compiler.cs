using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Artel.Analyzers.Tests;

/// <summary>
/// Compiles with the SDK's own compiler, which is newer than the one that the other tests load, and runs all rules. It takes what a build
/// would give it, without a build.
/// </summary>
internal sealed partial class Compiler : IDisposable
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("artel-compile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Where the compiler runs.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>What the compiler says, by lines that begin with the path of the file; those of the rules, and all errors.</summary>
    public async Task<string[]> CompileAsync(IEnumerable<string> sources, IEnumerable<string> references, params string[] arguments)
    {
        var response = Write("arguments.rsp", string.Join('\n', (string[])[
            "/noconfig", "/nostdlib+", "/nologo", "/nullable:enable", "/unsafe+", "/langversion:latest", "/warn:4", "/preferreduilang:en",
            $"/out:\"{Path.Combine(_folder, "out.dll")}\"",
            $"/analyzer:\"{typeof(ReservedTopicAnalyzer).Assembly.Location}\"",
            .. Directory.GetFiles(TestPaths.TargetingPack, "*.dll").Concat(references).Select(static path => $"/reference:\"{path}\""),
            .. arguments,
            $"\"{Write("Usings.cs", Usings)}\"",
            .. sources.Select(static path => $"\"{path}\"")]));
        var start = new ProcessStartInfo("dotnet", ["exec", TestPaths.Compiler, "@" + response])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var compiler = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            var output = compiler.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = compiler.StandardError.ReadToEndAsync(limit.Token);
            await compiler.WaitForExitAsync(limit.Token);
            Assert.Equal("", await errors);
            return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(static line => Finding().IsMatch(line))
                .Select(line => HelpLink().Replace(line, "").Replace(_folder + "/", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)];
        }
        finally
        {
            if (!compiler.HasExited)
                compiler.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex(@"\b(error [A-Z]+\d+|warning (ART|AD)\d+)\b")]
    private static partial Regex Finding();

    [GeneratedRegex(@" \(https://\S+\)$")]
    private static partial Regex HelpLink();
}
