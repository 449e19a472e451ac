using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers.Speed;

/// <summary>A project with many process classes and Lua files, each in a file.</summary>
internal sealed class SampleProject
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private readonly SyntaxTree[] _trees;
    private readonly (string Name, string Text)[] _scripts;
    private readonly MetadataReference[] _references;

    public SampleProject(int classes, int scripts)
    {
        var modules = (scripts + 9) / 10;
        _trees = [
            Parse(SampleText.Usings, "Usings.cs"),
            .. Enumerable.Range(0, classes).Select(number => Parse(SampleText.Class(number, classes, scripts - modules), $"P{number}.cs")),
            .. Enumerable.Range(0, SampleText.Routes).Select(number => Parse(SampleText.Route(number, classes), $"Routes{number}.cs")),
        ];
        _scripts = [
            .. Enumerable.Range(0, scripts - modules).Select(number => ($"script{number}", SampleText.Script(number, scripts - modules, modules))),
            .. Enumerable.Range(0, modules).Select(number => ($"module{number}", SampleText.Module(number, modules))),
        ];
        _references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(IsOfProject).Select(static path => MetadataReference.CreateFromFile(path))];
    }

    /// <summary>The C# files.</summary>
    public int ClassFileCount => _trees.Length;

    /// <summary>A compilation that nothing was asked of yet. The trees are shared: parsing them is not what is measured.</summary>
    public CSharpCompilation Create() => CSharpCompilation.Create(
        "Sample",
        _trees,
        _references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: true));

    /// <summary>The Lua files, as texts that nobody has parsed.</summary>
    public AnalyzerOptions Options()
    {
        var files = _scripts.Select(static script => (AdditionalText)new LuaText($"/app/lua/{script.Name}.lua", SourceText.From(script.Text))).ToImmutableArray();
        return new(files, new Places());
    }

    /// <summary>Fails where the classes do not compile: rules say less of what is half-written, and would be measured on less.</summary>
    public void Check()
    {
        if (Create().GetDiagnostics().FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException($"The sample does not compile, so there is nothing to measure: {error}");
    }

    /// <summary>The platform and Artel: the analyzers of this program have types of Artel's names.</summary>
    private static bool IsOfProject(string path) => Path.GetFileName(path) is "Artel.dll" or ['S', 'y', 's', 't', 'e', 'm', '.', ..];

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    private sealed class LuaText(string path, SourceText text) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }

    /// <summary>What the build says of where the files are.</summary>
    private sealed class Places : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Place(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Place("lua/" + Path.GetFileName(textFile.Path));
    }

    private sealed class Place(string? place) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_metadata.AdditionalFiles.ArtelLuaPath" ? place : null;
            return value is not null;
        }
    }
}
