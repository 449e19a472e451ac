namespace Artel.Analyzers.Tests;

public class LuaAnnotationAnalyzerTests
{
    [Theory]
    [InlineData("---@permission", "a.lua(1,5): warning ART0508: The annotation '---@permission' takes an action and a pattern of the resource: '---@permission process.send *'")]
    [InlineData("---@permission process.send * twice", "a.lua(1,5): warning ART0508: The annotation '---@permission' takes an action and a pattern of the resource: '---@permission process.send *'")]
    [InlineData("---@message", "a.lua(1,5): warning ART0508: The annotation '---@message' takes a topic and the payload's type: '---@message resize { url: string }'")]
    [InlineData("---@permision process.send *", "a.lua(1,5): warning ART0508: The annotation '---@permision' is unknown; did you mean 'permission'?")]
    [InlineData("---@host", "a.lua(1,5): warning ART0508: The annotation '---@host' takes the id of a host: '---@host app:functions'")]
    [InlineData("---@consumer a b", "a.lua(1,5): warning ART0508: The annotation '---@consumer' takes the id of a queue: '---@consumer app:emails'")]
    [InlineData("--- @whatsoever x", "a.lua(1,6): warning ART0508: The annotation '---@whatsoever' is unknown")]
    public async Task What_is_not_understood_is_flagged(string source, string diagnostic) =>
        Assert.Equal([diagnostic], await LuaVerifier.DiagnosticsAsync<LuaAnnotationAnalyzer>(source));

    [Theory]
    [InlineData("---@process app:x\n---@permission process.send *\n---@permission process.send\n---@message t { a: integer }\n---@message t")]
    [InlineData("---@function app:x\n---@host app:functions\n---@consumer app:emails\n---@permission process.send")]
    [InlineData("---@param x integer\n---@return string\n---@class A\n---@field b string\n---@type A\n---@alias B A\n---@meta\n---@generic T\n---@diagnostic disable: x")]
    [InlineData("-- @nothing of this kind\n---- @nor this\n--[[ @nor this ]]")]
    [InlineData("---@diagnostic disable-next-line: ART0508\n---@whatsoever")]
    public async Task What_is_known_is_left_alone(string source) => Assert.Empty(await LuaVerifier.DiagnosticsAsync<LuaAnnotationAnalyzer>(source));
}
