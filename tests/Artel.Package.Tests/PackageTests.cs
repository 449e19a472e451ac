using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Artel.Package.Tests;

/// <summary>The packages, as a project that has nothing else of this repository gets them: packed, restored from a folder, built, run.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("artel-package-");

    private string Feed => Path.Combine(_folder.FullName, "feed");

    private string Project => Path.Combine(_folder.FullName, "consumer");

    private string Manifest => Path.Combine(Project, "bin/Debug/net10.0/artel-permissions.json");

    [Fact]
    public async Task Package_brings_the_generator_the_analyzers_the_lua_files_and_the_manifest()
    {
        await Dotnet(Setting("Root"), "pack", "src/Artel", "--no-build", "-c", Setting("Configuration"), "-o", Feed);
        await Dotnet(Setting("Root"), "pack", "src/Artel.Lua", "--no-build", "-c", Setting("Configuration"), "-o", Feed);
        WriteConsumer();

        var build = await Dotnet(Project, "build", "--disable-build-servers", "-p:UseSharedCompilation=false");
        Assert.Matches(@"Program\.cs\(\d+,\d+\): warning ART0001", build);
        Assert.DoesNotContain(".g.cs", build, StringComparison.Ordinal);
        Assert.Equal("C# 42\nLua 20 2 7\n", (await Dotnet(Project, "bin/Debug/net10.0/Consumer.dll")).ReplaceLineEndings("\n"));

        Assert.Equal(["app:counter C# Program.cs process.send", "app:scaler Lua lua/scaler.lua process.reply"], ReadManifest());
        var written = File.GetLastWriteTimeUtc(Manifest);
        await Dotnet(Project, "build", "--no-restore", "-p:UseSharedCompilation=false");
        Assert.Equal(written, File.GetLastWriteTimeUtc(Manifest));

        var program = Path.Combine(Project, "Program.cs");
        await File.WriteAllTextAsync(program, (await File.ReadAllTextAsync(program)).Replace("Permissions.Send)]", "Permissions.Send)]\n[Permission(Permissions.Spawn, \"app:*\")]", StringComparison.Ordinal));
        await Dotnet(Project, "build", "--no-restore", "-p:UseSharedCompilation=false");
        Assert.Equal("app:counter C# Program.cs process.send process.spawn", ReadManifest()[0]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Everything but the two packages is in the machine's package folder, since this repository uses it: no other source is asked.</summary>
    private void WriteConsumer()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "consumer");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Project, Path.GetRelativePath(source, file)).Replace(".csproj.xml", ".csproj", StringComparison.Ordinal);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.WriteAllText(Path.Combine(Project, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(Project, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(Project, ".editorconfig"), """
            root = true
            [Program.cs]
            dotnet_diagnostic.ART0001.severity = warning

            """);
        File.WriteAllText(Path.Combine(Project, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="built" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="machine" value="{Setting("Packages")}" /></fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder.FullName, "packages")}" /></config>
            </configuration>
            """);
    }

    private string[] ReadManifest()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Manifest));
        return
        [
            .. json.RootElement.GetProperty("definitions").EnumerateArray().Select(static definition =>
                $"{definition.GetProperty("id")} {definition.GetProperty("language")} {definition.GetProperty("source")} "
                + string.Join(" ", definition.GetProperty("permissions").EnumerateArray().Select(static permission => permission.GetProperty("action")))),
        ];
    }

    private static string Setting(string name) => typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == name).Value!;

    private static async Task<string> Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the test's own runner was started with is not for another build.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || name == "NUGET_PACKAGES").ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{await output}{await errors}");
        return await output;
    }
}
