using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Generators.Tests;

/// <summary>
/// What was read of a class is read again as soon as anything changes that it was read from: after an edit, the same comes out as of a
/// generator that sees the project for the first time.
/// </summary>
public sealed class RememberedTests
{
    private const string Worker = """
        namespace App;
        [Process(Ids.Worker)] public sealed partial class Worker : Base
        {
            [OnMessage(Topics.Work)] private void Work(Job job, Mode mode = Modes.Usual) { }
        }
        """;

    private const string Rest = """
        namespace App;
        public static class Ids { public const string Worker = "app:worker"; }
        public static class Topics { public const string Work = "work"; }
        public static class Modes { public const Mode Usual = Mode.One; }
        public enum Mode { One, Two }
        public abstract class Base : Root { protected void Help() { } }
        public abstract class Root;
        public class Job : JobBase { public Part? Part { get; set; } public int Number; }
        public class JobBase { public string? Name { get; set; } }
        public sealed record Part(int Size, string Text);
        """;

    [Theory]
    [InlineData("\"app:worker\"", "\"app:other\"")]
    [InlineData("\"work\"", "\"other\"")]
    [InlineData("Mode Usual = Mode.One", "Mode Usual = Mode.Two")]
    [InlineData("{ One, Two }", "{ Two, One }")]
    [InlineData("public enum Mode", "[Flags] public enum Mode")]
    [InlineData("protected void Help() { }", "[OnMessage(\"help\")] protected void Help() { }")]
    [InlineData("class Root;", "class Root { [OnMessage(\"root\")] protected void Root1(int x) { } }")]
    [InlineData("protected void Help() { }", "[Permission(\"process.send\", Topics.Work)] protected void Help() { }")]
    [InlineData("Part(int Size", "Part(long Size")]
    [InlineData("Part? Part { get; set; }", "Part? Part { get; private set; }")]
    [InlineData("string? Name", "int Name")]
    [InlineData("public int Number;", "public int Number = 7;")]
    [InlineData("public sealed record Part", "[PayloadName(\"x\")] [Payload(Naming = PayloadNaming.CamelCase)] public sealed record Part")]
    [InlineData("public class Job : JobBase", "public class Job : JobBase, IDisposable")]
    [InlineData("public class Job :", "internal class Job :")]
    [InlineData("namespace App;", "namespace App; public class WorkerRef;")]
    [InlineData("namespace App;", "namespace App; partial class Worker { [OnExit] private void Ended(ExitEvent exit) { } }")]
    [InlineData("public sealed record Part", "#nullable disable\npublic sealed record Part")]
    public void Edit_of_another_file_is_seen(string before, string after) => VerifySeen(Worker, Rest, before, after);

    private const string Users = """
        namespace App;
        public sealed class Api(Clock clock) : ApiBase { [Function(Names.Add)] public Part? Add(Job job, Mode mode = Modes.Usual) => null; }
        public static class Queues { [QueueConsumer(Names.Queue, Concurrency = Names.Count)] internal static void Take(Part part) { } }
        [Supervisor(Names.Tree, Allows = [Names.Other])] [Child<Worker>(Names.Child, Arguments = [Names.Count])] public sealed partial class Tree { }
        """;

    private const string Used = """
        namespace App;
        public static class Names { public const string Add = "app:add", Queue = "app:jobs", Tree = "app:tree", Child = "worker", Other = "app:other", Worker = "app:worker"; public const int Count = 4; }
        public sealed class Clock;
        [Permission("process.send", "app:*")] public abstract class ApiBase { }
        public static class Modes { public const Mode Usual = Mode.One; }
        public enum Mode { One, Two }
        public class Job { public Part? Part { get; set; } }
        public sealed record Part(int Size);
        [Process(Names.Worker)] public sealed partial class Worker { }
        partial class Tree { }
        """;

    [Theory]
    [InlineData("\"app:add\"", "\"app:sum\"")]
    [InlineData("\"app:jobs\"", "\"app:work\"")]
    [InlineData("Count = 4", "Count = 5")]
    [InlineData("\"app:*\"", "\"app:x\"")]
    [InlineData("Mode Usual = Mode.One", "Mode Usual = Mode.Two")]
    [InlineData("{ One, Two }", "{ Two, One }")]
    [InlineData("public sealed record Part(int Size)", "public sealed record Part(long Size)")]
    [InlineData("Part? Part { get; set; }", "Part? Part { get; private set; }")]
    [InlineData("public class Job {", "internal class Job {")]
    [InlineData("abstract class ApiBase { }", "abstract class ApiBase { public required int Needed { get; init; } }")]
    [InlineData("namespace App;", "namespace App; public class AddFunction;")]
    [InlineData("\"app:tree\"", "\"app:bush\"")]
    [InlineData("\"worker\"", "\"hand\"")]
    [InlineData("Other = \"app:other\"", "Other = \"app:more\"")]
    [InlineData("Worker = \"app:worker\"", "Worker = \"app:renamed\"")]
    [InlineData("[Process(Names.Worker)] ", "")]
    [InlineData("namespace App;", "namespace App; partial class Tree { public Tree(int x) { } }")]
    [InlineData("partial class Tree { }", "partial class Tree { public Tree(int x) { } }")]
    public void Edit_of_what_functions_and_supervisors_use_is_seen(string before, string after) =>
        VerifySeen(Users, Used, before, after);

