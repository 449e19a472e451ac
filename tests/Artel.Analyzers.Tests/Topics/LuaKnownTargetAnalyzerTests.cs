namespace Artel.Analyzers.Tests;

public class LuaKnownTargetAnalyzerTests
{
    private const string Code = """
        using Artel;
        public record Job(string Url);
        [Process("app:resizer")] public class Resizer { [OnMessage("resize")] private void Resize(Job job) { } [OnMessage("count")] private int Count(int number) => number; }
        [Process("app:teller")] public class Teller { [OnMessage("told")] private void Told([Sender] Pid from, int number) { } [OnMessage("ping")] private void Ping([Sender] Pid from) { } }
        """;

    private static Task<string[]> DiagnosticsAsync(string statements) => LuaVerifier.DiagnosticsWithCodeAsync<LuaKnownTargetAnalyzer>(
        Code,
        ("l.lua", "---@process app:scaler\n---@message scale { factor: number }\n---@message name string|nil\n---@message any\nreturn {}"),
        ("z.lua", statements));

    [Theory]
    [InlineData("local pid = process.spawn('app:resizer', 'a:h')\nprocess.send(pid, 'rezise', 1)", "z.lua(2,19): warning ART0003: 'Resizer' handles no topic 'rezise'; did you mean 'resize'?")]
    [InlineData("local p = process\nlocal pid, err = p.spawn_linked('app:scaler', 'a:h')\np.ask(pid, 'scal')", "z.lua(3,12): warning ART0003: 'l.lua' handles no topic 'scal'; did you mean 'scale'?")]
    [InlineData("process.send(process.spawn('app:resizer', 'a:h'), 'count', 'x')", "z.lua(1,60): warning ART0004: 'Resizer' takes 'int' on the topic 'count', not 'string'")]
    [InlineData("process.send(process.spawn('app:scaler', 'a:h'), 'scale', 5)", "z.lua(1,59): warning ART0004: 'l.lua' takes '{ factor: number }' on the topic 'scale', not 'integer'")]
    [InlineData("process.send(process.spawn('app:scaler', 'a:h'), 'name', {})", "z.lua(1,58): warning ART0004: 'l.lua' takes 'string|nil' on the topic 'name', not 'table'")]
    [InlineData("process.send(process.spawn('app:teller', 'a:h'), 'told', 'x')", "z.lua(1,58): warning ART0004: 'Teller' takes 'int' on the topic 'told', not 'string'")]
    public async Task What_the_receiver_does_not_take_is_flagged(string source, string expected) => Assert.Equal([expected], await DiagnosticsAsync(source));

    [Theory]
    [InlineData("local pid = process.spawn('app:resizer', 'a:h')\nprocess.send(pid, 'resize', { url = 'x' }) process.send(pid, 'count', 5) process.send(pid, unknown, 1) process.send(pid, 'count', f())")]
    [InlineData("local pid = process.spawn('app:scaler', 'a:h')\nprocess.send(pid, 'any', {}) process.send(pid, 'name', nil) process.send(pid, 'name', 'x') process.send(pid, 'scale', 1, 2)")]
    [InlineData("local pid = process.spawn('app:scaler', 'a:h')\npid = other()\nprocess.send(pid, 'x')\nprocess.send('name', 'x') process.send(process.spawn(id, 'a:h'), 'x')")]
    [InlineData("local pid = process.spawn('app:teller', 'a:h')\nprocess.send(pid, 'told', 5) process.send(pid, 'ping') process.send(pid, 'ping', 5)")]
    [InlineData("process.send(process.with_context({}):with_name('n'):spawn('app:scaler', 'a:h'), 'x')")]
    [InlineData("process.send(process.spawn('app:scaler', 'a:h'), 'x') ---@diagnostic disable-line: ART0003")]
    public async Task What_is_taken_and_what_is_not_known_is_left_alone(string source) => Assert.Empty(await DiagnosticsAsync(source));
}
