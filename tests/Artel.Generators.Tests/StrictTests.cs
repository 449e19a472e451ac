using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Generators.Tests;

/// <summary>
/// Generated code of every kind stands what a consumer may ask of it. What the platform's analyzers ask is in
/// <see cref="AnalysisLevelTests"/>.
/// </summary>
public sealed class StrictTests
{
    internal const string EveryKind = """
        namespace App
        {
            public sealed record Job(int Id, string? Text, Mode Mode, Point[] Points, (int, string) Pair);
            public readonly record struct Point(int X, int Y);
            public enum Mode { Fast, Slow }
            [Flags, Payload] public enum Options { None, One, Two }
            [Payload] public abstract record Shape { public sealed record Circle(double Radius) : Shape; public sealed record Square(double Side) : Shape; }
            [Payload] public interface IEvent;
            [Payload] public sealed record Happened(Guid Id) : IEvent;
            [Payload] public class Settable { public int Number { get; set; } = 1; public required string Name { get; set; } public Settable? Next { get; init; } }
            public abstract class Keeper<T> { [OnMessage("put")] protected void Put(T value) { } }
            [Process("app:worker", MaxMailboxLength = 5), Permission(Permissions.Send)]
            public sealed partial class Worker([Argument] string name, IServiceProvider services, [Argument] int limit = 3) : Keeper<Dictionary<string, Job>>
            {
                [OnMessage("work")] private async Task<Shape?> WorkAsync(Job job, Message message, Options options = Options.One) { await Task.Yield(); _ = (name, services, limit); return null; }
                [OnMessage("tell")] private void Tell([Sender] Pid from, Job? job, Mode mode = Mode.Fast) { }
                [OnMessage("see")] private void See(IEvent seen, Settable settable) { }
                [OnMessage] private void Rest(Message message) { }
                [OnExit] private void Ended(ExitEvent exit) { }
                [OnCancel] private Task CancelledAsync() => Task.CompletedTask;
            }
            [Process("app:runner")] internal sealed partial class Runner { [Main] private Task<List<Point>> RunAsync(Job job, double scale = 1.5) => Task.FromResult(new List<Point>()); }
            public static partial class Outer { [Process("app:inner")] public sealed partial class Inner { [OnMessage("x")] private int X() => 1; } }
        }
        """;

    internal static readonly LuaText Lua = new("lua/a.lua", """
        ---@process lua:a
        ---@permission process.send *
        ---@message go { id: integer, sizes: { width: number }[], note: string? }
        ---@message count { of: string }
        ---@reply { count: integer }
        ---@param options { deep: { more: boolean } }
        ---@return { ok: boolean }
        local function main(options) end
        """);

    [Fact]
    public void Every_type_says_that_it_is_generated()
    {
        var types = Trees(Run(EveryKind)).SelectMany(static tree => tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            .Where(static type => type.Parent is not TypeDeclarationSyntax && type.Identifier.Text != "Outer").ToList();
        Assert.True(types.Count > 8, $"{types.Count} types");
        Assert.All(types, static type => Assert.Contains("GeneratedCode", type.AttributeLists.ToString(), StringComparison.Ordinal));
    }

    /// <summary>A name that is not looked up from the global namespace can be one of the consumer's.</summary>
    [Fact]
    public void Every_type_is_named_from_the_global_namespace()
    {
        var run = Run(EveryKind);
        var names = 0;
        foreach (var tree in Trees(run))
        {
            var model = run.Output.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(static name => IsLeftmost(name) && name is not IdentifierNameSyntax { IsVar: true }))
            {
                names++;
                if (model.GetSymbolInfo(name).Symbol is INamedTypeSymbol or INamespaceSymbol && !IsDeclaredIn(tree, name.Identifier.Text))
                    Assert.Fail($"{tree.FilePath}: '{name}' in '{name.Parent}'");
            }
        }

        Assert.True(names > 100, $"{names} names");
    }

    [Fact]
    public void Types_of_the_consumer_may_have_names_that_generated_code_uses() => Run(Regex.Replace(
        EveryKind,
        @"\b(Task|Guid|Message|Pid)\b(?!Async)",
        static word => word.Value switch
        {
            "Task" => "global::System.Threading.Tasks.Task",
            "Guid" => "global::System.Guid",
            var name => "global::Artel." + name,
        }).Replace("namespace App\n{", Taken, StringComparison.Ordinal));

