using Artel.Lua.Processes;
using Artel.Tests;

namespace Artel.Lua.Tests.Processes;

/// <summary>What a file may return (statement 37).</summary>
public sealed class LuaEntryTests
{
    private const string Several = """
        local function first(n) return "first " .. n end
        local function second(n) return "second " .. n end
        return { first = first, second = second, main = function() return "main" end, version = 3 }
        """;

    [Theory]
    [InlineData("first", "first 7")]
    [InlineData("second", "second 7")]
    [InlineData(null, "main")]
    public async Task S037_several_definitions_use_one_file_with_different_methods(string? method, string expected)
    {
        await using var app = Define(Several, method);
        Assert.Equal(expected, await app.Runtime.ExecAsync<string>("test:lua", TestApp.Host, 7).WaitAsync(TestApp.Patience));
    }

    [Theory]
    [InlineData(Several, "third", "the file returns a table without the method 'third'; it has first, main, second")]
    [InlineData(Several, "version", "without the method 'version'")]
    [InlineData("return {}", "third", "without the method 'third'; it has no methods at all")]
    [InlineData("return { run = function() end }", null, "without the method 'main'; it has run")]
    [InlineData("return function() end", "third", "there is no method 'third': the file returns a function and not a table")]
    [InlineData("local a = 1", "third", "there is no method 'third': the file returns nothing")]
    [InlineData("return 5", null, "the file returns no main, it returns a number")]
    public async Task S037_a_method_that_is_not_there_is_not_found_and_named_with_what_there_is(string source, string? method, string text)
    {
        await using var app = Define(source, method);
        var error = Assert.Throws<ProcessException>(() => app.Spawn("test:lua"));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("test.lua: ", error.Message, StringComparison.Ordinal);
    }

    private static TestApp Define(string source, string? method) => new TestApp().Define(LuaDefinitions.Define(
        "test:lua", LuaScript.OfText("test.lua", source), new LuaModules(AppContext.BaseDirectory), LuaLimits.Default, new LuaDeclaration { Method = method }));
}