    [Fact]
    public void Functions_and_supervisors_are_not_read_again_for_an_edit_elsewhere()
    {
        var compilation = Compiler.Create(Users, Used, "class Other { }");
        _ = MarkedReadings.Of(compilation, default);
        var before = MarkedReadings.Of(compilation, default);
        var after = MarkedReadings.Of(Compiler.Replace(compilation, 2, "class Other { int _x; }"), default);
        Assert.Equal([2, 1, 1], new[] { before.Functions.Count, before.Supervisors.Count, before.Processes.Count });
        Assert.Same(before.Functions[0], after.Functions[0]);
        Assert.Same(before.Functions[1], after.Functions[1]);
        Assert.Same(before.Supervisors[0], after.Supervisors[0]);
        Assert.Same(before.Processes[0], after.Processes[0]);
    }

    [Theory]
    [InlineData("using Mark = Artel.ProcessAttribute; namespace App { [Mark(\"app:a\")] partial class A { } }", "")]
    [InlineData("namespace App { using Mark = Artel.ProcessAttribute; [Mark(\"app:a\")] partial class A { } }", "")]
    [InlineData("namespace App { [Mark(\"app:a\")] partial class A { } }", "global using Mark = Artel.ProcessAttribute;")]
    [InlineData("namespace App { using Short = Mark; [Short(\"app:a\")] partial class A { } }", "global using Mark = Artel.ProcessAttribute;")]
    [InlineData("namespace App { [Artel.Process(\"app:a\")] partial class A { } }", "")]
    [InlineData("namespace App { [global::Artel.ProcessAttribute(\"app:\" + \"a\")] partial class A { } }", "")]
    [InlineData("namespace App { using System.Diagnostics; [Process(\"app:a\")] partial class A { } }", "")]
    [InlineData("namespace App { partial class B { [Process(\"app:a\", MaxMailboxLength = 2)] internal partial class A { } } }", "")]
    public void Attribute_is_found_however_it_is_written(string source, string usings) =>
        Assert.Equal("app:a", Assert.Single(MarkedReadings.Of(Compiler.Create(source, usings), default).Processes).Process?.Id);

    [Theory]
    [InlineData("namespace App { class ProcessAttribute(string id) : Attribute { } [Process(\"app:a\")] partial class A { } }")]
    [InlineData("namespace App { [Process(\"app:a\")] partial class A { } file class ProcessAttribute(string id) : Attribute { } }")]
    [InlineData("namespace App { using Process = App.Own; class Own(string id) : Attribute { } [Process(\"app:a\")] partial class A { } }")]
    [InlineData("namespace App { class B { class ProcessAttribute(string id) : Attribute { } [Process(\"app:a\")] partial class A { } } }")]
    public void Attribute_of_somebody_else_is_left_alone(string source) =>
        Assert.Empty(MarkedReadings.Of(Compiler.Create(source), default).Processes);

    [Theory]
    [InlineData("global using Note = Artel.OnMessageAttribute;", "global using Note = System.ObsoleteAttribute;")]
    [InlineData("global using A;", "global using B;")]
    [InlineData("", "namespace App { public sealed class Job; }")]
    [InlineData("global using A;", "global using A; #nullable disable")]
    public void Change_of_what_names_mean_is_seen(string before, string after) => VerifySeen(
        ["""
            namespace A { public sealed record Job(int X); }
            namespace B { public sealed record Job(int Y); }
            """,
            before,
            """namespace App { [Process("app:worker")] public sealed partial class Worker { [Note("work")] [OnMessage("job")] private void Work(Job job) { } } }"""],
        1,
        after,
        isChangeCertain: false);

