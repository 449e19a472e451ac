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
    [InlineData("Help() { }", "Help() {\n#nullable disable\n }")]
    public void Edit_of_another_file_is_seen(string before, string after) => VerifySeen([Worker, Rest], 1, Rest.Replace(before, after, StringComparison.Ordinal));

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
        var edited = Texts(driver.RunGenerators(compilation.ReplaceReference(first, second)));
        Assert.Equal(Texts(Compiler.Driver().RunGenerators(Compiler.Create(user).AddReferences(second))), edited);
        Assert.NotEqual(Texts(driver), edited);
    }

    [Fact]
    public void Problem_moves_with_its_line()
    {
        const string text = "[Process(\"app:worker\")] public sealed partial class Worker {\n private void Other() { }\n [OnMessage(\"x\")] private static void X() { } }";
        var compilation = Compiler.Create(text);
        var driver = Compiler.Driver().RunGenerators(compilation);
        var moved = driver.RunGenerators(Replace(compilation, 0, text.Replace("Other() { }", "Other() {\n\n }", StringComparison.Ordinal)));
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

    private static void VerifySeen(string[] sources, int file, string after, bool isChangeCertain = true)
    {
        var compilation = Compiler.Create(sources);
        var driver = Compiler.Driver().RunGenerators(compilation);
        var edited = Texts(driver.RunGenerators(Replace(compilation, file, after)));
        string[] newSources = [.. sources.Take(file), after, .. sources.Skip(file + 1)];
        // New syntax trees, of which nothing can be remembered.
        Assert.Equal(Texts(Compiler.Driver().RunGenerators(Compiler.Create(newSources))), edited);
        if (isChangeCertain)
            Assert.NotEqual(Texts(driver), edited);
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, int source, string text)
    {
        var old = compilation.SyntaxTrees.Single(tree => tree.FilePath == $"Source{source}.cs");
        return compilation.ReplaceSyntaxTree(old, Compiler.Parse(text, old.FilePath));
    }

    private static string Texts(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        var files = result.GeneratedSources.Select(static source => $"// {source.HintName}\n{source.SourceText}");
        return string.Join("\n", files.Order(StringComparer.Ordinal).Concat(result.Diagnostics.Select(static problem => problem.ToString())));
    }
}