    private const string Taken = """
        namespace App
        {
            class System; class Artel; class Microsoft; class Task; class Message; class Pid; class String; class List; class BehaviorStep;
            class PayloadCodecs; class ProcessContext; class Guid; class ArtelPayloads; class DefinitionRegistry; class ArtelDefinitions; class Generated;
        """;

    [Theory]
    [InlineData("[Process(\"a:b\")] partial struct W { [OnMessage(\"x\")] void X() { } }")]
    [InlineData("[Process(\"a:b\")] partial record struct W { [OnMessage(\"x\")] void X() { } }")]
    [InlineData("[Process(\"a:b\")] partial interface W { [OnMessage(\"x\")] void X() { } }")]
    [InlineData("[Process(\"a:b\")] ref partial struct W { [OnMessage(\"x\")] void X(Span<int> x) { } }")]
    [InlineData("class B { private B() { } } [Process(\"a:b\")] partial class W : B { [OnMessage(\"x\")] void X() { } }")]
    [InlineData("[Process(\"a:b\")] partial class W { [OnMessage(\"x\")] void X(params int[] x) { } [OnMessage(\"y\")] void Y(__arglist) { } }")]
    [InlineData("[Process(\"a:b\")] partial class W { [OnMessage(\"x\")] void Process(int x) { } }")]
    [InlineData("[Process(\"a:b\")] partial class W { int Process; }")]
    [InlineData("[Process(\"a:b\")] partial class Process { [OnMessage(\"x\")] void X() { } }")]
    [InlineData("[Process(\"a:b\")] partial record struct W;")]
    [InlineData("[Process(\"a:b\")] partial class W { [OnMessage(\"x\")] unsafe void X(int* x) { } [OnMessage(\"y\")] void Y(dynamic y) { } }")]
    [InlineData("[Process(\"a:b\")] partial class W { [OnMessage(\"x\")] void X(Action<int> x, TypedReference y) { } }")]
    public void Wrong_code_is_the_consumers_error_and_not_one_of_generated_code(string source)
    {
        var run = Compiler.Run(source);
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Output.GetDiagnostics().Where(static error => error.Severity == DiagnosticSeverity.Error
            && error.Location.SourceTree is { } tree && tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)));
    }

    /// <summary>The analyzer reports it; who builds all the same learns it at the start.</summary>
    [Fact]
    public void Two_classes_of_one_id_compile_and_are_both_named_at_the_start()
    {
        var run = Compiler.Run("""
            namespace App;
            [Process("app:twin")] public sealed partial class First { }
            [Process("app:twin")] public sealed partial class Second { }
            public static class Program { public static void Add(ArtelBuilder artel) => artel.AddDefinitions(); }
            """).VerifyClean();
        var context = new AssemblyLoadContext("twins", isCollectible: true);
        var add = context.LoadFromStream(new MemoryStream(Compiler.Image(run))).GetType("App.Program")!.GetMethod("Add", BindingFlags.Public | BindingFlags.Static)!;
        var error = Assert.IsType<ArgumentException>(
            Assert.Throws<TargetInvocationException>(() => add.Invoke(null, [new ArtelBuilder(new ServiceCollection())])).InnerException);
        Assert.StartsWith(
            "There are two definitions with the id 'app:twin': the class App.First, and the class App.Second. Give one of them another id.",
            error.Message,
            StringComparison.Ordinal);
        context.Unload();
    }

    private static Generation Run(string source) => Compiler.Run(Compiler.Create(Compiler.LuaEngine, source), Lua).VerifyClean();

    private static IEnumerable<SyntaxTree> Trees(Generation run) => run.Result.GeneratedSources.Select(static source => source.SyntaxTree);

    private static bool IsLeftmost(SimpleNameSyntax name) => name.Parent switch
    {
        QualifiedNameSyntax qualified => qualified.Left == name,
        MemberAccessExpressionSyntax access => access.Expression == name,
        AliasQualifiedNameSyntax => false,
        // The name of a namespace that is declared, not used.
        NamespaceDeclarationSyntax => false,
        _ => true,
    } && !name.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Any(space => space.Name.Span.Contains(name.Span));

    private static bool IsDeclaredIn(SyntaxTree tree, string name) =>
        tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Any(type => type.Identifier.Text == name);
}
