using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Generators.Speed;

/// <summary>A project with many process classes of usual shapes, each in a file, with a payload of its own, and as many files without any.</summary>
/// <param name="count">How many there are.</param>
/// <param name="hasConstructors">Whether each takes an argument and a service: such a class is not read by its spelling.</param>
internal sealed class SampleProject(int count, bool hasConstructors)
{
    private const string Usings = """
        global using System;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Artel;
        """;

    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetExtension(path) == ".dll").Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private int _edits;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    /// <summary>A compilation that nothing was asked of yet, of trees that nobody has looked at: those of the last one remember what was asked of them.</summary>
    public CSharpCompilation Create() => CSharpCompilation.Create(
        "Sample",
        [
            Parse(Usings, "Usings.cs"), Parse(Other(0), "Other.cs"),
            .. Enumerable.Range(0, count).Select(number => Parse(Class(number, 0), File(number))),
            .. Enumerable.Range(0, count).Select(static number => Parse(Plain(number), $"Plain{number}.cs")),
        ],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Another body in a handler.</summary>
    public CSharpCompilation EditClass(CSharpCompilation compilation) => Replace(compilation, Class(0, ++_edits), File(0));

    /// <summary>Another line in a file without process classes.</summary>
    public CSharpCompilation EditOther(CSharpCompilation compilation) => Replace(compilation, Other(++_edits), "Other.cs");

    /// <summary>Another member of a type that no process class uses.</summary>
    public CSharpCompilation EditMember(CSharpCompilation compilation) =>
        Replace(compilation, $"internal static class Other {{ public static int Get{Next()}() => 0; }}", "Other.cs");

    /// <summary>Another type, which may change what its name means.</summary>
    public CSharpCompilation EditType(CSharpCompilation compilation) =>
        Replace(compilation, $"internal static class Other {{ }} internal static class Another{Next()};", "Other.cs");

    private string Next() => (++_edits).ToString(CultureInfo.InvariantCulture);

    private static CSharpCompilation Replace(CSharpCompilation compilation, string text, string path) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == path), Parse(text, path));

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    private static string File(int number) => $"P{number.ToString(CultureInfo.InvariantCulture)}.cs";

    private static string Other(int edit) => $$"""internal static class Other { public static int Get() => {{edit}}; }""";

    /// <summary>What most of a project is: no process, though it has attributes of its own.</summary>
    private static string Plain(int number) => $$"""
        namespace App.Plain;
        using System.Linq;
        /// <summary>Counts.</summary>
        [Serializable]
        public class Plain{{number}}
        {
            public int Count { get; set; }
            public string Name { get; set; } = "";
            public int Sum(int[] numbers) { var sum = 0; foreach (var number in numbers) sum += number; return sum + numbers.Count(static number => number > 3); }
            public string Show() => $"{Count}-{Name}-{Sum(new[] { 1, 2, 3 })}";
        }
        """;

    private string Class(int number, int edit) => $$"""
        namespace App;
        public sealed record Job{{number}}(int Id, string Text, Job{{number}}? Next);
        [Process("app:p{{number}}")]
        public sealed partial class P{{number}}{{(hasConstructors ? "([Argument] int size, IServiceProvider services)" : "")}}
        {
            private int _count{{(hasConstructors ? " = size + services.GetHashCode()" : "")}};
            [OnMessage("a")] private void A(Job{{number}} job) => _count += {{edit}} + job.Id;
            [OnMessage("b")] private Task BAsync(int number, Message message) => Task.CompletedTask;
            [OnMessage("c")] private string C(string text, CancellationToken cancelled) => text;
            [OnMessage("d")] private void D() { }
            [OnExit] private void E(ExitEvent exit) { }
        }
        """;
}
