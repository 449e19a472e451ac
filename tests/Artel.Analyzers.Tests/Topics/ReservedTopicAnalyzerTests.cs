using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.ReservedTopicAnalyzer>;

namespace Artel.Analyzers.Tests;

public class ReservedTopicAnalyzerTests
{
    private static Task VerifyStatementsAsync(string statements, string members = "") => Verify.VerifyAsync($$"""
        using Artel;
        using System;
        using System.Threading.Tasks;

        class Topics
        {
            public const string Reserved = "@reserved";
            public const string Fine = "fine";
            public static readonly string ReservedOnce = "@once";
            public static readonly string Computed = Environment.MachineName;
            public static readonly string Chosen = "@chosen";
            public static string Changing = "@changing";
            static Topics() { if (Environment.ProcessId > 0) Chosen = "fine"; }
        }

        class Once
        {
            public static readonly string Reserved = "@once";
            public static readonly string Joined = "@" + Topics.Fine;
        }

        class Test
        {
            {{members}}
            async Task M(ProcessContext process, ArtelRuntime runtime, Spawner spawner, Pid pid, string unknown, bool flag)
            {
                {{statements}}
                await Task.Yield();
            }
        }
        """);

    [Theory]
    [InlineData("process.Send(pid, {|ART0001:\"@x\"|});")]
    [InlineData("process.Send(pid, {|ART0001:\"@\"|});")]
    [InlineData("process.Send(pid, {|ART0001:\"@x\"|}, 1);")]
    [InlineData("process.Send(\"name\", {|ART0001:@\"@x\"|});")]
    [InlineData("process.Send(\"name\", {|ART0001:\"\"\"@x\"\"\"|});")]
    [InlineData("process.Send(pid, {|ART0001:\"\\u0040x\"|});")]
    [InlineData("process.TrySend(pid, {|ART0001:\"@x\"|});")]
    [InlineData("process.Listen({|ART0001:\"@x\"|});")]
    [InlineData("process.Listen<int>({|ART0001:\"@x\"|});")]
    [InlineData("await process.AskAsync<int>(pid, {|ART0001:\"@x\"|});")]
    [InlineData("await process.AskAsync<string, int>(pid, {|ART0001:\"@x\"|}, \"payload\", TimeSpan.Zero);")]
    [InlineData("spawner.WithMessage({|ART0001:\"@x\"|});")]
    [InlineData("runtime.Send(pid, {|ART0001:\"@x\"|}, 1);")]
    [InlineData("Action send = () => process.Send(pid, {|ART0001:\"@x\"|}); send();")]
    public Task A_literal_is_flagged_in_every_operation(string statement) => VerifyStatementsAsync(statement);

    [Theory]
    [InlineData("process.Send(pid, {|ART0001:Topics.Reserved|});")]
    [InlineData("process.Send(pid, {|ART0001:\"@\" + Topics.Fine|});")]
    [InlineData("process.Send(pid, {|ART0001:\"@\" + nameof(Test)|});")]
    [InlineData("process.Send(pid, {|ART0001:$\"@{Topics.Fine}\"|});")]
    [InlineData("const string topic = \"@x\"; process.Send(pid, {|ART0001:topic|});")]
    [InlineData("var topic = \"@x\"; process.Send(pid, {|ART0001:topic|});")]
    [InlineData("var topic = \"@x\"; Action send = () => process.Send(pid, {|ART0001:topic|}); send();")]
    [InlineData("process.Send(pid, {|ART0001:Once.Reserved|});")]
    [InlineData("process.Send(pid, {|ART0001:Once.Joined|});")]
    [InlineData("process.Send(pid, ({|ART0001:\"@x\"|}));")]
    public Task A_constant_is_flagged_where_it_is_used(string statement) => VerifyStatementsAsync(statement);

    [Theory]
    [InlineData("process.Send(topic: {|ART0001:\"@x\"|}, destination: pid);")]
    [InlineData("process.Send(payload: \"@payload\", topic: {|ART0001:\"@x\"|}, destination: pid);")]
    [InlineData("Own(1, {|ART0001:\"@x\"|}, \"fine\", {|ART0001:\"@y\"|});", "static void Own(int i, [Topic] params string[] topics) { }")]
    [InlineData("Own(new[] { \"fine\", {|ART0001:\"@y\"|} });", "static void Own([Topic] params string[] topics) { }")]
    [InlineData("Own([\"fine\", {|ART0001:\"@y\"|}]);", "static void Own([Topic] System.Collections.Generic.List<string> topics) { }")]
    [InlineData("Own(\"@payload\", topic: {|ART0001:\"@x\"|});", "static void Own(string payload, int more = 0, [Topic] string topic = \"x\") { }")]
    [InlineData("Own<int>({|ART0001:\"@x\"|}, 1);", "static void Own<T>([Topic] string topic, T payload) { }")]
    [InlineData("_ = this[{|ART0001:\"@x\"|}];", "int this[[Topic] string topic] => 0;")]
    [InlineData("_ = new Request({|ART0001:\"@x\"|});", "record Request([Topic] string Topic);")]
    [InlineData("Own();", "static void Own([Topic] string topic = {|ART0001:\"@x\"|}) { }")]
    public Task Arguments_are_matched_to_their_parameters(string statement, string members = "") => VerifyStatementsAsync(statement, members);

    [Fact]
    public Task Extension_methods_are_looked_at() => Verify.VerifyAsync("""
        using Artel;

        static class Extensions
        {
            public static void Notify(this ProcessContext process, string payload, [Topic] string topic) => process.Send("log", topic, payload);

            static void M(ProcessContext process)
            {
                process.Notify("@payload", {|ART0001:"@topic"|});
                Extensions.Notify(process, "@payload", {|ART0001:"@topic"|});
            }
        }
        """);

