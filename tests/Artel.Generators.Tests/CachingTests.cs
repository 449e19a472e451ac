using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Generators.Tests;

/// <summary>A key stroke costs what it changes and no more.</summary>
public sealed class CachingTests
{
    private const string First = """
        [Process("app:first")] public sealed partial class First { [OnMessage("x")] private void X(Job job) { } [OnMessage("y")] private static void Y() { } }
        """;

    private const string Second = """
        [Process("app:second")] public sealed partial class Second { [OnMessage("x")] private void X(Job job) { } }
        """;

    private const string Tree = """
        [Supervisor("app:tree")] [Child<First>("first")] public sealed partial class Tree;
        [Supervisor("wrong")] [Child<First>("first")] public sealed partial class Wrong;
        """;

    private const string Payload = """public sealed record Job(int Id, Kind Kind); [Payload] public enum Kind { One }""";

    private const string Function = """static class Api { [Function("app:add")] internal static int Add(int x, Job job) => x; [QueueConsumer("app:jobs")] internal static void Take(Job job) { } }""";

    private static readonly LuaText LuaFunction = new("lua/f.lua", "---@function lua:f\n---@consumer app:jobs\nreturn function(x) end\n");

    private static readonly LuaText Lua = new("lua/a.lua", "---@process lua:a\n---@message go { id: integer }\n");

