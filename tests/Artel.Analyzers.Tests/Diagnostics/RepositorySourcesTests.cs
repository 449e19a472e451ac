namespace Artel.Analyzers.Tests;

/// <summary>The code of this repository is fine, so no rule may say anything of it: compiled with all rules, as a build compiles it.</summary>
public class RepositorySourcesTests
{
    /// <summary>What the projects refer to is beside the tests.</summary>
    private static IEnumerable<string> References(params string[] without) => Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
        .Where(path => Path.GetFileName(path) is var name
            && (name.StartsWith("Artel", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal) || name is "Spectre.Console.dll" or "KeraLua.dll")
            && !name.StartsWith("Artel.Analyzers", StringComparison.Ordinal) && !name.StartsWith("Artel.CodeFixes", StringComparison.Ordinal) && !without.Contains(name));

    private static string[] Sources(string project, string pattern = "*.cs") =>
        [.. Directory.GetFiles(Path.Combine(TestPaths.Repository, project), pattern, SearchOption.AllDirectories)
            .Where(static path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    [Fact]
    [Trait("Category", "Build")]
    public async Task No_rule_gives_a_false_alarm_in_the_runtime()
    {
        using var compiler = new Compiler();
        var sources = Sources("src/Artel");
        Assert.True(sources.Length > 100);
        Assert.Empty(await compiler.CompileAsync(
            sources, References("Artel.dll", "Artel.Lua.dll", "LogPipeline.dll"), "/target:library", $"/analyzer:\"{TestPaths.LoggingGenerator}\""));
    }

    [Fact]
    [Trait("Category", "Build")]
    public async Task No_rule_gives_a_false_alarm_in_the_sample()
    {
        using var compiler = new Compiler();
        var scripts = Sources("samples/LogPipeline", "*.lua");
        Assert.NotEmpty(scripts);
        Assert.Empty(await compiler.CompileAsync(
            Sources("samples/LogPipeline"),
            References(),
            ["/target:exe", $"/analyzer:\"{TestPaths.Generator}\"", .. Arguments(compiler, "samples/LogPipeline", scripts)]));
    }

    [Fact]
    [Trait("Category", "Build")]
    public async Task What_is_wrong_in_such_a_compilation_is_found()
    {
        using var compiler = new Compiler();
        var scripts = Sources("samples/LogPipeline", "*.lua");
        var wrong = compiler.Write("Wrong.cs", """
            using Artel;
            internal static class Wrong
            {
                public static void Start(ProcessContext process) => process.Spawn("log:reader", "log:process", 1, 2, 3);
                public static void Start2(ProcessContext process) => process.Spawn("log:raeder", "log:processes");
            }
            """);
        Assert.Equal(
            [
                "Wrong.cs(4,71): warning ART0205: 'Reader' can't be started with these arguments: it takes 2 arguments, not 3",
                "Wrong.cs(4,85): warning ART0204: There is no host 'log:process'; did you mean 'log:processes'?",
                "Wrong.cs(5,72): warning ART0203: There is no definition 'log:raeder'; did you mean 'log:reader'?",
            ],
            (await compiler.CompileAsync(
                [.. Sources("samples/LogPipeline"), wrong],
                References(),
                ["/target:exe", $"/analyzer:\"{TestPaths.Generator}\"", .. Arguments(compiler, "samples/LogPipeline", scripts)]))
                .Where(static line => !line.Contains("its argument", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("warning", "lua/a.lua(1,19): warning ART0001: Topic '@x' is reserved: topics that start with '@' belong to the runtime")]
    [InlineData("none", null)]
    [Trait("Category", "Build")]
    public async Task The_severity_of_a_global_configuration_reaches_Lua_files(string severity, string? expected)
    {
        using var compiler = new Compiler();
        var config = compiler.Write(".globalconfig", $"is_global = true\ndotnet_diagnostic.ART0001.severity = {severity}\n");
        var found = await compiler.CompileAsync(
            [compiler.Write("Empty.cs", "internal static class Empty;")],
            References(),
            "/target:library", $"/analyzerconfig:\"{config}\"", $"/additionalfile:\"{compiler.Write("lua/a.lua", "process.send('n', '@x')\n")}\"");
        Assert.Equal(expected is null ? [] : [expected], found);
    }

    /// <summary>The Lua files with their places in the output folder, as the package's build files give them to the compiler.</summary>
    private static string[] Arguments(Compiler compiler, string project, string[] scripts)
    {
        var root = Path.Combine(TestPaths.Repository, project);
        var sections = scripts.Select(path => $"[{path}]\nbuild_metadata.AdditionalFiles.ArtelLuaPath = {Path.GetRelativePath(root, path)}\n");
        var config = compiler.Write("places.globalconfig", "is_global = true\n" + string.Concat(sections));
        return [$"/analyzerconfig:\"{config}\"", .. scripts.Select(static path => $"/additionalfile:\"{path}\"")];
    }
}