    [Fact]
    public Task Handlers_and_other_attributes_are_looked_at() => Verify.VerifyAsync("""
        using Artel;
        using System;

        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        class RouteAttribute([Topic] string topic, string other = "") : Attribute
        {
            public string Topic => topic + other;
            public string Name { get; set; } = "";
        }

        class Handlers
        {
            [OnMessage({|ART0001:"@resize"|})]
            void Resize() { }

            [OnMessage(topic: {|ART0001:"@" + nameof(Crop)|})]
            void Crop() { }

            [OnMessage]
            void Rest() { }

            [OnMessage("fine")]
            void Fine() { }

            [Route({|ART0001:"@a"|}, "@b", Name = "@c"), Route(other: "@d", topic: {|ART0001:"@e"|})]
            void Routed() { }
        }
        """);

    [Theory]
    [InlineData("process.Send(pid, \"x\");")]
    [InlineData("process.Send(pid, \"x@y\");")]
    [InlineData("process.Send(pid, \" @x\");")]
    [InlineData("process.Send(pid, @\"x\");")]
    [InlineData("process.Send(pid, \"\\\\u0040x\");")]
    [InlineData("process.Send(\"@name\", \"x\", \"@payload\");")]
    [InlineData("process.Send(destination: \"@name\", topic: \"x\", payload: \"@payload\");")]
    [InlineData("process.Send(pid, Topics.Fine);")]
    [InlineData("process.Send(pid, \"x\" + \"@\");")]
    [InlineData("process.Send(pid, null!);")]
    [InlineData("Console.WriteLine(\"@x\");")]
    [InlineData("throw new ArgumentException(\"@x\", \"@y\");")]
    [InlineData("process.Spawn(\"@a:b\", \"@c:d\", default);")]
    [InlineData("Own(\"@x\");", "static void Own(string topic) { }")]
    [InlineData("Own(1, null!);", "static void Own([Topic] int number, [Topic] string[] topics) { }")]
    [InlineData("Own(\"@other\", \"x\");", "static void Own(string other, [Topic] params string[] topics) { }")]
    [InlineData("Own(\"x\");", "static void Own([Topic] string topic, string other = \"@x\") { }")]
    public Task What_is_no_reserved_topic_is_left_alone(string statement, string members = "") => VerifyStatementsAsync(statement, members);

    [Theory]
    [InlineData("process.Send(pid, unknown);")]
    [InlineData("process.Send(pid, flag ? \"@x\" : \"x\");")]
    [InlineData("process.Send(pid, unknown ?? \"@x\");")]
    [InlineData("process.Send(pid, \"@x\".TrimStart('@'));")]
    [InlineData("process.Send(pid, \"@x\".Substring(1));")]
    [InlineData("var topic = \"@x\"; topic = \"x\"; process.Send(pid, topic);")]
    [InlineData("var topic = \"@x\"; topic += unknown; process.Send(pid, topic);")]
    [InlineData("var topic = \"@x\"; Set(ref topic); process.Send(pid, topic);", "static void Set(ref string topic) => topic = \"x\";")]
    [InlineData("var topic = \"@x\"; (topic, _) = (\"x\", 1); process.Send(pid, topic);")]
    [InlineData("Local(); void Local() { var topic = \"@x\"; ref var other = ref topic; other = \"x\"; process.Send(pid, topic); }")]
    [InlineData("var topic = \"@x\"; Action set = () => topic = \"x\"; set(); process.Send(pid, topic);")]
    [InlineData("string topic; topic = \"@x\"; process.Send(pid, topic);")]
    [InlineData("process.Send(pid, Topics.Changing);")]
    [InlineData("process.Send(pid, Topics.Computed);")]
    [InlineData("process.Send(pid, Topics.Chosen);")]
    [InlineData("foreach (var topic in new[] { \"@x\" }) process.Send(pid, topic[1..]);")]
    public Task What_is_not_known_is_left_alone(string statement, string members = "") => VerifyStatementsAsync(statement, members);

    [Fact]
    public Task A_readonly_field_of_another_file_is_seen_where_it_is_a_literal() => Verify.VerifyAsync(
        """
        using Artel;

        class C
        {
            void M(ProcessContext process)
            {
                process.Send("a", {|ART0001:Other.Literal|});
                process.Send("a", Other.Joined);
            }
        }
        """,
        """
        class Other
        {
            public static readonly string Literal = "@x";
            public static readonly string Joined = "@" + "x";
        }
        """);

    [Fact]
    public Task Pragmas_switch_it_off() => VerifyStatementsAsync("""
        #pragma warning disable ART0001
        process.Send(pid, "@x");
        #pragma warning restore ART0001
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Verify.VerifyAsync("""
        // <auto-generated/>
        class C { void M(Artel.ProcessContext process) => process.Send("a", "@x"); }
        """);

    [Fact]
    public Task Half_typed_code_is_looked_at() => Verify.VerifyAsync("""
        class C
        {
            void M(Artel.ProcessContext process, string name)
            {
                process.Send(name, {|ART0001:"@x"|}){|CS1002:|}
            }
        }
        """);

    [Fact]
    public Task Without_Artel_nothing_is_looked_at() => Verify.VerifyWithoutArtelAsync("""
        namespace Other
        {
            class TopicAttribute : System.Attribute { }
            class C { void M([Topic] string topic) => M("@x"); }
        }
        """);
}
