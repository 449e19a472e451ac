using System.Diagnostics;

namespace Artel.Analyzers.Tests;

/// <summary>The fixes of a user's project, applied by <c>dotnet format analyzers</c>.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("artel-format-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // What the build that runs this test has set is not meant for another one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, await output + await errors);
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    [Trait("Category", "Build")]
    public async Task All_fixes_of_a_project_are_applied_at_once()
    {
        // Nothing of the folders above, and nothing from a registry.
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            await File.WriteAllTextAsync(Path.Combine(_folder, name), "<Project />");
        await File.WriteAllTextAsync(Path.Combine(_folder, "nuget.config"), "<configuration><packageSources><clear /></packageSources></configuration>");
        await File.WriteAllTextAsync(Path.Combine(_folder, "App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(TopicAttribute).Assembly.Location}" />
                <Analyzer Include="{typeof(ReservedTopicAnalyzer).Assembly.Location}" />
                <Analyzer Include="{typeof(CodeFixes.ReservedTopicFix).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
        var code = Path.Combine(_folder, "Worker.cs");
        await File.WriteAllTextAsync(code, """
            using Artel;
            using System.Threading.Tasks;

            [Process("app:worker")]
            public class Worker
            {
                private int _count;

                public ProcessContext Process { get; set; }

                [OnMessage("a")]
                private async void A() // kept
                {
                    Process.SendAsync("app.log", "@done", 1);
                    await Task.Delay(1).ConfigureAwait(false);
                    _count++;
                }
            }
            """);
        await DotnetAsync("restore", "App.csproj");
        await DotnetAsync("format", "analyzers", "App.csproj", "--no-restore", "--severity", "warn", "--diagnostics", "ART0001", "ART0402", "ART0404", "ART0407");

        Assert.Equal(
            """
            using Artel;
            using System.Threading.Tasks;

            [Process("app:worker")]
            public class Worker
            {
                private int _count;

                public ProcessContext Process { get; set; }

                [OnMessage("a")]
                private async Task A() // kept
                {
                    await Process.SendAsync("app.log", "done", 1);
                    await Task.Delay(1);
                    _count++;
                }
            }
            """,
            await File.ReadAllTextAsync(code));
    }
}
