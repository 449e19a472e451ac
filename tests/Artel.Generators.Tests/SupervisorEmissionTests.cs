namespace Artel.Generators.Tests;

/// <summary>What is written for supervisor classes, and what is refused.</summary>
public sealed class SupervisorEmissionTests
{
    [Fact]
    public void Children_of_every_shape()
    {
        var run = Compiler.Run("""
            namespace App;
            public enum Size { Small, Large }
            [Process("app:store")] public sealed partial class Store;
            [Supervisor("app:inner", Strategy = SupervisionStrategy.SimpleOneForOne)]
            [Child("session", "lua:session", Restart = RestartPolicy.Temporary)]
            internal sealed partial class Inner;
            public sealed partial class Outer
            {
                [Supervisor("app:tree", Strategy = SupervisionStrategy.RestForOne, MaxRestarts = 7, Within = "1m30s", Allows = new[] { "app.workers:*" })]
                [Child<Store>("store", Host = "app:disk", Shutdown = "brutal_kill", Arguments = new object?[] { 1, "two", null, 3.5, Size.Large, new[] { 'x' } })]
                [Child("thumbs", "app.workers:thumbnailer", Restart = RestartPolicy.Transient, Shutdown = "10s")]
                [Child<Inner>("inner")]
                internal sealed partial class Tree;
            }
            class Use { static void Add(ArtelBuilder artel) => artel.AddDefinitions().AddService<Outer.Tree>("app:tree"); }
            """).VerifyClean();
        Snapshot.Match(run.Text("App.Outer.Tree.Supervisor.g.cs"));
        Assert.Contains("artel.AddProcess<global::App.Outer.Tree>();", run.Text("ArtelDefinitions.g.cs"), StringComparison.Ordinal);
        var manifest = run.Output.Assembly.GetAttributes()
            .Single(static attribute => attribute.AttributeClass!.Name == "AssemblyMetadataAttribute").ConstructorArguments[1].Value!.ToString()!;
        Snapshot.Match(manifest, end: ".json");
    }

    [Theory]
    [InlineData("[Supervisor(\"app:w\")] class W;", "ART0301", "must be partial")]
    [InlineData("[Supervisor(\"w\")] partial class W;", "ART0307", "'w' is no definition id")]
    [InlineData("class Base; [Supervisor(\"app:w\")] partial class W : Base;", "ART0312", "it inherits from 'Base'")]
    [InlineData("[Supervisor(\"app:w\")] partial class W { public W(int x) { } }", "ART0312", "its constructor takes parameters")]
    [InlineData("[Supervisor(\"app:w\")] partial class W<T>;", "ART0312", "it is generic")]
    [InlineData("[Supervisor(\"app:w\")] abstract partial class W;", "ART0312", "it is static or abstract")]
    [InlineData("[Supervisor(\"app:w\", MaxRestarts = -1)] partial class W;", "ART0312", "MaxRestarts is negative")]
    [InlineData("[Supervisor(\"app:w\", Within = \"soon\")] partial class W;", "ART0312", "Within is 'soon'")]
    [InlineData("[Supervisor(\"app:w\", Within = \"0s\")] partial class W;", "ART0312", "Within is '0s'")]
    [InlineData("[Supervisor(\"app:w\", Strategy = SupervisionStrategy.SimpleOneForOne)] partial class W;", "ART0312", "takes one child, the template, and there are 0")]
    [InlineData("[Supervisor(\"app:w\")] [Child(\"a\", \"x:y\")] [Child(\"a\", \"x:z\")] partial class W;", "ART0313", "there is another child of the id")]
    [InlineData("[Supervisor(\"app:w\")] [Child(\"a\", \"y\")] partial class W;", "ART0307", "'y' is no definition id")]
    [InlineData("class X; [Supervisor(\"app:w\")] [Child<X>(\"a\")] partial class W;", "ART0313", "'X' is neither a [Process] nor a [Supervisor]")]
    [InlineData("[Supervisor(\"app:w\")] [Child(\"a\", \"x:y\", Host = \"h\")] partial class W;", "ART0313", "'h' is no host id")]
    [InlineData("[Supervisor(\"app:w\")] [Child(\"a\", \"x:y\", Shutdown = \"fast\")] partial class W;", "ART0313", "its Shutdown is 'fast'")]
    public void Supervisor_that_can_not_be(string source, string id, string words)
    {
        var run = Compiler.Run(source).VerifyCompiles();
        var problem = Assert.Single(run.Problems);
        Assert.StartsWith(id, problem, StringComparison.Ordinal);
        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.Equal(["ArtelDefinitions.g.cs"], run.Files);
    }

    [Fact]
    public void The_topics_of_the_manifest_are_those_that_a_supervisor_answers() =>
        Assert.Equal(SupervisorTopics.All, SupervisorModel.Topics);
}
