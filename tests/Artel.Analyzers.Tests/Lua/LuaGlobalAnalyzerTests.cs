using Verify = Artel.Analyzers.Tests.LuaFixVerifier<Artel.Analyzers.LuaGlobalAnalyzer, Artel.CodeFixes.LuaSpellingFix>;

namespace Artel.Analyzers.Tests;

public class LuaGlobalAnalyzerTests
{
    private static Task<string[]> DiagnosticsAsync(string source) => LuaVerifier.DiagnosticsAsync<LuaGlobalAnalyzer>(source);

    [Theory]
    [InlineData("return proces.pid()", "a.lua(1,8): warning ART0504: The global 'proces' is not defined; did you mean 'process'?")]
    [InlineData("local x = undefined_thing", "a.lua(1,11): warning ART0504: The global 'undefined_thing' is not defined")]
    [InlineData("io.write('x')", "a.lua(1,1): warning ART0504: The global 'io' is not defined")]
    [InlineData("x = 1", "a.lua(1,1): warning ART0505: 'x' is made a global: write 'local' where it belongs to this file")]
    [InlineData("function f() end", "a.lua(1,10): warning ART0505: 'f' is made a global: write 'local' where it belongs to this file")]
    [InlineData("local a a, b = 1, 2", "a.lua(1,12): warning ART0505: 'b' is made a global: write 'local' where it belongs to this file")]
    public async Task Globals_are_flagged(string source, string diagnostic) => Assert.Equal([diagnostic], await DiagnosticsAsync(source));

    [Theory]
    [InlineData("print(pairs, tostring, math.pi, utf8, coroutine, channel, errors, process, require, _VERSION)")]
    [InlineData("local x x = 1 local function f() return x, f end local t = {} t.y = 1 function t.g() end function t:h() return self end")]
    [InlineData("for i, v in ipairs({}) do print(i, v) end for i = 1, 2 do print(i) end")]
    [InlineData("_G.x = 1 return x")]
    [InlineData("local _ENV = {} return x")]
    [InlineData("return undefi(")]
    [InlineData("---@diagnostic disable: ART0504, ART0505\nx = y")]
    public async Task Locals_and_what_is_known_are_left_alone(string source) => Assert.Empty(await DiagnosticsAsync(source));

    [Fact]
    public async Task What_another_file_makes_is_known() => Assert.Equal(
        ["b.lua(1,1): warning ART0505: 'shared' is made a global: write 'local' where it belongs to this file"],
        await LuaVerifier.DiagnosticsAsync<LuaGlobalAnalyzer>(("a.lua", "return shared"), ("b.lua", "shared = 1")));

    [Fact]
    public async Task The_name_that_was_meant_is_written() => Assert.Equal("return process.pid()", await Verify.FixAsync("return proces.pid()"));
}
