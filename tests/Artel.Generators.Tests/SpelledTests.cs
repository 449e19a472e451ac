using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators.Tests;

/// <summary>
/// What is read by its spelling is the same as what the compiler says of it. A directive in a declaration changes nothing but that the
/// compiler is asked, so each project is read with and without.
/// </summary>
public sealed class SpelledTests
{
    private static readonly string[] Members =
    [
        "[OnMessage(\"a\")] void A(int x) { }", "[OnMessage(\"b\")] Task BAsync(string text, Message message) => Task.CompletedTask;",
        "[OnMessage(\"c\")] async Task<Job?> CAsync(Job job, CancellationToken cancelled) => null;", "[OnMessage(\"d\")] string? D(Part? part, Mode mode) => null;",
        "[OnMessage(\"e\")] ValueTask<int?> E(List<Job> jobs, Dictionary<string, Part?>? parts) => default;", "[OnMessage(\"f\")] void F(byte[] bytes, Job?[] jobs, int[]? numbers) { }",
        "[OnMessage(\"g\")] object G(ProcessContext process, dynamic any) => any;", "[OnMessage(\"h\")] void H(Guid id, System.Guid other) { }", "[OnMessage(\"i\")] void I(ref int x) { }",
        "[OnMessage(\"a\")] void A2() { }", "[OnMessage] void Rest(Message message) { }", "[OnMessage(Topic)] void J() { }", "const string Topic = \"topic\";",
        "[OnMessage(\"k\")] static void K() { }", "[OnMessage(\"l\")] void L<T>(T x) { }", "[OnMessage(\"m\")] void M(int x = 3, string? y = null) { }",
        "[OnMessage(\"n\")] void N(Span<int> x) { }", "[OnMessage(\"o\")] void O(Missing x) { }", "[OnMessage(\"p\")] void P(nint x, Own y) { }", "[OnMessage(\"q\")] void Q(@class x, (int A, string B) y) { }",
        "[OnMessage(\"r\")] int R(in int x) => x;", "[OnMessage(\"s\")] void S(params int[] all) { }", "[OnMessage(\"@t\")] Struct T(Struct x, Struct? y) => x;",
        "[Main] int Run(Job job) => 1;", "[Main] async Task RunAsync() { }", "[OnExit] void Exit(ExitEvent exit) { }", "[OnExit] Task Exit2(ProcessEvent exit) => null!;",
        "[OnLinkDown] int Down() => 1;", "[OnCancel] void Cancel(CancelEvent cancel, CancellationToken token) { }", "[OnCancel] void Cancel2(ExitEvent exit) { }",
        "[Permission(\"process.send\", \"x\")] void Permitted() { }", "int Process;", "int _field, _other = 2;", "public string Text { get; set; } = \"\";", "public required int Needed { get; init; }",
        "class Own { }", "enum Mode { Inner }", "public Worker(Clock clock) { }", "public Worker() { }", "event Action? Happened;", "partial void Hook();", "[Obsolete] void Old() { }",
        "[OnMessage(\"u\")] void U([Sender] Pid from, int x) { }", "[OnMessage(\"v\")] Task<int> VAsync(Job job, [SenderAttribute] Pid? from, Pid other) => null!;", "[OnMessage(\"w\")] void W([Sender] string x) { }",
        "[OnMessage(\"x\")] void X([Sender] Pid x, [Sender] Pid y) { }", "[OnMessage(\"y\")] void Y([Sender, Other] Pid x, [@Sender] Pid y) { }", "[OnMessage(\"z\")] void Z([param: Sender] Pid? x = null) { }",
        "[OnExit] void Exit3([Sender] Pid from) { }", "[Main] void Run2([Sender] Pid from) { }", "class SenderAttribute : Attribute { }",
    ];

    private static readonly string[] Headers =
    [
        "[Process(\"app:worker\")] partial class Worker", "[Process(\"app:worker\")] public sealed partial class Worker", "[Process(\"app:worker\")] [Permission(\"a.b\", \"c\")] internal partial class Worker",
        "[Process(\"app:worker\")] [Permission(\"a.b\", Unknown)] partial class Worker", "[Process(\"app:worker\", MaxMailboxLength = 3)] partial class Worker", "[Process(\"wrong\")] partial class Worker",
        "[Process(\"app:worker\")] class Worker", "[Process(\"app:worker\")] abstract partial class Worker", "[Process(\"app:worker\")] partial class Worker : Base", "[Process(\"app:worker\")] partial class Worker<T>",
        "[Process(\"app:worker\")] partial class Worker([Argument] Job job)", "[Process(\"app:worker\")] [Obsolete] partial class @class", "[Process(\"app:worker\")] partial class Process",
        "[Process(\"app:worker\")] file partial class Worker",
    ];