    /// <summary>Nobody mentions the name that is new, and yet it means something.</summary>
    [Theory]
    [InlineData("[OnMessage(\"x\")] private void X(LaterRef later) { }", "[Process(\"app:later\")] public sealed partial class Later { }")]
    [InlineData("[OnMessage(\"x\")] private void X(Numbers numbers) { }", "namespace System.Collections { public interface IEnumerable; }")]
    [InlineData("[OnMessage(\"x\")] private void X(int number) { }", "namespace App { public class WorkerRef; }")]
    [InlineData("[OnMessage(\"x\")] private void X(int number) { }", "namespace App { public class WorkerRefExtensions; }")]
    [InlineData("[Function(\"app:f\")] public static int Add(int number) => 1;", "namespace App { public class AddFunction; }")]
    [InlineData("[Note(\"x\")] private void X(int number) { }", "global using Note = Artel.OnMessageAttribute;")]
    [InlineData("[OnMessage(\"x\")] private void X(J\\u006fb job) { }", "namespace App { public record Job(int X); }")]
    public void New_name_that_nobody_mentions_is_seen(string member, string added)
    {
        string[] sources =
        [
            $"namespace App {{ [Process(\"app:worker\")] public sealed partial class Worker {{ {member} }} }}",
            "",
            "namespace App { public class Numbers : List<int> { public int Number { get; set; } } }",
        ];
        VerifySeen(sources, 1, added);
        sources[1] = added;
        VerifySeen(sources, 1, "");
    }

    /// <summary>The mark alone, in a file of the class and in that of its base; and what its name means.</summary>
    [Theory]
    [InlineData(0, "Own(Pid from)", "Own([Sender] Pid from)")]
    [InlineData(0, "OwnToo([Sender] Pid from)", "OwnToo(Pid from)")]
    [InlineData(0, "OwnToo([Sender] Pid from)", "OwnToo([Sender] Pid? from)")]
    [InlineData(1, "OfBase(Pid from)", "OfBase([Sender] Pid from)")]
    [InlineData(1, "OfBaseToo([Sender] Pid from)", "OfBaseToo(Pid from)")]
    [InlineData(2, "", "namespace App; public class SenderAttribute : Attribute;")]
    [InlineData(2, "", "namespace App; public class Sender : Attribute;")]
    [InlineData(2, "", "global using From = Artel.SenderAttribute;")]
    [InlineData(3, "namespace App; public class Sender2;", "namespace App; public class Sender2; public class Pid { public int Number { get; set; } }")]
    public void Mark_of_the_sender_is_seen(int file, string before, string after)
    {
        string[] sources =
        [
            "namespace App; [Process(\"app:plain\")] public sealed partial class Plain { [OnMessage(\"own\")] private void Own(Pid from) { } [OnMessage(\"too\")] private void OwnToo([Sender] Pid from) { } }\n"
                + "[Process(\"app:worker\")] public sealed partial class Worker : Base { [OnMessage(\"x\")] private void X([From] Pid from) { } }",
            "namespace App; public abstract class Base { [OnMessage(\"base\")] protected void OfBase(Pid from) { } [OnMessage(\"too\")] protected void OfBaseToo([Sender] Pid from) { } }",
            "",
            "namespace App; public class Sender2;",
        ];
        VerifySeen(sources, file, before.Length == 0 ? after : sources[file].Replace(before, after, StringComparison.Ordinal));
    }

    [Fact]
    public void File_that_comes_or_goes_is_seen()
    {
        string[] sources = [Worker, Rest, "namespace App; public class Other;"];
        var compilation = Compiler.Create(sources);
        var driver = Compiler.Driver().RunGenerators(compilation);
        var with = compilation.AddSyntaxTrees(Compiler.Parse("namespace App; public class WorkerRef;", "Source3.cs"));
        var added = driver.RunGenerators(with);
        Assert.Equal(Compiler.Texts(Compiler.Driver().RunGenerators(Compiler.Create([.. sources, "namespace App; public class WorkerRef;"]))), Compiler.Texts(added));
        Assert.NotEqual(Compiler.Texts(driver), Compiler.Texts(added));
        Assert.Equal(Compiler.Texts(driver), Compiler.Texts(added.RunGenerators(with.RemoveSyntaxTrees(with.SyntaxTrees.Last()))));
    }

    [Fact]
    public void New_type_has_only_those_read_again_that_mention_its_name()
    {
        const string first = """[Process("app:first")] public sealed partial class First { [OnMessage("x")] private void X(Missing missing) { } }""";
        const string second = """[Process("app:second")] public sealed partial class Second { [OnMessage("x")] private void X(int number) { } }""";
        var compilation = Compiler.Create(first, second, "");
        _ = MarkedReadings.Of(compilation, default);
        var before = MarkedReadings.Of(compilation, default).Processes;
        var after = MarkedReadings.Of(Compiler.Replace(compilation, 2, "class Missing { } class More { }"), default).Processes;
        Assert.NotSame(before[0], after[0]);
        Assert.Same(before[1], after[1]);
    }

