namespace Artel.Analyzers.Tests;

public class LuaRequireAnalyzerTests
{
    private static Task<string[]> DiagnosticsAsync(string source) =>
        LuaVerifier.DiagnosticsOfPlacedAsync<LuaRequireAnalyzer>(("/project/main.lua", source, "main.lua"), ("/other/rules/common.lua", "", "rules/common.lua"));

    [Theory]
    [InlineData("local c = require('rules.comon')", "/project/main.lua(1,19): error ART0507: There is no module 'rules.comon'; did you mean 'rules.common'?")]
    [InlineData("require 'tiem'", "/project/main.lua(1,9): error ART0507: There is no module 'tiem'; did you mean 'time'?")]
    [InlineData("require('rules/common')", "/project/main.lua(1,9): error ART0507: There is no module 'rules/common'; did you mean 'rules.common'?")]
    [InlineData("require('sockets.http')", "/project/main.lua(1,9): error ART0507: There is no module 'sockets.http'")]
    public async Task A_module_that_there_is_not_is_flagged(string source, string diagnostic) => Assert.Equal([diagnostic], await DiagnosticsAsync(source));

    [Theory]
    [InlineData("require('rules.common') require('time') require('json') require('main')")]
    [InlineData("require(name) local require = f require('x')")]
    [InlineData("---@diagnostic disable-next-line: ART0507\nrequire('x')")]
    public async Task What_there_is_or_is_not_known_is_left_alone(string source) => Assert.Empty(await DiagnosticsAsync(source));

    [Fact]
    public async Task Nothing_is_said_where_the_places_of_files_are_not_known() =>
        Assert.Empty(await LuaVerifier.DiagnosticsAsync<LuaRequireAnalyzer>("require('x')"));
}
