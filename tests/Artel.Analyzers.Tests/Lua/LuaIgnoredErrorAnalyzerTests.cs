using Verify = Artel.Analyzers.Tests.LuaFixVerifier<Artel.Analyzers.LuaIgnoredErrorAnalyzer, Artel.CodeFixes.LuaSpellingFix>;

namespace Artel.Analyzers.Tests;

public class LuaIgnoredErrorAnalyzerTests
{
    private static Task<string[]> DiagnosticsAsync(string source) => LuaVerifier.DiagnosticsAsync<LuaIgnoredErrorAnalyzer>(source);

    [Theory]
    [InlineData("local pid, err = process.spawn('a:b', 'a:h') f(pid)", "a.lua(1,12): warning ART0511: Nobody looks at the error of 'process.spawn' in 'err'")]
    [InlineData("local ask = process.ask local x, e = ask(p, 't') f(x)", "a.lua(1,34): warning ART0511: Nobody looks at the error of 'process.ask' in 'e'")]
    [InlineData("local s = process.with_context({}) local pid, err = s:spawn('a:b', 'a:h') f(pid)", "a.lua(1,47): warning ART0511: Nobody looks at the error of 'spawner:spawn' in 'err'")]
    [InlineData("local f = require('funcs') local v, err = f.call('a:b') p(v)", "a.lua(1,37): warning ART0511: Nobody looks at the error of 'funcs.call' in 'err'")]
    [InlineData("local f = require('funcs') local v, err = f.new():with_options({}):call('a:b') p(v)", "a.lua(1,37): warning ART0511: Nobody looks at the error of 'executor:call' in 'err'")]
    [InlineData("local ok, err = process.send(p, 't') err = nil", "a.lua(1,11): warning ART0511: Nobody looks at the error of 'process.send' in 'err'")]
    public async Task An_error_that_nobody_looks_at_is_flagged(string source, string diagnostic) => Assert.Equal([diagnostic], await DiagnosticsAsync(source));

    [Theory]
    [InlineData("local pid, err = process.spawn('a:b', 'a:h') if not pid then error(err) end")]
    [InlineData("local pid = process.spawn('a:b', 'a:h') f(pid)")]
    [InlineData("local pid, _ = process.spawn('a:b', 'a:h') local x, _err = process.ask(p, 't') f(pid, x)")]
    [InlineData("local x, err = other.thing() f(x)")]
    [InlineData("local a, err = process.ask(p, 't') local b b, err = process.ask(p, 'u') f(a, b, err)")]
    [InlineData("local x, err = process.")]
    [InlineData("---@diagnostic disable-next-line: ART0511\nlocal x, err = process.ask(p, 't')")]
    public async Task One_that_is_looked_at_or_dropped_is_left_alone(string source) => Assert.Empty(await DiagnosticsAsync(source));

    [Fact]
    public async Task The_name_says_that_it_is_dropped() =>
        Assert.Equal("local x, _err = process.ask(p, 't') f(x)", await Verify.FixAsync("local x, err = process.ask(p, 't') f(x)"));
}
