namespace Artel.Analyzers.Tests;

public class LuaUnreachableAnalyzerTests
{
    [Theory]
    [InlineData("while true do break f() end", "f() end")]
    [InlineData("error('x') f()", "f()")]
    [InlineData("do return end f()", "f()")]
    [InlineData("if a then return else error('x') end f()", "f()")]
    [InlineData("goto out f() ::out::", "f() ::out::")]
    public async Task What_never_runs_is_flagged(string source, string marked) =>
        Assert.Equal([marked], await LuaVerifier.MarkedAsync<LuaUnreachableAnalyzer>(source));

    [Theory]
    [InlineData("while true do if a then break end f() end")]
    [InlineData("if a then return end f()")]
    [InlineData("if a then return elseif b then f() else return end f()")]
    [InlineData("goto out ::out:: f()")]
    [InlineData("local function error() end error() f()")]
    [InlineData("while true do break ; end f()")]
    [InlineData("while true do f() end")]
    [InlineData("return f()")]
    [InlineData("---@diagnostic disable-next-line: ART0506\nerror('x') f()")]
    public async Task What_may_run_is_left_alone(string source) => Assert.Empty(await LuaVerifier.MarkedAsync<LuaUnreachableAnalyzer>(source));
}
