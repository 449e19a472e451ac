using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.ReservedTopicAnalyzer>;

namespace Artel.Analyzers.Tests;

public class EmptyTopicTests
{
    [Theory]
    [InlineData("process.Send(\"a\", {|ART0002:\"\"|});")]
    [InlineData("process.Listen({|ART0002:\"\"|});")]
    [InlineData("process.Send(\"\", \"topic\");")]
    [InlineData("process.Send(\"a\", \" \");")]
    [InlineData("process.Send(\"a\", \"topic\", \"\");")]
    public Task A_topic_is_not_empty(string statement) => Verify.VerifyAsync($$"""
        using Artel;
        class C { void M(ProcessContext process) { {{statement}} } }
        """);

    [Fact]
    public Task A_handler_without_a_topic_takes_all() => Verify.VerifyAsync("""
        using Artel;
        class C { [OnMessage] void All() { } [OnMessage({|ART0002:""|})] void None() { } }
        """);

    [Theory]
    [InlineData("process.send(pid, '')", 1)]
    [InlineData("process.listen ''", 1)]
    [InlineData("process.send('', 't')", 0)]
    [InlineData("process.send(pid, 't', '')", 0)]
    public async Task Lua_files_are_judged_alike(string source, int count) =>
        Assert.Equal(count, (await LuaVerifier.DiagnosticsAsync<LuaReservedTopicAnalyzer>(source)).Count(text => text.EndsWith("error ART0002: A topic is not empty", StringComparison.Ordinal)));
}
