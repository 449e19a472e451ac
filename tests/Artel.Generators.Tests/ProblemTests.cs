using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Artel.Generators.Tests;

/// <summary>What can't be emitted is reported where it is written; the rest is emitted all the same, and compiles.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("class", "ART0301", "partial")]
    [InlineData("static partial class", "ART0306", "static")]
    [InlineData("abstract partial class", "ART0306", "abstract")]
    public void Class_of_the_wrong_kind(string kind, string id, string word)
    {
        var run = Compiler.Run($"""[Process("app:wrong")] {kind} Wrong;""".Replace("Wrong;", "Wrong { }", StringComparison.Ordinal)).VerifyCompiles();
        Assert.StartsWith($"{id} Source0.cs(0,{24 + kind.Length})", Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.Contains(word, run.Problems[0], StringComparison.Ordinal);
        Assert.Equal(["ArtelDefinitions.g.cs"], run.Files);
    }

    [Theory]
    [InlineData("[Process(\"app:w\")] partial class W<T> { }", "'W' can't be a process: it is generic")]
    [InlineData("partial class Outer<T> { [Process(\"app:w\")] partial class W { } }", "'W' can't be a process: it is nested in the generic type 'Outer'")]
    [InlineData("class Outer { [Process(\"app:w\")] internal partial class W { } }", "'W' can't be a process: it is nested in 'Outer', which is not partial")]
    [InlineData("partial class Outer { [Process(\"app:w\")] private partial class W { } }", "'W' can't be a process: it is private, so that AddDefinitions can't name it; make it internal")]
    [InlineData("[Process(\"app:w\")] file partial class W { }", "'W' can't be a process: it is local to its file")]
    [InlineData("[Process(\"app:w\")] partial class W { void Process() { } }", "'W' can't be a process: 'Process' is the name of its own operations; give the class, or the member, another name")]
    [InlineData("[Process(\"app:w\")] partial class W { public required int X { get; set; } }", "'W' can't be a process: it has required members, which the runtime can't know")]
    [InlineData("[Process(\"app:w\")] partial class W { public W(in int x) { } }", "'W' can't be a process: the constructor's parameter 'x' can be neither a service nor an argument")]
    [InlineData("[Process(\"app:w\")] partial class W([Sender] Pid x) { public Pid X => x; }", "'W' can't be a process: the constructor's parameter 'x' is [Sender], and no message has come when a constructor runs; take the sender in the [OnMessage] method, or mark the parameter [Argument] if the spawn gives the pid")]
    public void Class_that_can_not_be_a_process(string source, string expected)
    {
        var run = Compiler.Run(source).VerifyCompiles();
        Assert.EndsWith(": " + expected, Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.StartsWith("ART0306", run.Problems[0], StringComparison.Ordinal);
        Assert.Equal(["ArtelDefinitions.g.cs"], run.Files);
    }

    [Fact]
    public void Process_that_inherits_from_a_process()
    {
        var run = Compiler.Run("""[Process("app:a")] partial class A { } [Process("app:b")] partial class B : A { }""").VerifyCompiles();
        Assert.Contains("'B' can't be a process: it inherits from the process 'A'", Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.Equal(["A.g.cs", "ARef.Reference.g.cs", "ArtelDefinitions.g.cs", "ArtelManifest.g.cs"], run.Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData("app")]
    [InlineData(":name")]
    [InlineData("app:")]
    [InlineData("a:b:c")]
    [InlineData("app:my name")]
    public void Malformed_id(string id)
    {
        var run = Compiler.Run($$"""[Process("{{id}}")] partial class W { }""").VerifyCompiles();
        Assert.StartsWith("ART0307", Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Negative_mailbox_length()
    {
        var run = Compiler.Run("""[Process("app:w", MaxMailboxLength = -1)] partial class W { }""").VerifyCompiles();
        Assert.Equal(
            "ART0311 Source0.cs(0,56): 'W' can't have a mailbox of -1 messages: MaxMailboxLength is a positive number, or 0 for what the host says",
            Assert.Single(run.Problems));
        Assert.DoesNotContain("MaxMailboxLength", run.Text("W.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("static void X() { }", "it is static")]
    [InlineData("void X<T>(T x) { }", "it is generic")]
    [InlineData("void X(ref int x) { }", "parameter 'x' is passed by reference")]
    [InlineData("void X(in int x) { }", "parameter 'x' is passed by reference")]
    [InlineData("void X(out int x) => x = 1;", "parameter 'x' is passed by reference")]
    [InlineData("void X(ReadOnlySpan<byte> x) { }", "parameter 'x' is a 'System.ReadOnlySpan<byte>'")]
    [InlineData("Span<byte> X() => default;", "it returns 'System.Span<byte>'")]
    [InlineData("ref int X() => ref _number;", "it returns by reference")]
    [InlineData("void X(ExitEvent x) { }", "a handler of messages gets no event")]
    [InlineData("void X(__arglist) { }", "it takes an open list of arguments")]
    [InlineData("void X([Sender] string x) { }", "parameter 'x' is [Sender] and a 'string'; make it an 'Artel.Pid', or an 'Artel.Pid?' to take messages from outside of any process too")]
    [InlineData("void X([Sender] Message x) { }", "parameter 'x' is [Sender] and a 'Artel.Message'; make it an 'Artel.Pid'")]
    [InlineData("void X([Sender] params Pid[] x) { }", "parameter 'x' is [Sender] and a 'Artel.Pid[]'; make it an 'Artel.Pid'")]
    [InlineData("void X([Sender] App.Pid x) { }", "parameter 'x' is [Sender] and a 'App.Pid'; make it an 'Artel.Pid'")]
    [InlineData("void X([Sender] in Pid x) { }", "parameter 'x' is passed by reference")]
    [InlineData("void X([Sender] Pid x, int number, [Sender] Pid? y) { }", "parameter 'y' is [Sender] as 'x' is, and a message has one sender; remove one of them")]
    public void Handler_of_an_unsupported_shape(string method, string why)
    {
        var run = Compiler.Run($$"""
            [Process("app:w")] partial class W
            {
                internal int _number = 1;
                [OnMessage("good")] void Good(string text) { }
                [OnMessage("bad")]  {{method}}
            }
            namespace App { class Pid; }
            """).VerifyCompiles();
        var problem = Assert.Single(run.Problems);
        Assert.StartsWith("ART0303 Source0.cs(4,", problem, StringComparison.Ordinal);
        Assert.Contains("'X' can't be called by the dispatch: ", problem, StringComparison.Ordinal);
        Assert.Contains(why, problem, StringComparison.Ordinal);
        Assert.Contains("case \"good\":", run.Text("W.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("bad", run.Text("W.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[OnExit] int X() => 1;", "returns nothing, a Task or a ValueTask")]
    [InlineData("[OnExit] void X(CancelEvent x) { }", "takes 'Artel.ExitEvent'")]
    [InlineData("[OnCancel] void X(string x) { }", "takes 'Artel.CancelEvent'")]
    [InlineData("[OnLinkDown] void X(Message x) { }", "takes 'Artel.LinkDownEvent'")]
    [InlineData("[Main] void X(Message x) { }", "main takes the arguments of the spawn")]
    [InlineData("[Main] void X([Sender] Pid x) { }", "parameter 'x' is [Sender], and main gets no message; take a Pid as an argument of the spawn")]
    [InlineData("[OnExit] void X([Sender] Pid x) { }", "parameter 'x' is [Sender], and a handler of [OnExit] gets no message; take the 'Artel.ExitEvent', whose From says which process it is")]
    [InlineData("[OnLinkDown] void X(LinkDownEvent down, [Sender] Pid? x) { }", "a handler of [OnLinkDown] gets no message; take the 'Artel.LinkDownEvent'")]
    [InlineData("[OnCancel] void X([Sender] CancelEvent x) { }", "a handler of [OnCancel] gets no message; take the 'Artel.CancelEvent'")]
    public void Other_methods_of_an_unsupported_shape(string method, string why)
    {
        var run = Compiler.Run($$"""[Process("app:w")] partial class W { {{method}} }""").VerifyCompiles();
        Assert.StartsWith("ART0303", Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.Contains(why, run.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Private_handler_of_a_base_class()
    {
        var run = Compiler.Run("""
            class Base { [OnMessage("x")] private void X() { } }
            [Process("app:w")] partial class W : Base { }
            """).VerifyCompiles();
        Assert.Equal("ART0303 Source0.cs(1,33): 'X' can't be called by the dispatch: it is not accessible from 'W'", Assert.Single(run.Problems));
    }

    [Fact]
    public void Reference_in_a_message()
    {
        var run = Compiler.Run("""
            namespace App;
            [Process("app:reader")] partial class Reader { }
            [Process("app:w")] partial class W { [OnMessage("x")] void X(ReaderRef reader) { } [OnMessage("y")] void Y(Pid reader) { ReaderRef r = Process.GetReader(reader); } }
            """).VerifyCompiles();
        Assert.EndsWith(
            "'X' can't be called by the dispatch: parameter 'reader': a reference is its owner's alone; take a Pid, and make a ReaderRef of it with Process.GetReader",
            Assert.Single(run.Problems),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_handlers_of_one_topic()
    {
        var run = Compiler.Run("""
            [Process("app:w")] partial class W
            {
                [OnMessage("x")] void First() { }
                [OnMessage("x")] void Second() { }
                [OnMessage] void Third() { }
                [OnMessage] void Fourth() { }
            }
            """).VerifyCompiles();
        Assert.Equal(
            [
                "ART0302 Source0.cs(3,26): Topic 'x' is handled by 'First' already; 'Second' would never be called",
                "ART0302 Source0.cs(5,21): Every other topic is handled by 'Third' already; 'Fourth' would never be called",
            ],
            run.Problems);
        Assert.Contains("this.First()", run.Text("W.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("this.Second()", run.Text("W.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Main_and_handlers()
    {
        var run = Compiler.Run("""
            [Process("app:w")] partial class W { [OnMessage("x")] void X() { } [Main] void Run() { } }
            """).VerifyCompiles();
        Assert.Equal(
            "ART0304 Source0.cs(0,59): 'Run' has [Main], so 'X' can't be [OnMessage]: a process reads its messages in one way, main or handlers",
            Assert.Single(run.Problems));
    }

    [Theory]
    [InlineData("Main")]
    [InlineData("OnExit")]
    [InlineData("OnLinkDown")]
    [InlineData("OnCancel")]
    public void Two_methods_of_one_kind(string attribute)
    {
        var run = Compiler.Run($$"""[Process("app:w")] partial class W { [{{attribute}}] void X() { } [{{attribute}}] void Y() { } }""").VerifyCompiles();
        Assert.EndsWith($"'W' has 'X' for [{attribute}] already; 'Y' would never be called", Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.StartsWith("ART0305", run.Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Process] partial class W { }")]
    [InlineData("[Process(] partial class W { [OnMessage(")]
    [InlineData("[Process(\"a:b\")] partial class W { [OnMessage(\"x\")] void X(Missing m, int) { } [OnMessage(1)] void Y( }")]
    [InlineData("[Process(\"a:b\")] partial class W(Missing m, [Argument] Other o) : Nothing { [Main] Gone Run(Lost l) }")]
    [InlineData("[Process(\"a:b\")] partial class")]
    [InlineData("[Process(\"a:b\", MaxMailboxLength = )] [Permission] [Permission(1, )] partial class W { [Permission(] void X() { } }")]
    [InlineData("[Process(null!)] partial class W { [OnMessage(null!)] void X() { } }")]
    [InlineData("[Payload] record R(R r, Missing m, int) : Nothing; [Payload] enum E { A = , B }")]
    [InlineData("[Process(\"a:b\")] partial class W { [OnMessage(\"x\")] void X(R r) { } } record R(R r, int a, int a);")]
    [InlineData("[Process(\"a:b\")] partial class W : W { [OnExit] void X() { } } [Process(\"a:b\")] partial class W { }")]
    public void Half_written_code_does_not_stop_the_generator(string source)
    {
        var run = Compiler.Run(source);
        Assert.Null(run.Result.Exception);
    }

    [Fact]
    public void Names_that_differ_in_case_only_get_files_of_their_own()
    {
        var run = Compiler.Run("""[Process("a:b")] partial class Job { } [Process("a:c")] partial class JOB { }""").VerifyClean();
        Assert.Equal(["ArtelDefinitions.g.cs", "ArtelManifest.g.cs", "JOB.2.g.cs", "JOBRef.Reference.2.g.cs", "Job.g.cs", "JobRef.Reference.g.cs"], run.Files);
    }

    [Fact]
    public void Every_diagnostic_has_its_own_id()
    {
        var fields = typeof(GeneratorDiagnostics).GetFields().Where(static field => field.FieldType == typeof(DiagnosticDescriptor));
        var descriptors = fields.Select(static field => (DiagnosticDescriptor)field.GetValue(null)!).ToList();
        Assert.Equal(descriptors.Count, descriptors.Select(static descriptor => descriptor.Id).Distinct().Count());
        Assert.All(descriptors, static descriptor => Assert.False(descriptor.Title.ToString(CultureInfo.InvariantCulture).EndsWith('.')));
        Assert.All(descriptors, static descriptor => Assert.Same(descriptor, GeneratorDiagnostics.Find(descriptor.Id)));
    }
}
