namespace Artel.Analyzers.Tests;

public class LuaSyntaxAnalyzerTests
{
    private static Task<string[]> DiagnosticsAsync(string source) => LuaVerifier.DiagnosticsAsync<LuaSyntaxAnalyzer>(source);

    [Fact]
    public async Task Each_error_is_at_its_place() => Assert.Equal(
        [
            "a.lua(2,3): error ART0501: Lua syntax error: '=' or a call expected near 'y'",
            "a.lua(4,9): error ART0501: Lua syntax error: malformed number near '3x'",
            "a.lua(5,1): error ART0501: Lua syntax error: break outside a loop",
        ],
        await DiagnosticsAsync("f()\nx y = 1\ng()\nlocal z=3x\nbreak"));

    [Fact]
    public async Task The_example_of_its_page_is_right() => Assert.Equal(
        [
            "a.lua(3,3): error ART0501: Lua syntax error: 'then' expected near 'limit'",
            "a.lua(3,3): error ART0501: Lua syntax error: attempt to assign to const variable 'limit'",
        ],
        await DiagnosticsAsync("local limit <const> = 10\nif count > limit\n  limit = count\nend\n"));

    [Fact]
    public async Task An_error_at_the_end_has_a_place() =>
        Assert.Equal(["a.lua(2,1): error ART0501: Lua syntax error: 'end' expected (to close 'function' at line 1) near <eof>"], await DiagnosticsAsync("function f()\n"));

    [Theory]
    [InlineData("")]
    [InlineData("#!/usr/bin/env lua\nlocal x <const> = 0x1p4 return x")]
    [InlineData("---@diagnostic disable: ART0501\nlocal x: number = 1")]
    [InlineData("---@diagnostic disable-next-line: ART0501\nlocal x: number = 1\nreturn x")]
    [InlineData("process.send(pid, '@x')")]
    public async Task Valid_and_excused_files_are_left_alone(string source) => Assert.Empty(await DiagnosticsAsync(source));

    [Theory]
    [InlineData("x", "a.lua", true, 1)]
    [InlineData("x", "a.txt", true, 0)]
    [InlineData("x", "a.lua", false, 0)]
    public async Task Only_Lua_files_beside_Artel_are_looked_at(string source, string path, bool withArtel, int found) =>
        Assert.Equal(found, (await LuaVerifier.DiagnosticsAsync<LuaSyntaxAnalyzer>(source, path, withArtel)).Length);
}
