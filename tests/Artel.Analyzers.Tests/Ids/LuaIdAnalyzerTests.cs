namespace Artel.Analyzers.Tests;

public class LuaIdAnalyzerTests
{
    [Theory]
    [InlineData("process.spawn('resizer', 'app:host')", "a.lua(1,15): error ART0201: 'resizer' is no definition id: an id reads namespace:name, without blanks")]
    [InlineData("process.spawn_linked_monitored('app:x', 'host')", "a.lua(1,41): error ART0201: 'host' is no host id: an id reads namespace:name, without blanks")]
    [InlineData("local exec = process.exec exec('a:b:c', 'app:host')", "a.lua(1,32): error ART0201: 'a:b:c' is no definition id: an id reads namespace:name, without blanks")]
    [InlineData("process.upgrade('x')", "a.lua(1,17): error ART0201: 'x' is no definition id: an id reads namespace:name, without blanks")]
    [InlineData("process.with_context({}):spawn('x', 'app:host')", "a.lua(1,32): error ART0201: 'x' is no definition id: an id reads namespace:name, without blanks")]
    public async Task A_malformed_id_is_flagged(string source, string diagnostic) => Assert.Equal([diagnostic], await LuaVerifier.DiagnosticsAsync<LuaIdAnalyzer>(source));

    [Theory]
    [InlineData("process.spawn('app:x', 'app:host', 'anything')")]
    [InlineData("process.spawn(id, host) process.spawn() process.spawn(")]
    [InlineData("process.upgrade(nil) process.send('name', 'topic') process.registry.register('name')")]
    [InlineData("other:spawn('x', 'y')")]
    [InlineData("---@diagnostic disable-next-line: ART0201\nprocess.spawn('x', 'a:b')")]
    public async Task All_else_is_left_alone(string source) => Assert.Empty(await LuaVerifier.DiagnosticsAsync<LuaIdAnalyzer>(source));
}
