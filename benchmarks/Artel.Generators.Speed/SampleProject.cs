using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Generators.Speed;

/// <summary>A project with many process classes of usual shapes, each in a file, with a payload of its own.</summary>
internal sealed class SampleProject
{
    private const string Usings = """
        global using System;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Artel;
        """;

    private readonly SyntaxTree[] _trees;
    private int _edits;

    public SampleProject(int count)
    {
        _trees = [Parse(Usings, "Usings.cs"), Parse(Other(0), "Other.cs"), .. Enumerable.Range(0, count).Select(static number => Parse(Class(number, 0), File(number)))];
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        References = [.. platform.Where(static path => Path.GetExtension(path) == ".dll").Select(static path => MetadataReference.CreateFromFile(path))];
    }

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    private IReadOnlyList<MetadataReference> References { get; }

    /// <summary>A compilation that nothing was asked of yet.</summary>
    public CSharpCompilation Create() => CSharpCompilation.Create(
        "Sample", _trees, References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Another body in a handler.</summary>
    public CSharpCompilation EditClass(CSharpCompilation compilation) => Replace(compilation, Class(0, ++_edits), File(0));

    /// <summary>Another line in a file without process classes.</summary>
    public CSharpCompilation EditOther(CSharpCompilation compilation) => Replace(compilation, Other(++_edits), "Other.cs");

    /// <summary>Another member of a type that no process class uses.</summary>
    public CSharpCompilation EditMember(CSharpCompilation compilation) =>
        Replace(compilation, $"internal static class Other {{ public static int Get{Next()}() => 0; }}", "Other.cs");

    /// <summary>Another type, which may change what any name means.</summary>
    public CSharpCompilation EditType(CSharpCompilation compilation) =>
        Replace(compilation, $"internal static class Other {{ }} internal static class Another{Next()};", "Other.cs");

    private string Next() => (++_edits).ToString(CultureInfo.InvariantCulture);

    private static CSharpCompilation Replace(CSharpCompilation compilation, string text, string path) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == path), Parse(text, path));

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    private static string File(int number) => $"P{number.ToString(CultureInfo.InvariantCulture)}.cs";

    private static string Other(int edit) => $$"""internal static class Other { public static int Get() => {{edit}}; }""";

    private static string Class(int number, int edit) => $$"""
        namespace App;
        public sealed record Job{{number}}(int Id, string Text, Job{{number}}? Next);
        [Process("app:p{{number}}")]
        public sealed partial class P{{number}}
        {
            private int _count;
            [OnMessage("a")] private void A(Job{{number}} job) => _count += {{edit}} + job.Id;
            [OnMessage("b")] private Task BAsync(int number, Message message) => Task.CompletedTask;
            [OnMessage("c")] private string C(string text, CancellationToken cancelled) => text;
            [OnMessage("d")] private void D() { }
            [OnExit] private void E(ExitEvent exit) { }
        }
        """;
}
