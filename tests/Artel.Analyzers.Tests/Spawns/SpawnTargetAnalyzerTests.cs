namespace Artel.Analyzers.Tests;

public class SpawnTargetAnalyzerTests
{
    private const string Definitions = """
        using System;
        using Artel;
        [Process("app:resizer")] public class Resizer { }
        public static class Setup
        {
            public static string Unknown = "x:y";
            public static void Configure(ArtelBuilder artel) { #setup# }
            public static void Run(ProcessContext process, ArtelRuntime runtime, string given) { #run# }
        }
        """;

    private static readonly (string, string)[] Files = [("lua/scaler.lua", "---@process app:scaler\nreturn {}")];

    private static Task<string[]> ApplicationAsync(string setup, string run, params (string, string)[] files) =>
        LuaVerifier.DiagnosticsOfApplicationAsync<SpawnTargetAnalyzer>(Code(setup, run) + "public static class Program { public static void Main() { } }", files.Length == 0 ? Files : files);

    private static Task<string[]> LibraryAsync(string setup, string run) =>
        LuaVerifier.DiagnosticsWithCodeAsync<SpawnTargetAnalyzer>(Code(setup, run), Files);

    private static string Code(string setup, string run) =>
        Definitions.Replace("#setup#", setup, StringComparison.Ordinal).Replace("#run#", run, StringComparison.Ordinal);

    [Theory]
    [InlineData("process.Spawn(\"app:resiser\", \"app:h\", default);", "There is no definition 'app:resiser'; did you mean 'app:resizer'?")]
    [InlineData("runtime.Spawn(\"app:skaler\", \"app:h\", default);", "There is no definition 'app:skaler'; did you mean 'app:scaler'?")]
    [InlineData("process.ExecAsync<int>(\"other:thing\", \"app:h\", default);", "There is no definition 'other:thing'")]
    [InlineData("process.UpgradeAsync(\"app:resizer2x\", default);", "There is no definition 'app:resizer2x'")]
    [InlineData("runtime.WithName(\"n\").SpawnLinked(\"app:nobody\", \"app:h\", default);", "There is no definition 'app:nobody'")]
    [InlineData("process.TrySpawn(\"app:nobody\", \"app:h\", out _, default);", "There is no definition 'app:nobody'")]
    public async Task A_start_of_a_definition_that_there_is_not_is_flagged(string run, string message)
    {
        var found = Assert.Single(await ApplicationAsync("artel.AddHost(\"app:h\");", run));
        Assert.Contains("warning ART0203: " + message, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "process.Spawn(\"app:resizer\", \"app:h\", default); process.Spawn(\"app:scaler\", \"app:h\", default); process.Spawn(given, \"app:h\", default); process.Spawn(Setup.Unknown, given, default);")]
    [InlineData("artel.AddDefinition(null);", "process.Spawn(\"app:nobody\", \"app:h\", default);")]
    [InlineData("", "process.Spawn(\"malformed\", \"app:h\", default); process.UpgradeAsync(null, default);")]
    public async Task What_there_is_and_what_may_be_there_is_left_alone(string setup, string run) =>
        Assert.Empty(await ApplicationAsync("artel.AddHost(\"app:h\"); " + setup, run));

    [Fact]
    public async Task A_library_knows_only_the_definitions_of_its_own_namespaces()
    {
        Assert.Empty(await LibraryAsync("", "process.Spawn(\"shop:cart\", \"app:h\", default);"));
        Assert.Contains("ART0203: There is no definition 'app:cart'", Assert.Single(await LibraryAsync("", "process.Spawn(\"app:cart\", \"app:h\", default);")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("process.Spawn(\"app:resizer\", \"app:hosts\", default);", "There is no host 'app:hosts'; did you mean 'app:host'?")]
    [InlineData("runtime.Spawn(\"app:resizer\", \"shop:elsewhere\", default);", "There is no host 'shop:elsewhere'")]
    public async Task A_host_that_nobody_adds_is_flagged(string run, string message)
    {
        var found = Assert.Single(await ApplicationAsync("artel.AddHost(\"app:host\").AddHost(\"app:second\");", run));
        Assert.Contains("warning ART0204: " + message, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("artel.AddHost(\"app:host\"); artel.AddHost(Setup.Unknown);")]
    [InlineData("artel.AddHost(\"app:other\"); artel.AddHost(\"app:host\");")]
    public async Task A_host_is_left_alone_where_not_all_are_known(string setup) =>
        Assert.Empty(await ApplicationAsync(setup, "process.Spawn(\"app:resizer\", \"app:host\", default);"));

    [Fact]
    public async Task Hosts_of_a_library_are_the_applications() =>
        Assert.Empty(await LibraryAsync("artel.AddHost(\"app:host\");", "process.Spawn(\"app:resizer\", \"app:elsewhere\", default);"));

    [Fact]
    public async Task Lua_files_are_looked_at_too() => Assert.Equal(
        [
            "a.lua(3,17): warning ART0203: There is no definition 'app:resize'; did you mean 'app:resizer'?",
            "a.lua(3,31): warning ART0204: There is no host 'app:hst'; did you mean 'app:host'?",
            "a.lua(5,25): warning ART0203: There is no definition 'app:a2'; did you mean 'app:a'?",
        ],
        await ApplicationAsync("artel.AddHost(\"app:host\");", "", ("a.lua", """
            ---@process app:a
            local function main(id)
              process.spawn("app:resize", "app:hst")
              local s = process.with_context({})
              s:with_name("n"):exec("app:a2", "app:host")
              process.spawn(id, "app:host"); process.upgrade(); process.upgrade("app:resizer")
              process.spawn("app:gone", "app:host") ---@diagnostic disable-line: ART0203
            end
            return { main = main }
            """)));
}