    [Theory]
    [InlineData("class Other { int _field; }")]
    [InlineData("class Other { void M() { var x = new First(); } }\n\n// comment")]
    public void Edit_in_an_unrelated_file_changes_nothing(string edit)
    {
        var result = EditFile(3, edit);
        Assert.Empty(result.TrackedSteps.Keys.Intersect(TrackingNames.All).SelectMany(name => Changed(result.TrackedSteps[name]).Select(change => $"{name}: {change}")));
        Assert.All(result.TrackedOutputSteps.SelectMany(static outputs => Reasons(outputs.Value)), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Every_step_is_tracked() =>
        Assert.Empty(TrackingNames.All.Except(EditFile(3, "class Other { int _x; }").TrackedSteps.Keys));

    [Fact]
    public void Edit_of_a_body_changes_nothing()
    {
        var result = EditFile(0, First.Replace("(Job job) { }", "(Job job) { _ = job.Id + 1; }", StringComparison.Ordinal));
        Assert.Empty(Changed(result.TrackedSteps[TrackingNames.Processes]));
        Assert.Empty(Changed(result.TrackedSteps[TrackingNames.Payloads]));
        Assert.Empty(Changed(result.TrackedSteps[TrackingNames.Definitions]));
    }

    [Fact]
    public void Edit_of_a_process_class_regenerates_that_one_its_reference_and_the_manifest_alone()
    {
        var result = EditFile(0, First.Replace("\"x\"", "\"z\"", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified], Changed(result.TrackedSteps[TrackingNames.References]));
        Assert.Equal([IncrementalStepRunReason.Modified], Changed(result.TrackedSteps[TrackingNames.Processes]));
        Assert.Empty(Changed(result.TrackedSteps[TrackingNames.Payloads]));
        Assert.Empty(Changed(result.TrackedSteps[TrackingNames.Definitions]));
        Assert.Equal([IncrementalStepRunReason.Modified], Changed(result.TrackedSteps[TrackingNames.Manifest]));
        Assert.Equal(3, result.TrackedOutputSteps.SelectMany(static outputs => Reasons(outputs.Value)).Count(static reason => reason == IncrementalStepRunReason.Modified));
    }

    [Fact]
    public void Edit_of_a_functions_body_changes_nothing_and_of_its_parameters_its_class_alone()
    {
        var result = EditFile(5, Function.Replace("=> x;", "=> x + 1;", StringComparison.Ordinal));
        Assert.All(result.TrackedOutputSteps.SelectMany(static outputs => Reasons(outputs.Value)), static reason => Assert.NotEqual(IncrementalStepRunReason.Modified, reason));
        result = EditFile(5, Function.Replace("int x", "long x", StringComparison.Ordinal).Replace("=> x;", "=> 1;", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified], Changed(result.TrackedSteps[TrackingNames.Functions]));
        Assert.Empty(Changed(result.TrackedSteps[TrackingNames.FunctionRegistry]));
        Assert.Empty(Changed(result.TrackedSteps[TrackingNames.Processes]));
        Assert.Single(result.TrackedOutputSteps.SelectMany(static outputs => Reasons(outputs.Value)), static reason => reason == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void Edit_of_a_payload_type_regenerates_the_codecs_alone()
    {
        var result = EditFile(2, Payload.Replace("int Id", "long Id", StringComparison.Ordinal));
        Assert.Empty(Changed(result.TrackedSteps[TrackingNames.Processes]));
        Assert.Equal([IncrementalStepRunReason.Modified], Changed(result.TrackedSteps[TrackingNames.Payloads]));
        Assert.Single(result.TrackedOutputSteps.SelectMany(static outputs => Reasons(outputs.Value)), static reason => reason == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void Edit_of_a_csharp_file_reads_no_lua()
    {
        var lua = new LuaText("lua/a.lua", "---@process lua:a\n");
        var compilation = Compile();
        var driver = Compiler.Driver(lua).RunGenerators(compilation);
        var reads = lua.Reads;
        driver.RunGenerators(Compiler.Replace(compilation, 3, "class Other { int _x; }"));
        Assert.Equal(1, reads);
        Assert.Equal(1, lua.Reads);
    }

    [Fact]
    public void Edit_of_a_lua_file_reads_that_one_alone()
    {
        LuaText a = new("lua/a.lua", "---@process lua:a\n"), b = new("lua/b.lua", "---@process lua:b\n");
        var compilation = Compile();
        var driver = Compiler.Driver(a, b).RunGenerators(compilation);
        driver = driver.ReplaceAdditionalText(a, new LuaText("lua/a.lua", "---@process lua:a\nlocal x = 1\n")).RunGenerators(compilation);
        Assert.Equal(1, b.Reads);
        Assert.Empty(Changed(driver.GetRunResult().Results[0].TrackedSteps[TrackingNames.Definitions]));
    }

    /// <summary>
    /// No attribute is bound again, which alone would cost 9,200 bytes. After a new type the words of all files are gathered, once, to know
    /// that none mentions it.
    /// </summary>
    [Theory]
    [InlineData("class Other { int Get() => 1; }", "class Other { int Get() => 2; }", 5_000)]
    [InlineData("class Other { }", "class Other { public int Number { get; set; } }", 5_000)]
    [InlineData("class Other { }", "class Other { } class Another { }", 9_000)]
    public void Key_stroke_costs_little_for_each_process_class(string before, string after, int most)
    {
        const int count = 200;
        var classes = Enumerable.Range(0, count).Select(static number => $$"""
            namespace App;
            public sealed record Job{{number}}(int Id, string Text, Job{{number}}? Next);
            [Process("app:p{{number}}")]
            public sealed partial class P{{number}}
            {
                [OnMessage("a")] private void A(Job{{number}} job) { }
                [OnMessage("b")] private Task BAsync(int number, Message message) => Task.CompletedTask;
                [OnMessage("c")] private string C(string text, CancellationToken cancelled) => text;
                [OnMessage("d")] private void D() { }
                [OnExit] private void E(ExitEvent exit) { }
            }
            """);
        var compilation = Compiler.Create([before, .. classes]);
        // Without the tracking of steps, which costs more than the steps.
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ArtelGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options);
        driver = driver.RunGenerators(compilation).RunGenerators(Compiler.Replace(compilation, 0, before + " "));

        var edited = Compiler.Replace(compilation, 0, after);
        var start = GC.GetAllocatedBytesForCurrentThread();
        driver.RunGenerators(edited);
        var each = (GC.GetAllocatedBytesForCurrentThread() - start) / count;
        Assert.True(each < most, $"{each} bytes for each process class");
    }

    private static CSharpCompilation Compile() => Compiler.Create(First, Second, Payload, "class Other { }", Compiler.LuaEngine, Function, Tree);

    private static GeneratorRunResult EditFile(int source, string text)
    {
        var compilation = Compile();
        var driver = Compiler.Driver(Lua, LuaFunction).RunGenerators(compilation).RunGenerators(Compiler.Replace(compilation, source, text));
        return driver.GetRunResult().Results.Single();
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(ImmutableArray<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(static step => step.Outputs).Select(static output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> Changed(ImmutableArray<IncrementalGeneratorRunStep> steps) =>
        Reasons(steps).Where(static reason => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
}