    private static readonly string[] Payloads =
    [
        "public sealed record Job(int Id, string Text, Job? Next);", "record Job(List<Part> Parts, Part?[] More, IReadOnlyDictionary<string, Mode?> Modes);", "public record Job(Clock Clock);", "public record Job(IDisposable X);",
        "public record Job(int X, int x);", "public record Job(int UserId, string user_id);", "public record Job(System.Guid Id);", "public record Job(int X = 3);", "public record Job([PayloadName(\"y\")] int X);",
        "public record Job();", "public record Job(int @class, object Any, DateTimeOffset At);", "public abstract record Job(int X);", "public record Job(int X) { public int Y { get; set; } }", "public record struct Job(int X);",
        "public record Job(Missing X);", "public record Job(Job[] All, Func<int> Made);", "public record Job(Hidden X); file record Hidden(int Y);", "public record Job(Task<int> X);", "public record Job(Task<int, string> X);",
        "public record Job(void X);", "public record Job(int ToString);", "public record Job(int EqualityContract);", "public record Job(int Job);", "public record Job(int Clone);", "public record Job(int Equals, int Deconstruct);", "public partial record Job(int X); partial record Job { public int Z; }", "[Payload(Naming = PayloadNaming.CamelCase)] public record Job(int UserId);",
        "public sealed class Job { public int X { get; set; } }", "public record Job<T>(T X); public record Job(Job<int> X);", "public record Job(Span<int> X);", "public record Job(N.Part X, Part Y);",
    ];

    private const string Rest = """
        public sealed record Part(long Size, Part? Inner); public enum Mode { One, Two } public struct Struct { public int X { get; set; } } public class Clock; public class @class { public int X { get; set; } }
        public abstract class Base { [OnMessage("base")] protected void OfBase(Job job) { } protected class Part { public int OfBase { get; set; } } }
        """;

    private static readonly string[] Spaces =
    [
        "namespace App; {0}", "namespace App {{ {0} }}", "namespace App {{ using Models; {0} }} namespace App.Models {{ public class Guid {{ public int X {{ get; set; }} }} }}", "{0}", "namespace A.B {{ {0} }} namespace A {{ public record Part(int OfA); }}",
        "using Models; namespace App {{ {0} }} namespace Models {{ public record Missing(int X); }}", "using Guid = System.String; namespace App {{ {0} }}", "#nullable disable\nnamespace App; {0}", "#nullable enable annotations\nnamespace App; {0}",
        "namespace App; class Outer {{ {0} }}", "namespace Artel; {0}", "namespace App; {0} public class ProcessAttribute(string id) : Attribute;", "namespace App {{ {0} }} namespace System {{ public class Guid {{ }} }} ",
        "namespace App {{ {0} }} namespace N {{ public record Part(bool OfN); }}",
        "namespace App; {0} public class SenderAttribute : Attribute;", "namespace App; {0} public class Sender : Attribute;", "namespace App; {0} public record Sender(int X);",
        "using Sender = System.ObsoleteAttribute; namespace App {{ {0} }}", "using SenderAttribute = System.ObsoleteAttribute; namespace App {{ {0} }}", "namespace App {{ {0} }} namespace Sender {{ class A; }}",
        "namespace App {{ using N; {0} }} namespace N {{ public class Sender : Attribute; public record Part(int X); }}", "namespace App; {0} public class Pid {{ public int X {{ get; set; }} }}",
    ];

    [Fact]
    public void Random_declarations_are_read_as_the_compiler_reads_them() =>
        Gen.Select(Of<string?>([Headers[0], Headers[1], null]), Of(Headers), Of(Members).Array[0, 5], Of(Payloads), Of(Spaces), Gen.Bool)
            .Select(static (usual, header, members, payload, space, isNullable) =>
                (Source: string.Format(null, space, $"{usual ?? header} {{ {string.Join(" ", members)} }} {payload} {Rest}"), IsNullable: isNullable))
            .Sample(static sample => Verify(sample.Source, sample.IsNullable), iter: 200);

