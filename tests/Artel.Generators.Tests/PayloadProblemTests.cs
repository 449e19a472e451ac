namespace Artel.Generators.Tests;

/// <summary>What a marked type has and no codec can cross is a compile-time error where it is written (statement 28).</summary>
public sealed class PayloadProblemTests
{
    [Theory]
    [InlineData("[Payload] public sealed record Job(int Id, Action Done);", "Member 'Done' of payload 'Job' has type 'Action', which no codec can cross; ")]
    [InlineData("[Payload] public sealed class Job { public IDisposable? Held { get; set; } }", "Member 'Held' of payload 'Job' has type 'IDisposable', which no codec can cross; ")]
    [InlineData("[Payload] public struct Job { public int[,] Grid; }", "Member 'Grid' of payload 'Job' has type 'int[*,*]', which no codec can cross; ")]
    [InlineData("[Payload] public sealed record Job(List<Action> All);", "Member 'All' of payload 'Job' has type 'List<Action>', which no codec can cross: it is made of 'Action'; ")]
    [InlineData("[Payload] public sealed record Job(Dictionary<byte[], int> All);", "Member 'All' of payload 'Job' has type 'Dictionary<byte[], int>', which no codec can cross; ")]
    [InlineData("[Payload] public sealed record Job(Step[] Steps); public sealed record Step(string Name, Func<int> Run);", "Member 'Steps' of payload 'Job' has type 'Step[]', which no codec can cross: its 'Run' is a 'Func<int>'; ")]
    [InlineData("[Payload] public sealed record Job(Shape Shape); public abstract record Shape;", "Member 'Shape' of payload 'Job' has type 'Shape', which no codec can cross; ")]
    public void Member_that_can_not_cross(string source, string expected)
    {
        var problem = Assert.Single(Compiler.Run(source).VerifyCompiles().Problems);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.StartsWith("ART0309 Source0.cs(0,", problem, StringComparison.Ordinal);
        Assert.EndsWith("; give it a type that crosses, or mark it [PayloadIgnore]", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Member_is_reported_where_it_is_written()
    {
        var run = Compiler.Run("""
            [Payload]
            public sealed class Job
            {
                public int Id { get; set; }
                public Action? Done { get; set; }
            }
            """).VerifyCompiles();
        Assert.StartsWith("ART0309 Source0.cs(4,19): ", Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Payload] public sealed record Job(int UserId, int user_id);", "two of its fields would be named 'user_id'; give one another name by [PayloadName]")]
    [InlineData("[Payload] public sealed class Job { public Job(int secret) { } public int Open => 1; }", "it has no constructor whose every parameter is also a public member of the same name and type")]
    [InlineData("[Payload] public sealed class Job : List<int> { }", "it is a collection that no codec is known for")]
    [InlineData("[Payload] public sealed class Job : IDisposable { public int Id { get; set; } public void Dispose() { } }", "it is IDisposable")]
    [InlineData("[Payload] public sealed class Job : Exception { }", "it is an exception")]
    [InlineData("static class Outer { [Payload] private sealed record Job(int Id); }", "generated code can't name it")]
    [InlineData("[Payload] public abstract record Base { public sealed record Job(int Kind) : Base; } [Payload] public sealed record Holder(Base.Job Kind);", null)]
    public void Type_that_can_not_cross(string source, string? why)
    {
        var run = Compiler.Run(source).VerifyCompiles();
        if (why is null)
        {
            Assert.Contains("which no codec can cross", Assert.Single(run.Problems), StringComparison.Ordinal);
            return;
        }

        Assert.Contains("'Job' can't be a payload: " + why, Assert.Single(run.Problems), StringComparison.Ordinal);
        Assert.StartsWith("ART0310 Source0.cs(0,", run.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Two_subtypes_of_one_kind()
    {
        var run = Compiler.Run("""[Payload] public abstract record Shape { [PayloadKind("x")] public sealed record A : Shape; [PayloadKind("x")] public sealed record B : Shape; }""");
        Assert.Contains("'Shape' can't be a payload: 'A' and 'B' have the kind 'x'; give one another kind by [PayloadKind]", Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public sealed record Job(Action Done); [Process(\"a:b\")] partial class W { [OnMessage(\"x\")] void X(Job job) { } }")]
    [InlineData("[Payload] public sealed record Page<T>(T Item, Action Done);")]
    [InlineData("[Payload] public sealed class Job { public int Id { get; set; } [PayloadIgnore] public Action? Done { get; set; } public Action Computed => () => { }; }")]
    [InlineData("[Payload] public sealed record Job(Job? Next, List<Job> All, IReadOnlyDictionary<string, Job[]> Map, object? Any, (int, Job?)? Pair);")]
    [InlineData("[Payload] public interface IShape { } [Payload] public readonly record struct Dot(int X) : IShape; [Payload] public sealed record All(IShape[] Shapes);")]
    public void What_passes_without_a_word(string source) => Compiler.Run(source).VerifyClean();

    [Fact]
    public void Member_of_a_type_that_is_missing_is_the_compilers_to_report() =>
        Assert.Empty(Compiler.Run("[Payload] public sealed record Job(Missing One, List<Missing> Two);").Problems);

    [Fact]
    public void Every_rule_of_payloads_has_its_page()
    {
        foreach (var rule in new[] { GeneratorDiagnostics.PayloadMember, GeneratorDiagnostics.PayloadType })
        {
            var page = File.ReadAllText(Path.Combine(Root(), "docs", "rules", rule.Id + ".md"));
            Assert.StartsWith($"# {rule.Id}: {rule.Title}\n", page, StringComparison.Ordinal);
            foreach (var chapter in (string[])["Cause", "Why", "Wrong", "Right", "How to suppress", "Lua form"])
                Assert.Contains($"\n## {chapter}\n", page, StringComparison.Ordinal);
            Assert.EndsWith($"docs/rules/{rule.Id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        }
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
