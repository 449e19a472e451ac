namespace Artel.Analyzers.Tests;

public class LuaRulesTests
{
    [Fact]
    public void All_rules_of_Lua_files_run_without_a_compiler_too() => Assert.Equal(
        typeof(LuaAnalyzer).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(LuaAnalyzer)) && !type.IsAbstract).Select(static type => type.Name).Order(),
        LuaRules.All.Select(static rule => rule.GetType().Name).Order());

    [Theory]
    [InlineData("'5 sec'", "'5s'")]
    [InlineData("\"1 Minute 30 Seconds\"", "\"1m30s\"")]
    [InlineData("[[10MS]]", "[[10ms]]")]
    [InlineData("'5 days'", null)]
    [InlineData("'soon'", null)]
    [InlineData("'5'", null)]
    [InlineData("'5' .. ' sec'", null)]
    public async Task A_duration_that_is_clear_is_written_as_one(string written, string? mended) => Assert.Equal(
        mended is null ? null : $"local time = require('time')\ntime.sleep({mended}) -- kept",
        await LuaFixVerifier<LuaDurationAnalyzer, CodeFixes.LuaSpellingFix>.FixAsync($"local time = require('time')\ntime.sleep({written}) -- kept"));

    [Fact]
    public async Task An_annotation_that_was_meant_is_written() => Assert.Equal(
        "---@process app:a\n---@message b string\nreturn {}",
        (await LuaFixVerifier<LuaAnnotationAnalyzer, CodeFixes.LuaSpellingFix>.FixAllAsync(("a.lua", "---@proces app:a\n---@mesage b string\nreturn {}")))[0]);

    [Fact]
    public async Task Files_that_describe_to_editors_are_left_alone() =>
        Assert.Empty(await LuaVerifier.DiagnosticsAsync<LuaGlobalAnalyzer>("---@meta\nprocess = {}\nfunction other() end\n"));
}
