using Verify = Artel.Analyzers.Tests.LuaFixVerifier<Artel.Analyzers.LuaMemberAnalyzer, Artel.CodeFixes.LuaSpellingFix>;

namespace Artel.Analyzers.Tests;

public class LuaMemberAnalyzerTests
{
    private static Task<string[]> DiagnosticsAsync(string source) => LuaVerifier.DiagnosticsAsync<LuaMemberAnalyzer>(source);

    [Theory]
    [InlineData("process.spwan('a:b', 'a:h')", "a.lua(1,9): error ART0502: 'process' has no 'spwan'; did you mean 'spawn'?")]
    [InlineData("local p = process p.Send(pid, 't')", "a.lua(1,21): error ART0502: 'process' has no 'Send'; did you mean 'send'?")]
    [InlineData("process['snd'](1, 2)", "a.lua(1,9): error ART0502: 'process' has no 'snd'; did you mean 'send'?")]
    [InlineData("process.registry.add('x')", "a.lua(1,18): error ART0502: 'process.registry' has no 'add'")]
    [InlineData("local e = process.event.CANCELED", "a.lua(1,25): error ART0502: 'process.event' has no 'CANCELED'; did you mean 'CANCEL'?")]
    [InlineData("errors.raise('x')", "a.lua(1,8): error ART0502: 'errors' has no 'raise'")]
    [InlineData("channel.create()", "a.lua(1,9): error ART0502: 'channel' has no 'create'")]
    [InlineData("local json = require('json') json.parse('1')", "a.lua(1,35): error ART0502: 'json' has no 'parse'")]
    [InlineData("local e = require('time').SECONDS", "a.lua(1,27): error ART0502: 'time' has no 'SECONDS'; did you mean 'SECOND'?")]
    [InlineData("process.set_options({ trap_exits = true })", "a.lua(1,23): error ART0502: 'process.Options' has no 'trap_exits'")]
    [InlineData("process.with_context({}):with_nam('x')", "a.lua(1,26): error ART0502: 'process.Spawner' has no 'with_nam'; did you mean 'with_name'?")]
    [InlineData("local ch = process.listen('t') ch:recieve()", "a.lua(1,35): error ART0502: 'channel.Channel' has no 'recieve'; did you mean 'receive'?")]
    [InlineData("local t = require('time').timer('1s') t:channel():get()", "a.lua(1,51): error ART0502: 'channel.Channel' has no 'get'")]
    [InlineData("local m = process.inbox():receive() m:topics()", "a.lua(1,39): error ART0502: 'process.Message' has no 'topics'; did you mean 'topic'?")]
    [InlineData("require('logger'):warning('x')", "a.lua(1,19): error ART0502: 'logger' has no 'warning'")]
    public async Task A_member_that_there_is_not_is_flagged(string source, string diagnostic) => Assert.Equal([diagnostic], await DiagnosticsAsync(source));

    [Theory]
    [InlineData("process.send(pid)", "a.lua(1,1): error ART0503: 'process.send' takes at least 2 arguments, not 1")]
    [InlineData("process.registry.lookup()", "a.lua(1,1): error ART0503: 'process.registry.lookup' takes 1 arguments, not 0")]
    [InlineData("process.cancel(pid, '5s', true)", "a.lua(1,1): error ART0503: 'process.cancel' takes 1 to 2 arguments, not 3")]
    [InlineData("local me = process.pid me(1, f())", "a.lua(1,24): error ART0503: 'process.pid' takes 0 arguments, not 1")]
    [InlineData("channel.select()", "a.lua(1,1): error ART0503: 'channel.select' takes 1 to 2 arguments, not 0")]
    [InlineData("local s = process.with_context({}) s:spawn('a:b')", "a.lua(1,38): error ART0503: 'process.Spawner:spawn' takes at least 2 arguments, not 1")]
    [InlineData("local ch = channel.new() ch:send()", "a.lua(1,29): error ART0503: 'channel.Channel:send' takes 1 arguments, not 0")]
    [InlineData("local m = process.inbox():receive() m:reply(1, 'e', 2)", "a.lua(1,39): error ART0503: 'process.Message:reply' takes 1 to 2 arguments, not 3")]
    public async Task Too_few_and_too_many_arguments_are_flagged(string source, string diagnostic) => Assert.Equal([diagnostic], await DiagnosticsAsync(source));

    [Theory]
    [InlineData("process.send(pid, 't', 1, 2, 3) process.inbox() process.listen('t', { message = true })")]
    [InlineData("process.send(...) process.send(f()) process.cancel(pid, f())")]
    [InlineData("process.registry.register('x', process.pid()) local k = process.event.EXIT")]
    [InlineData("errors.new(errors.NOT_FOUND, 'x') errors.is(e, errors.INVALID) channel.new() channel.new(5)")]
    [InlineData("local process = {} process.anything()")]
    [InlineData("local t = { process = {} } t.process.anything()")]
    [InlineData("local name = f() process[name]()")]
    [InlineData("string.trim = f string.trim() table.unpack({}) os.time()")]
    [InlineData("local json = require('json') json.encode({}) require('other').anything()")]
    [InlineData("process.set_options({ trap_links = true, upgradable = false }) local k = process.event.OUTDATED")]
    [InlineData("local ch = channel.new(1) ch = other() ch:anything() ch:send()")]
    [InlineData("local function f(ch, m) ch:anything() m:reply() end process.listen('t'):receive():anything()")]
    [InlineData("local s = process.with_context({}):with_name('n') s:with_message('t'):spawn('a:b', f())")]
    [InlineData("local log = require('logger') log:info('x', {}) log.info('x') log:with({}):warn('y')")]
    [InlineData("process.")]
    [InlineData("---@diagnostic disable-next-line: ART0502\nprocess.future()")]
    public async Task What_there_is_and_what_is_not_known_is_left_alone(string source) => Assert.Empty(await DiagnosticsAsync(source));

    [Theory]
    [InlineData("process.spwan('a:b', 'a:h')", "process.spawn('a:b', 'a:h')")]
    [InlineData("process.frobnicate()", null)]
    [InlineData("process['snd'](1, 2)", "process['send'](1, 2)")]
    [InlineData("process['s\\110d'](1, 2)", null)]
    public async Task The_name_that_was_meant_is_written(string source, string? mended) => Assert.Equal(mended, await Verify.FixAsync(source));

    [Fact]
    public async Task All_are_fixed_at_once() => Assert.Equal(
        ["process.spawn(a, b) process.pid()"], await Verify.FixAllAsync(("a.lua", "process.spwan(a, b) process.pdi()")));
}
