namespace Artel.Analyzers.Tests;

/// <summary>Statement 115 in Lua files, at compile time.</summary>
public class LuaPermissionAnalyzerTests
{
    private const string Head = "---@process app:worker\n---@permission process.cancel *\n";

    private static Task<string[]> DiagnosticsAsync(string source) => LuaVerifier.DiagnosticsAsync<LuaPermissionAnalyzer>(source);

    private static async Task<string[]> IdsAsync(string source) =>
        [.. (await DiagnosticsAsync(source)).Select(text => text[(text.IndexOf("ART", StringComparison.Ordinal))..][..7]).Where(id => id != "ART0103")];

    [Fact]
    public async Task The_place_and_the_way_are_told() => Assert.Equal(
        [
            "a.lua(2,1): hidden ART0103: 'app:worker' declares the permission 'process.cancel' and no operation of it needs it",
            "a.lua(3,25): error ART0101: 'app:worker' does not declare the permission 'process.send': helper → process.send",
        ],
        await DiagnosticsAsync(Head + "local function helper() process.send('a', 't') end\nreturn { main = helper }"));

    [Theory]
    [InlineData("process.send(pid, 't')")]
    [InlineData("local send = process.send send(pid, 't')")]
    [InlineData("local p = process p['send'](pid, 't')")]
    [InlineData("pcall(process.send, pid, 't')")]
    [InlineData("return { main = function() process.ask(pid, 't') end }")]
    [InlineData("process.with_context({})")]
    [InlineData("process.registry.register('a')")]
    [InlineData("local security = require('security') security.new_actor('x')")]
    [InlineData("require('security').policy('x:y')")]
    [InlineData("process.upgrade('app:other')")]
    [InlineData("require('funcs').call('app:f')")]
    [InlineData("local funcs = require('funcs') funcs.async('app:f')")]
    [InlineData("local funcs = require('funcs') local e = funcs.new() e:call('app:f')")]
    [InlineData("local funcs = require('funcs') funcs.new():with_options({}):async('app:f')")]
    [InlineData("require('funcs').new():with_context({})")]
    [InlineData("require('funcs').new():with_actor(a)")]
    [InlineData("process.upgrade(id)")]
    public async Task An_operation_that_is_not_declared_is_flagged(string source) => Assert.Equal(["ART0101"], await IdsAsync(Head + source));

    [Theory]
    [InlineData("process.cancel(pid)")]
    [InlineData("process.listen('t') process.pid() process.registry.lookup('n')")]
    [InlineData("process.upgrade() process.upgrade(nil, 1) process.upgrade(process.id()) process.upgrade('app:worker')")]
    [InlineData("local process = { send = print } process.send(1)")]
    [InlineData("local t = {} t.send = 1 t.process = 2")]
    [InlineData("local function f(spawner) spawner:spawn('a:b', 'a:h') end")]
    [InlineData("message:reply(1)")]
    [InlineData("---@diagnostic disable-next-line: ART0101\nprocess.send(pid, 't')")]
    public async Task What_needs_none_is_left_alone(string source) => Assert.Empty(await IdsAsync(Head + source));

    [Theory]
    [InlineData("process.send(pid, 't')")]
    [InlineData("---@process app:worker\nprocess.spawn('a:b', 'a:host')")]
    public async Task A_file_that_declares_nothing_is_left_alone(string source) => Assert.Empty(await DiagnosticsAsync(source));

    [Theory]
    [InlineData("process.spawn('app:x', 'app:host')")]
    [InlineData("process.spawn('other:x', 'app:host')", "ART0102")]
    [InlineData("local id <const> = 'other' .. ':x' process.spawn(id, 'app:host')", "ART0102")]
    [InlineData("process.spawn(id, 'app:host')", "ART0104")]
    [InlineData("process.spawn(...)", "ART0104")]
    [InlineData("process.with_context({}):with_name('n'):spawn('app:x', 'app:host')", "ART0101", "ART0101")]
    [InlineData("process.registry.register('n', process.pid())", "ART0101")]
    [InlineData("process.registry.register('n', pid)", "ART0101", "ART0101")]
    [InlineData("process.registry.unregister('n')", "ART0101")]
    [InlineData("require('queue').publish('app:emails', 1)", "ART0101", "ART0101")]
    [InlineData("local queue = require('queue') queue.message():ack() queue.info('app:emails')")]
    public async Task A_pattern_is_held_against_the_resource(string source, params string[] ids) => Assert.Equal(
        ids, await IdsAsync("---@permission process.spawn app:*\n---@permission process.host *\n" + source));

    [Fact]
    public async Task Permissions_are_found_through_modules() => Assert.Equal(
        [
            "rules/a.lua(5,1): error ART0101: 'a:a' does not declare the permission 'process.send': a → uploads.push → uploads.even → uploads.odd → common.deep → process.send",
            "rules/a.lua(6,1): error ART0102: 'a:a' declares the permission 'process.spawn' on 'a:*', which does not cover 'b:x': a → uploads.start → process.spawn",
            "rules/a.lua(8,1): error ART0101: 'a:a' does not declare the permission 'process.link': a → uploads.watch → process.link",
        ],
        await LuaVerifier.DiagnosticsAsync<LuaPermissionAnalyzer>(
            ("rules/a.lua", """
                ---@process a:a
                ---@permission process.spawn a:*
                ---@permission process.host h:h
                local uploads = require("rules.uploads")
                uploads.push(1)
                uploads.start("b:x")
                uploads.start("a:x")
                uploads.watch()
                return uploads.nothing
                """),
            ("rules/uploads.lua", """
                local common = require "rules.common"
                local M = { watch = function() process.link("x") end }
                function M.push(n) M.even(n) end
                function M.even(n) return M.odd(n) end
                M.odd = function(n) common.deep(n) M.even(n) end
                function M.start(id) process.spawn(id, "h:h") end
                function M.never() process.terminate("x") end
                return M
                """),
            ("rules/common.lua", "local function deep() process.send('a', 't') end\nreturn { deep = deep }")));

    [Theory]
    [InlineData("", true)]
    [InlineData("process.cancel(pid)", false)]
    [InlineData("local f = process[name]", false)]
    [InlineData("f(process)", false)]
    [InlineData("require(name)", false)]
    [InlineData("require('unknown.module')", false)]
    [InlineData("local x = (", false)]
    [InlineData("require('time').sleep(1)", true)]
    public async Task What_nothing_needs_is_a_hint_where_all_can_be_seen(string source, bool isHint) =>
        Assert.Equal(isHint ? 1 : 0, (await DiagnosticsAsync(Head + source)).Count(text => text.Contains("ART0103", StringComparison.Ordinal)));
}
