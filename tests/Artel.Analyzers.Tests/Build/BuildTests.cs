using System.Diagnostics;

namespace Artel.Analyzers.Tests;

/// <summary>A project of a user, built by <c>dotnet build</c> with the rules that were built here.</summary>
public sealed class BuildTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("artel-build-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void WriteProject(string topic)
    {
        // Nothing of the folders above, and nothing from a registry.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(TopicAttribute).Assembly.Location}" />
                <Analyzer Include="{typeof(ReservedTopicAnalyzer).Assembly.Location}" />
                <AdditionalFiles Include="lua/**/*.lua" />
              </ItemGroup>
            </Project>
            """);
        Write("Worker.cs", $$"""
            using Artel;

            public static class Worker
            {
                public static void Notify(ProcessContext process) => process.Send("app:log", "{{topic}}", 1);

                // A list that compilers older than C# 13 do not have, so no other test can.
                public static void Both() => Take("first", "{{topic}}");
                private static void Take([Topic] params System.ReadOnlySpan<string> topics) { }
            }
            """);
        Write("lua/worker.lua", $$"""
            local send = process.send
            return { main = function()
              send("app:log", "{{topic}}", 1)
            end }
            """);
    }

    private async Task<(int ExitCode, string Output)> BuildAsync()
    {
        var start = new ProcessStartInfo("dotnet", ["build", "App.csproj", "--disable-build-servers", "-nologo", "-v:minimal"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the build that runs this test has set is not meant for another one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";

        using var build = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            var output = build.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = build.StandardError.ReadToEndAsync(limit.Token);
            await build.WaitForExitAsync(limit.Token);
            return (build.ExitCode, await output + await errors);
        }
        finally
        {
            if (!build.HasExited)
                build.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    [Trait("Category", "Build")]
    public async Task A_reserved_topic_fails_the_build_at_its_place_in_both_languages()
    {
        WriteProject("@done");
        var wrong = await BuildAsync();

        Assert.NotEqual(0, wrong.ExitCode);
        Assert.Contains("Worker.cs(5,82): error ART0001: Topic '@done' is reserved", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("Worker.cs(8,48): error ART0001: Topic '@done' is reserved", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("worker.lua(3,19): error ART0001: Topic '@done' is reserved", wrong.Output, StringComparison.Ordinal);

        WriteProject("done");
        var right = await BuildAsync();

        Assert.True(right.ExitCode == 0, right.Output);
        Assert.DoesNotContain("ART", right.Output, StringComparison.Ordinal);
    }
}
