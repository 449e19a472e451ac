namespace Artel.Analyzers.Tests;

public class LuaAnnotationAnalyzerTests
{
    [Theory]
    [InlineData("---@permission", "a.lua(1,5): warning ART0508: The annotation '---@permission' takes an action and a pattern of the resource: '---@permission process.send *'")]
    [InlineData("---@permission process.send * twice", "a.lua(1,5): warning ART0508: The annotation '---@permission' takes an action and a pattern of the resource: '---@permission process.send *'")]
    [InlineData("---@message", "a.lua(1,5): warning ART0508: The annotation '---@message' takes a topic and the payload's type: '---@message resize { url: string }'")]
    [InlineData("---@process a:b\n---@message go\n---@reply", "a.lua(3,5): warning ART0508: The annotation '---@reply' takes the type of the answer: '---@reply { count: integer }'")]
    [InlineData("---@process a:b\n---@reply integer", "a.lua(2,5): warning ART0508: The annotation '---@reply' has no message: it says what the '---@message' line before it is answered with")]
    [InlineData("---@message go\n---@process a:b\n---@reply integer", "a.lua(3,5): warning ART0508: The annotation '---@reply' has no message: it says what the '---@message' line before it is answered with")]
    [InlineData("---@message go\n---@reply integer\n---@reply string", "a.lua(3,5): warning ART0508: The annotation '---@reply' is the second one of the message 'go', which has one answer")]
    [InlineData("---@process a:b\n---@message go\n---@message go\n---@reply string", "a.lua(4,5): warning ART0508: The annotation '---@reply' has no message: it says what the '---@message' line before it is answered with")]
    [InlineData("---@entry go", "a.lua(1,5): warning ART0508: The annotation '---@entry' has no process: it says which function the '---@process' or '---@function' line before it starts")]
    [InlineData("---@process a:b\n---@entry", "a.lua(2,5): warning ART0508: The annotation '---@entry' takes the name of a function in the table that the file returns: '---@entry resize'")]
    [InlineData("---@process a:b\n---@entry go\n---@entry on", "a.lua(3,5): warning ART0508: The annotation '---@entry' is the second one of 'a:b', which starts with 'go'")]
    [InlineData("---@process a:b\n---@process a:c", "a.lua(2,5): warning ART0508: The annotation '---@process' starts with 'main', as 'a:b' does; name a function of its own by '---@entry'")]
    [InlineData("---@permision process.send *", "a.lua(1,5): warning ART0508: The annotation '---@permision' is unknown; did you mean 'permission'?")]
    [InlineData("---@host", "a.lua(1,5): warning ART0508: The annotation '---@host' takes the id of a host: '---@host app:functions'")]
    [InlineData("---@consumer a b", "a.lua(1,5): warning ART0508: The annotation '---@consumer' takes the id of a queue: '---@consumer app:emails'")]
    [InlineData("--- @whatsoever x", "a.lua(1,6): warning ART0508: The annotation '---@whatsoever' is unknown")]
    public async Task What_is_not_understood_is_flagged(string source, string diagnostic) =>
        Assert.Equal([diagnostic], await LuaVerifier.DiagnosticsAsync<LuaAnnotationAnalyzer>(source));

    [Theory]
    [InlineData("---@param x integer", 1)]
    [InlineData("---@return string\n", 1)]
    [InlineData("---@param x integer\n---@return string\n\nlocal function f(x) end", 1, 2)]
    [InlineData("---@return integer\nlocal x = 1\nlocal function f() end", 1)]
    [InlineData("---@return integer\nif x then\n  f = function() end\nend", 1)]
    [InlineData("local function f() end\n---@return integer\nreturn f", 2)]
    [InlineData("---@return integer\n--[[ function ]]\n", 1)]
    public async Task What_says_something_of_no_function_is_flagged(string source, params int[] lines) => Assert.Equal(
        lines.Select(static line => (line, true)),
        (await LuaVerifier.DiagnosticsAsync<LuaAnnotationAnalyzer>(source)).Select(static text => (
            int.Parse(text.Split('(', ',')[1], System.Globalization.CultureInfo.InvariantCulture),
            text.EndsWith("has no function: it says what the one directly below its lines takes or gives", StringComparison.Ordinal))));

    [Theory]
    [InlineData("---@param x integer\nlocal function f(x) end")]
    [InlineData("---@param x integer\n-- in meters\n---@return integer\nfunction f(x) end")]
    [InlineData("local M = {}\n---@param x integer\nfunction M.f(x) end\n  ---@param x integer\n  function M:g(x) end")]
    [InlineData("---@param x integer\nlocal f = function(x) end\n---@return integer\nf = function() end")]
    [InlineData("local M = {\n  ---@param x integer\n  f = function(x) end,\n}")]
    [InlineData("---@param x integer\nlocal f = wrap(\n  function(x) end)\n---@param x integer\nevery(1,\n  function(x) end)")]
    [InlineData("---@param x integer\nreturn function(x) end")]
    [InlineData("---@param x integer\r\nlocal function f(x) end\r\n")]
    [InlineData("local x = 1 ---@return integer\n")]
    [InlineData("---@param x integer\nlocal function f(x")]
    [InlineData("---@meta\n---@param x integer\n")]
    [InlineData("---@diagnostic disable-next-line: ART0508\n---@param x integer\n")]
    public async Task What_stands_above_its_function_is_left_alone(string source) => Assert.Empty(await LuaVerifier.DiagnosticsAsync<LuaAnnotationAnalyzer>(source));

    [Theory]
    [InlineData("---@process app:x\n---@permission process.send *\n---@permission process.send\n---@message t { a: integer }\n---@message t")]
    [InlineData("---@function app:x\n---@host app:functions\n---@consumer app:emails\n---@permission process.send")]
    [InlineData("---@process a:b\n---@message go\n---@reply integer\n---@message stop\n---@message get\n---@reply { a: integer } and words")]
    [InlineData("---@process a:b\n---@message go\n---@reply integer\n---@process a:c\n---@entry other\n---@message go\n---@reply string")]
    [InlineData("---@param x integer\n---@return string\nlocal function f(x) end\n---@class A\n---@field b string\n---@type A\n---@alias B A\n---@meta\n---@generic T\n---@diagnostic disable: x")]
    [InlineData("-- @nothing of this kind\n---- @nor this\n--[[ @nor this ]]")]
    [InlineData("---@diagnostic disable-next-line: ART0508\n---@whatsoever")]
    public async Task What_is_known_is_left_alone(string source) => Assert.Empty(await LuaVerifier.DiagnosticsAsync<LuaAnnotationAnalyzer>(source));
}
