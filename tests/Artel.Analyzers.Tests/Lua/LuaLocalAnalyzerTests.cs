using Verify = Artel.Analyzers.Tests.LuaFixVerifier<Artel.Analyzers.LuaLocalAnalyzer, Artel.CodeFixes.LuaSpellingFix>;

namespace Artel.Analyzers.Tests;

public class LuaLocalAnalyzerTests
{
    private static Task<string[]> DiagnosticsAsync(string source) => LuaVerifier.DiagnosticsAsync<LuaLocalAnalyzer>(source);

    [Theory]
    [InlineData("local x = 1", "a.lua(1,7): hidden ART0509: Nobody reads the local 'x'")]
    [InlineData("local a, b = f() g(a)", "a.lua(1,10): hidden ART0509: Nobody reads the local 'b'")]
    [InlineData("local x x = 2", "a.lua(1,7): hidden ART0509: Nobody reads the local 'x'")]
    [InlineData("local function f() end", "a.lua(1,16): hidden ART0509: Nobody reads the local 'f'")]
    public async Task What_nobody_reads_is_shown(string source, string diagnostic) => Assert.Equal([diagnostic], await DiagnosticsAsync(source));

    [Theory]
    [InlineData("local x = 1\ndo local x = 2 f(x) end f(x)", "a.lua(2,10): hidden ART0510: The local 'x' hides the one of line 1")]
    [InlineData("local x = 1 f(x) local x = 2 f(x)", "a.lua(1,24): hidden ART0510: The local 'x' hides the one of line 1")]
    [InlineData("local x = 1 f(x, function(x) return x end)", "a.lua(1,27): hidden ART0510: The local 'x' hides the one of line 1")]
    [InlineData("local i = 1 for i = i, 2 do f(i) end", "a.lua(1,17): hidden ART0510: The local 'i' hides the one of line 1")]
    public async Task What_hides_another_is_shown(string source, string diagnostic) => Assert.Equal([diagnostic], await DiagnosticsAsync(source));

    [Theory]
    [InlineData("local a, b = f() g(b)")]
    [InlineData("local _x = 1 local _ = 2 local ok, err = pcall(f)")]
    [InlineData("local h <close> = f()")]
    [InlineData("local x = 1 return function() return x end")]
    [InlineData("local t = {} t.x = 1")]
    [InlineData("return function(a, b) for i = 1, 2 do f() end for k, v in pairs({}) do f() end end")]
    [InlineData("local ok, err = f() if ok then local ok, err = g() h(ok, err) end return err")]
    [InlineData("do local x = 1 f(x) end local x = 2 f(x)")]
    [InlineData("local x = 1 return function() local x = x return x end")]
    [InlineData("local x = 1 if")]
    [InlineData("---@diagnostic disable-next-line: ART0509\nlocal x = 1")]
    public async Task What_is_read_or_has_to_be_there_is_left_alone(string source) => Assert.Empty(await DiagnosticsAsync(source));

    [Theory]
    [InlineData("local a, b = f() g(a)", "local a, _b = f() g(a)")]
    [InlineData("local x x = 2", null)]
    [InlineData("local function f() end", null)]
    public async Task The_name_says_that_nobody_reads_it(string source, string? mended) => Assert.Equal(mended, await Verify.FixAsync(source));
}
