namespace Artel.Analyzers.Tests;

/// <summary>Statement 28: a payload without a codec is an error of the build, where the compiler can see it.</summary>
public class PayloadCrossingAnalyzerTests
{
    private const string Code = """
        using Artel;
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        public sealed record Plain(string Url);
        [Payload] public sealed record Marked(Inner Inner);
        public sealed record Inner(string Url);
        public sealed record Handled(string Url);
        public record Open(string Url);
        public enum Color { Red }
        [Process("app:cs")] public class Cs { [OnMessage("a")] private void A(List<Handled> all) { } }
        public class C
        {
            public async Task M(ProcessContext p, object any, Open open, CancellationToken cancelled)
            {
                await Task.Yield();
                var pid = p.Spawn("app:lua", "a:h", default);
                var cs = p.Spawn("app:cs", "a:h", default);
                #run#
            }
        }
        """;

    private static Task<string[]> DiagnosticsAsync(string run) => LuaVerifier.DiagnosticsWithCodeAsync<PayloadCrossingAnalyzer>(
        Code.Replace("#run#", run, StringComparison.Ordinal), ("l.lua", "---@process app:lua\nreturn {}"));

    [Theory]
    [InlineData("p.Send(pid, \"a\", new Plain(\"x\"));", "'Plain' can't cross to another process: no codec is made of it: mark it [Payload]")]
    [InlineData("p.Send(pid, \"a\", new List<Plain>());", "'Plain' can't cross to another process: no codec is made of it: mark it [Payload]")]
    [InlineData("p.Send(pid, \"a\", new Open(\"x\"));", "'Open' can't cross to another process: no codec is made of it: mark it [Payload]")]
    [InlineData("p.Send(pid, \"a\", Color.Red);", "'Color' can't cross to another process: no codec is made of it: mark it [Payload]")]
    [InlineData("Action done = () => { }; p.TrySend(pid, \"a\", done);", "'Action' can't cross to another process: it is a delegate")]
    [InlineData("p.Send(pid, \"a\", Task.FromResult(1));", "'Task<int>' can't cross to another process: it is a task; its result can cross")]
    [InlineData("p.Send(pid, \"a\", new MemoryStream());", "'MemoryStream' can't cross to another process: it is a stream; what is in it can cross")]
    [InlineData("p.Send(pid, \"a\", cancelled);", "'CancellationToken' can't cross to another process: it belongs to this program alone")]
    [InlineData("p.Send(pid, \"a\", p);", "'ProcessContext' can't cross to another process: it belongs to its process alone")]
    [InlineData("p.Spawn(\"app:lua\", \"a:h\", new object[] { 1, new Plain(\"x\") });", "'Plain' can't cross to another process: no codec is made of it: mark it [Payload]")]
    public async Task What_has_no_codec_is_flagged_where_it_goes_to_Lua(string run, string message)
    {
        var found = Assert.Single(await DiagnosticsAsync(run));
        Assert.EndsWith("error ART0005: " + message, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p.Send(pid, \"a\", new Marked(null)); p.Send(pid, \"a\", new Inner(\"x\")); p.Send(pid, \"a\", new Handled(\"x\")); p.Send(pid, \"a\", new List<Handled>());")]
    [InlineData("p.Send(pid, \"a\", open); p.Send(pid, \"a\", any); p.Send(pid, \"a\", 1); p.Send(pid, \"a\", new[] { 1 }); p.Send(pid, \"a\", (1, \"x\")); p.Send(pid, \"a\", DateTime.Now);")]
    [InlineData("p.Send(pid, \"a\", new Dictionary<string, object> { [\"a\"] = 1 }); p.Send(pid, \"a\", pid); p.Send(pid, \"a\", new { A = 1 });")]
    [InlineData("p.Send(cs, \"a\", new Plain(\"x\")); p.Send(cs, \"a\", cancelled); p.Send(\"name\", \"a\", new Plain(\"x\")); p.Spawn(\"app:cs\", \"a:h\", new object[] { new Plain(\"x\") });")]
    public async Task What_may_have_one_and_what_stays_in_CSharp_is_left_alone(string run) => Assert.Empty(await DiagnosticsAsync(run));

    [Fact]
    public async Task In_Lua_functions_and_objects_of_the_process_are_flagged_with_their_path() => Assert.Equal(
        [
            "a.lua(3,28): error ART0005: 'payload[1]' can't cross to another process: it is a function",
            "a.lua(4,42): error ART0005: 'payload[2].handler' can't cross to another process: it is a function",
            "a.lua(5,38): error ART0005: 'payload[1].list[2]' can't cross to another process: it is a channel, which belongs to its process alone",
            "a.lua(6,39): error ART0005: 'argument[1].reply' can't cross to another process: it is a channel, which belongs to its process alone",
            "a.lua(7,44): error ART0005: 'payload[1]' can't cross to another process: it is a function",
            "a.lua(8,24): error ART0005: 'payload[1]' can't cross to another process: it is a message, which belongs to its process alone",
        ],
        await LuaVerifier.DiagnosticsAsync<LuaPayloadCrossingAnalyzer>("""
            local function done() end
            local inbox, message = process.inbox(), process.inbox():receive()
            process.send("n", "topic", function() end)
            process.ask("n", "topic", 1, { handler = done, plain = 1 })
            process.send("n", "t", { list = { 1, inbox } })
            process.spawn("a:b", "a:h", { reply = channel.new() })
            process.with_context({}):with_message("t", done)
            process.send("n", "t", message)
            process.send("n", "t", message:payload(), done(), { 1, "x", errors.new("e") })
            process.send("n", "t", done) ---@diagnostic disable-line: ART0005
            """));

    [Fact]
    public Task The_type_is_marked() => MarkAsync(
        "public class Outer\n{\n    // Kept.\n    public sealed record Plain(string Url);\n}",
        "public class Outer\n{\n    // Kept.\n    [Payload]\n    public sealed record Plain(string Url);\n}");

    private static async Task MarkAsync(string source, string mended)
    {
        const string rest = "\n[Process(\"app:x\")] public class X { public void M(ProcessContext p) => p.Send(p.Spawn(\"app:lua\", \"a:h\", default), \"a\", {|ART0005:new Outer.Plain(\"x\")|}); }\n";
        var test = new Microsoft.CodeAnalysis.CSharp.Testing.CSharpCodeFixTest<PayloadCrossingAnalyzer, CodeFixes.MarkPayloadFix, Microsoft.CodeAnalysis.Testing.DefaultVerifier>
        {
            TestCode = "using Artel;\n" + source + rest,
            FixedCode = "using Artel;\n" + mended + rest.Replace("{|ART0005:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal),
            ReferenceAssemblies = TestReferences.None,
        };
        test.TestState.AdditionalReferences.AddRange(TestReferences.Framework);
        test.TestState.AdditionalReferences.Add(TestReferences.Artel);
        test.TestState.AdditionalFiles.Add(("l.lua", "---@process app:lua\nreturn {}"));
        test.FixedState.AdditionalFiles.Add(("l.lua", "---@process app:lua\nreturn {}"));
        await test.RunAsync();
    }
}