    /// <summary>Each of them alone with what is plain, so that none hides behind another one that is not.</summary>
    [Fact]
    public void Each_member_payload_and_namespace_is_read_as_the_compiler_reads_it()
    {
        Assert.All(Members, static member => VerifyIn(Spaces[0], Headers[0], member, Payloads[0]));
        Assert.All(Headers, static header => VerifyIn(Spaces[0], header, Members[2], Payloads[0]));
        Assert.All(Payloads, static payload => VerifyIn(Spaces[0], Headers[0], Members[2], payload));
        Assert.All(Spaces, static space => VerifyIn(space, Headers[0], Members[2] + Members[3] + Members[4] + Members[5] + Members[21], Payloads[0]));
        Assert.All(Spaces, static space => VerifyIn(space, Headers[0], Array.Find(Members, static member => member.Contains("[Sender] Pid from, int", StringComparison.Ordinal))!, Payloads[0]));
    }

    /// <summary>A record may be reached first where it is said that null is one.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_record_that_names_itself_is_read_the_same_wherever_it_was_reached_from(bool isNullable) => Verify(
        "namespace App; [Process(\"app:worker\")] partial class Worker { [OnMessage(\"f\")] void F(Job?[] jobs) { } } public record Job(Job[] All);",
        isNullable);

    /// <summary>What was found for one file is used for others only where names mean the same.</summary>
    [Fact]
    public void Files_with_other_usings_have_other_types()
    {
        var result = Compiler.Run(
            "namespace App { using X; [Process(\"app:first\")] partial class First { [OnMessage(\"a\")] void A(Thing thing) { } } }",
            "namespace App { using Y; [Process(\"app:second\")] partial class Second { [OnMessage(\"a\")] void A(Thing thing) { } } }",
            "using Y; namespace App { [Process(\"app:third\")] partial class Third { [OnMessage(\"a\")] void A(Thing thing) { } } }",
            "using X; namespace Z { [Process(\"app:fourth\")] partial class Fourth { [OnMessage(\"a\")] void A(Thing thing) { } } }",
            "namespace X { public record Thing(int Number); } namespace Y { public record Thing(int Number); } namespace Z { public record Thing(int Number); }");
        result.VerifyClean();
        Assert.Equal(
            ["X.Thing", "Y.Thing", "Y.Thing", "Z.Thing"],
            new[] { "App.First", "App.Second", "App.Third", "Z.Fourth" }.Select(name => Regex.Match(result.Text(name + ".g.cs"), @"TryGet<global::(\w+\.Thing)").Groups[1].Value));
    }

    /// <summary>A plain class and its record are read without making their members, which the compiler would tell by knowing them.</summary>
    [Fact]
    public void Directive_makes_the_compiler_be_asked_and_nothing_else_does()
    {
        var source = string.Format(null, Spaces[0], $"{Headers[0]} {{ {Members[0]} {Members[2]} }} {Payloads[0]} {Rest}");
        Assert.NotNull(Scope(Compiler.Create(source)));
        Assert.Null(Scope(Compiler.Create(Ask(source))));

        static SpelledScope? Scope(CSharpCompilation compilation)
        {
            var type = compilation.GetTypeByMetadataName("App.Worker")!;
            return KnownTypes.Of(compilation).Spelled.ScopeOf(type, (TypeDeclarationSyntax)type.DeclaringSyntaxReferences[0].GetSyntax());
        }
    }

    private static Gen<T> Of<T>(T[] all) => Gen.Int[0, all.Length - 1].Select(index => all[index]);

    private static void VerifyIn(string space, string header, string member, string payload)
    {
        var source = string.Format(null, space, $"{header} {{ {member} }} {payload} {Rest}");
        Verify(source, isNullable: true);
        Verify(source, isNullable: false);
    }

    private static void Verify(string source, bool isNullable) => Assert.Equal(Texts(Ask(source), isNullable), Texts(source, isNullable));

    private static string Ask(string source)
    {
        var types = Compiler.Parse(source).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Select(static type => type.Keyword.SpanStart);
        return types.OrderDescending().Aggregate(source, static (text, start) => text.Insert(start, "\n#pragma warning disable CS9999\n"));
    }

    /// <summary>What comes out; problems without their lines, which the directives move.</summary>
    private static string Texts(string source, bool isNullable)
    {
        var compilation = Compiler.Create(source);
        if (!isNullable)
            compilation = compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable));
        var result = Compiler.Run(compilation).Result;
        Assert.Null(result.Exception);
        return string.Join("\n", result.GeneratedSources.Select(static file => $"// {file.HintName}\n{file.SourceText}")
            .Concat(result.Diagnostics.Select(static problem => $"{problem.Id} {problem.GetMessage(null)}")));
    }
}
