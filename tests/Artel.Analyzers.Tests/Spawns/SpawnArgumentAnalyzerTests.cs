namespace Artel.Analyzers.Tests;

public class SpawnArgumentAnalyzerTests
{
    private const string Code = """
        #nullable enable
        using Artel;
        using System.Threading;
        using System.Threading.Tasks;
        public record Job(string Url);
        [Process("app:two")] public class Two([Argument] int number, Job service) { [Main] private void Run(string name, CancellationToken c) { } }
        [Process("app:optional")] public class Optional { [Main] private Task RunAsync(string name, int? size, bool fast = true) => Task.CompletedTask; }
        [Process("app:none")] public class None { }
        [Process("app:many")] public class Many { public Many() { } public Many([Argument] int a) { } }
        public abstract class Base { [Main] protected void Run(Job job) { } }
        [Process("app:derived")] public class Derived : Base { }
        public class C { public async Task M(ProcessContext p, object[] unknown, object any, int i) { await Task.Yield(); #run# } }
        """;

    private static readonly (string, string)[] Files =
    [
        ("lua/scaler.lua", "---@process app:scaler\n\n---@param factor number\n---@param name string?\nlocal function main(factor, name) end\nreturn { main = main }"),
        ("lua/open.lua", "---@process app:open\nlocal M = {}\n---@param first integer\nfunction M.main(first, ...) end\nreturn M"),
        ("lua/silent.lua", "---@process app:silent\n---@return integer\nreturn { main = function(a) return 1 end }"),
    ];

    private static Task<string[]> DiagnosticsAsync(string run) =>
        LuaVerifier.DiagnosticsWithCodeAsync<SpawnArgumentAnalyzer>(Code.Replace("#run#", run, StringComparison.Ordinal), Files);

    [Theory]
    [InlineData("p.Spawn(\"app:two\", \"a:h\", new object[] { 1 });", "'Two' can't be started with these arguments: it takes 2 arguments, not 1")]
    [InlineData("p.Spawn(\"app:two\", \"a:h\", default);", "it takes 2 arguments, not 0")]
    [InlineData("p.Spawn(\"app:none\", \"a:h\", new object[] { 1 });", "'None' can't be started with these arguments: it takes 0 arguments, not 1")]
    [InlineData("p.Spawn(\"app:optional\", \"a:h\", new object[] { \"x\", 1, true, 4 });", "it takes 1 to 3 arguments, not 4")]
    [InlineData("p.Spawn(\"app:two\", \"a:h\", [\"x\", \"y\"]);", "its argument 1, 'number', takes 'int', not 'string'")]
    [InlineData("await p.ExecAsync<int>(\"app:optional\", \"a:h\", new object[] { i });", "its argument 1, 'name', takes 'string', not 'int'")]
    [InlineData("p.Spawn(\"app:derived\", \"a:h\", new object[] { 5 });", "its argument 1, 'job', takes 'Job', not 'int'")]
    [InlineData("await p.UpgradeAsync(\"app:none\", new object[] { 5 });", "it takes 0 arguments, not 1")]
    [InlineData("p.Spawn(\"app:scaler\", \"a:h\", default);", "'scaler.lua' can't be started with these arguments: it takes 1 to 2 arguments, not 0")]
    [InlineData("p.Spawn(\"app:scaler\", \"a:h\", new object[] { \"big\" });", "its argument 1, 'factor', takes 'number', not 'string'")]
    [InlineData("p.Spawn(\"app:open\", \"a:h\", default);", "it takes at least 1 arguments, not 0")]
    public async Task Arguments_that_main_does_not_take_are_flagged(string run, string message)
    {
        var found = Assert.Single(await DiagnosticsAsync(run));
        Assert.Contains("warning ART0205: ", found, StringComparison.Ordinal);
        Assert.EndsWith(message, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p.Spawn(\"app:two\", \"a:h\", [1, \"x\"]); p.Spawn(\"app:two\", \"a:h\", new object[] { 1L, any }); p.Spawn(\"app:two\", \"a:h\", unknown); p.Spawn(\"app:two\", \"a:h\", [.. unknown]);")]
    [InlineData("p.Spawn(\"app:optional\", \"a:h\", [\"x\"]); p.Spawn(\"app:optional\", \"a:h\", [\"x\", null, false]); p.Spawn(\"app:none\", \"a:h\", default); p.Spawn(\"app:many\", \"a:h\", [1, 2]);")]
    [InlineData("p.Spawn(\"app:scaler\", \"a:h\", [1, \"x\"]); p.Spawn(\"app:scaler\", \"a:h\", [1.5]); p.Spawn(\"app:open\", \"a:h\", [1, 2, 3]); p.Spawn(\"app:silent\", \"a:h\", [1, 2]); p.Spawn(\"other:one\", \"a:h\", [1]);")]
    public async Task Arguments_that_main_takes_or_may_take_are_left_alone(string run) => Assert.Empty(await DiagnosticsAsync(run));

    [Fact]
    public async Task Lua_files_are_looked_at_too() => Assert.Equal(
        [
            "z.lua(2,15): warning ART0205: 'Two' can't be started with these arguments: it takes 2 arguments, not 1",
            "z.lua(3,33): warning ART0205: 'Two' can't be started with these arguments: its argument 1, 'number', takes 'int', not 'string'",
            "z.lua(3,38): warning ART0205: 'Two' can't be started with these arguments: its argument 2, 'name', takes 'string', not 'table'",
            "z.lua(4,44): warning ART0205: 'scaler.lua' can't be started with these arguments: its argument 1, 'factor', takes 'number', not 'boolean'",
            "z.lua(5,36): warning ART0205: 'scaler.lua' can't be started with these arguments: its argument 1, 'factor', takes 'number', not 'nil'",
        ],
        await LuaVerifier.DiagnosticsWithCodeAsync<LuaSpawnArgumentAnalyzer>(Code.Replace("#run#", "", StringComparison.Ordinal), [.. Files, ("z.lua", """
            local s = process.with_context({})
            process.spawn("app:two", "a:h", 1)
            process.spawn("app:two", "a:h", "x", {})
            s:with_name("n"):exec("app:scaler", "a:h", true)
            process.spawn("app:scaler", "a:h", nil)
            process.spawn("app:two", "a:h", 1, "x")
            process.spawn("app:two", "a:h", f())
            process.spawn("app:scaler", "a:h", 1.5, unknown)
            process.spawn("app:two", "a:h") ---@diagnostic disable-line: ART0205
            """)]));
}
