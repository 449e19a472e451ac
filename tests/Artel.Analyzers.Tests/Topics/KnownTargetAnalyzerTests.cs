namespace Artel.Analyzers.Tests;

public class KnownTargetAnalyzerTests
{
    private static Task<string[]> DiagnosticsAsync(string statements) => LuaVerifier.DiagnosticsWithCodeAsync<KnownTargetAnalyzer>(
        $$"""
        using Artel;
        using System.Threading.Tasks;
        public record Job(string Url);
        public record Other(string Url);
        [Process("app:resizer")] public class Resizer
        {
            [OnMessage("resize")] private void Resize(Job job, Message message) { }
            [OnMessage("count")] private int Count(int number) => number;
            [OnMessage("name")] private void Name(string name) { }
            [OnMessage("two")] private void Two(int first, int second) { }
            [OnMessage("told")] private void Told([Sender] Pid from, int number) { }
            [OnMessage("ping")] private void Ping([Sender] Pid from) { }
            [OnMessage("meet")] private void Meet(Pid other, [Sender] Pid from) { }
        }
        [Process("app:any")] public class Any { [OnMessage("a")] private void A() { } [OnMessage] private void Rest(Message message) { } }
        [Process("app:main")] public class Main { [Main] private void Run() { } }
        [Process("app:listener")] public class Listener { ProcessContext Process => null; [OnMessage("a")] private void A() => Process.Listen("b"); }
        public class Caller
        {
            private Pid _pid;
            public async Task M(ProcessContext process, ArtelRuntime runtime, Pid given, string unknown)
            {
                await Task.Yield();
                {{statements}}
            }
        }
        """,
        ("lua/scaler.lua", "---@process app:scaler\n---@message scale { factor: number }\nreturn {}"),
        ("lua/silent.lua", "---@process app:silent\nreturn {}"));

    [Theory]
    [InlineData("var pid = process.Spawn(\"app:resizer\", \"a:h\", default); process.Send(pid, \"rezise\", new Job(\"x\"));", "'Resizer' handles no topic 'rezise'; did you mean 'resize'?")]
    [InlineData("var pid = runtime.Spawn(\"app:resizer\", \"a:h\", default); await runtime.AskAsync<int>(pid, \"total\");", "'Resizer' handles no topic 'total'")]
    [InlineData("process.TrySend(process.SpawnLinked(\"app:resizer\", \"a:h\", default), \"stop\");", "'Resizer' handles no topic 'stop'")]
    [InlineData("var pid = process.Spawn(\"app:scaler\", \"a:h\", default); process.Send(pid, \"scal\", 1);", "'scaler.lua' handles no topic 'scal'; did you mean 'scale'?")]
    public async Task A_topic_that_the_receiver_does_not_take_is_flagged(string statements, string message)
    {
        var found = Assert.Single(await DiagnosticsAsync(statements));
        Assert.Contains("ART0003: " + message, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("process.Send(pid, \"count\", \"x\");", "'Resizer' takes 'int' on the topic 'count', not 'string'")]
    [InlineData("process.Send(pid, \"resize\", 5);", "'Resizer' takes 'Job' on the topic 'resize', not 'int'")]
    [InlineData("process.Send(pid, \"name\", new Job(\"x\"));", "'Resizer' takes 'string' on the topic 'name', not 'Job'")]
    [InlineData("process.Send(pid, \"told\", \"x\");", "'Resizer' takes 'int' on the topic 'told', not 'string'")]
    [InlineData("process.Send(pid, \"meet\", 5);", "'Resizer' takes 'Artel.Pid' on the topic 'meet', not 'int'")]
    public async Task A_payload_that_can_not_be_what_the_handler_takes_is_flagged(string send, string message)
    {
        var found = Assert.Single(await DiagnosticsAsync("var pid = process.Spawn(\"app:resizer\", \"a:h\", default); " + send));
        Assert.Contains("ART0004: " + message, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var pid = process.Spawn(\"app:resizer\", \"a:h\", default); process.Send(pid, \"resize\", new Job(\"x\")); process.Send(pid, \"count\", 5L); process.Send(pid, unknown);")]
    [InlineData("var pid = process.Spawn(\"app:resizer\", \"a:h\", default); process.Send(pid, \"resize\", new Other(\"x\")); process.Send(pid, \"count\", (object)5); process.Send(pid, \"two\", \"x\");")]
    [InlineData("var pid = process.Spawn(\"app:resizer\", \"a:h\", default); process.Send(pid, \"told\", 5); process.Send(pid, \"ping\"); process.Send(pid, \"ping\", 5); process.Send(pid, \"meet\", given);")]
    [InlineData("var pid = process.Spawn(\"app:resizer\", \"a:h\", default); pid = given; process.Send(pid, \"x\");")]
    [InlineData("var pid = process.Spawn(unknown, \"a:h\", default); process.Send(pid, \"x\"); process.Send(given, \"x\"); process.Send(\"name\", \"x\"); process.Send(_pid, \"x\");")]
    [InlineData("var pid = process.WithName(\"n\").Spawn(\"app:resizer\", \"a:h\", default); process.Send(pid, \"x\");")]
    [InlineData("var pid = runtime.SpawnNamed(\"n\", \"app:resizer\", \"a:h\", default); runtime.Send(pid, \"x\");")]
    [InlineData("process.Send(process.Spawn(\"app:any\", \"a:h\", default), \"x\"); process.Send(process.Spawn(\"app:main\", \"a:h\", default), \"x\");")]
    [InlineData("process.Send(process.Spawn(\"app:listener\", \"a:h\", default), \"x\"); process.Send(process.Spawn(\"app:silent\", \"a:h\", default), \"x\");")]
    [InlineData("process.Send(process.Spawn(\"other:one\", \"a:h\", default), \"x\"); process.Send(process.Spawn(\"app:scaler\", \"a:h\", default), \"scale\", new Job(\"x\"));")]
    public async Task What_is_taken_and_what_is_not_known_is_left_alone(string statements) => Assert.Empty(await DiagnosticsAsync(statements));

    [Fact]
    public async Task A_number_is_no_table_of_a_Lua_definition() => Assert.EndsWith(
        "ART0004: 'scaler.lua' takes '{ factor: number }' on the topic 'scale', not 'int'",
        Assert.Single(await DiagnosticsAsync("process.Send(process.Spawn(\"app:scaler\", \"a:h\", default), \"scale\", 1);")),
        StringComparison.Ordinal);

    [Fact]
    public Task The_topic_that_was_meant_is_written() => CSharpVerifier<KnownTargetAnalyzer>.VerifyFixAsync<CodeFixes.SpellingFix>(
        """
        using Artel;
        [Process("app:r")] public class R { [OnMessage("resize")] private void A() { } }
        public class C { public void M(ProcessContext p) { var r = p.Spawn("app:r", "a:h", default); p.Send(r, /* a */ {|ART0003:"rezise"|}); p.Send(r, {|ART0003:@"resise"|} /* b */); } }
        """,
        """
        using Artel;
        [Process("app:r")] public class R { [OnMessage("resize")] private void A() { } }
        public class C { public void M(ProcessContext p) { var r = p.Spawn("app:r", "a:h", default); p.Send(r, /* a */ "resize"); p.Send(r, "resize" /* b */); } }
        """);
}