    [Fact]
    public void Directive_in_a_body_is_seen_for_what_follows_it() =>
        VerifySeen([Worker, Rest], 1, Rest.Replace("Help() { }", "Help() {\n#nullable disable\n }", StringComparison.Ordinal));

    [Fact]
    public void Change_of_a_file_that_says_when_it_is_null_is_seen() => VerifySeen(
        [Worker, Rest, "namespace App; partial class Worker {\n#nullable disable\n[OnMessage(\"x\")] private void X(string text) { }\n}"],
        2,
        "namespace App; partial class Worker {\n[OnMessage(\"x\")] private void X(string text) { }\n#nullable disable\n}");

    [Fact]
    public void Change_of_a_referenced_assembly_is_seen()
    {
        const string user = """[Process("app:worker")] public sealed partial class Worker { [OnMessage("work")] private void Work(Library.Job job) { } }""";
        MetadataReference Library(string member) =>
            Compiler.Reference(Compiler.Run($$"""namespace Library; public sealed record Job({{member}});"""));

        MetadataReference first = Library("int X"), second = Library("long Y");
        var compilation = Compiler.Create(user).AddReferences(first);
        var driver = Compiler.Driver().RunGenerators(compilation);
        var edited = Compiler.Texts(driver.RunGenerators(compilation.ReplaceReference(first, second)));
        Assert.Equal(Compiler.Texts(Compiler.Driver().RunGenerators(Compiler.Create(user).AddReferences(second))), edited);
        Assert.NotEqual(Compiler.Texts(driver), edited);
    }

    [Fact]
    public void Problem_moves_with_its_line()
    {
        const string text = "[Process(\"app:worker\")] public sealed partial class Worker {\n private void Other() { }\n [OnMessage(\"x\")] private static void X() { } }";
        var compilation = Compiler.Create(text);
        var driver = Compiler.Driver().RunGenerators(compilation);
        var moved = driver.RunGenerators(Compiler.Replace(compilation, 0, text.Replace("Other() { }", "Other() {\n\n }", StringComparison.Ordinal)));
        Assert.Equal(2, Line(driver));
        Assert.Equal(4, Line(moved));

        static int Line(GeneratorDriver driver) => Assert.Single(driver.GetRunResult().Diagnostics).Location.GetLineSpan().StartLinePosition.Line;
    }

    [Theory]
    [InlineData("Help() { }", "Help() { _ = new { A = 1 }; }")]
    [InlineData("protected void Help() { }", "/// <summary>Helps.</summary>\n    protected void Help() { }")]
    public void Edit_of_a_body_or_a_comment_changes_no_digest_of_the_outline(string before, string after)
    {
        var edited = Compiler.Parse(Rest.Replace(before, after, StringComparison.Ordinal));
        Assert.Equal(TreeSurface.Of(Compiler.Parse(Rest), default).Outline, TreeSurface.Of(edited, default).Outline);
        Assert.Equal(TreeSurface.Of(Compiler.Parse(Rest), default).All, TreeSurface.Of(edited, default).All);
    }

    [Fact]
    public void New_member_changes_the_members_and_not_the_outline()
    {
        TreeSurface before = TreeSurface.Of(Compiler.Parse(Rest), default),
            after = TreeSurface.Of(Compiler.Parse(Rest.Replace("protected void Help() { }", "protected void Help(int x) { }", StringComparison.Ordinal)), default);
        Assert.Equal(before.Outline, after.Outline);
        Assert.NotEqual(before.All, after.All);
    }

    /// <summary>With each line in a file of its own: a file that a reading depends on for one thing would hide that it forgot another one in there.</summary>
    private static void VerifySeen(string user, string used, string before, string after)
    {
        var lines = used.Split('\n').Select(static line => line.TrimEnd('\r')).ToArray();
        string[] sources = [user, .. lines.Skip(1).Select(line => $"{lines[0]}\n{line}")];
        var edited = Array.FindIndex(sources, 1, source => source.Contains(before, StringComparison.Ordinal));
        VerifySeen(sources, edited, sources[edited].Replace(before, after, StringComparison.Ordinal));
    }

    private static void VerifySeen(string[] sources, int file, string after, bool isChangeCertain = true)
    {
        var compilation = Compiler.Create(sources);
        var driver = Compiler.Driver().RunGenerators(compilation);
        var edited = Compiler.Texts(driver.RunGenerators(Compiler.Replace(compilation, file, after)));
        string[] newSources = [.. sources.Take(file), after, .. sources.Skip(file + 1)];
        // New syntax trees, of which nothing can be remembered.
        Assert.Equal(Compiler.Texts(Compiler.Driver().RunGenerators(Compiler.Create(newSources))), edited);
        if (isChangeCertain)
            Assert.NotEqual(Compiler.Texts(driver), edited);
    }
}
