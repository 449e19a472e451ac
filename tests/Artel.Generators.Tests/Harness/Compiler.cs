using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Generators.Tests;

/// <summary>Compiles sources with the generator, as a project that references Artel would.</summary>
internal static class Compiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Artel;
        """;

    /// <summary>In the place of the Lua engine: what generated code calls of it.</summary>
    public const string LuaEngine = """
        namespace Artel.Lua
        {
            internal static class LuaDefinitions
            {
                public static ArtelBuilder AddDeclared(
                    ArtelBuilder artel, string id, string path, IReadOnlyList<string> topics, IReadOnlyList<PermissionDeclaration>? permissions,
                    string? method = null, string? host = null) => artel;
            }
        }
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> Platform = [.. Directory.GetFiles(TargetingPack, "*.dll").Select(Reference)];

    private static readonly ImmutableArray<MetadataReference> Artel =
    [
        Reference(typeof(ProcessContext).Assembly.Location),
        Reference(typeof(ServiceProviderServiceExtensions).Assembly.Location),
        Reference(typeof(IServiceCollection).Assembly.Location),
    ];

    private static string TargetingPack => typeof(Compiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "TargetingPack").Value!;

    public static SyntaxTree Parse(string source, string path = "Source.cs") => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    public static CSharpCompilation Create(params string[] sources) =>
        CSharpCompilation.Create(
            "Consumer",
            [Parse(Usings, "Usings.cs"), .. sources.Select(static (source, index) => Parse(source, $"Source{index}.cs"))],
            [.. Platform, .. Artel],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The compilation after an edit of one of its sources.</summary>
    public static CSharpCompilation Replace(CSharpCompilation compilation, int source, string text)
    {
        var old = compilation.SyntaxTrees.Single(tree => tree.FilePath == $"Source{source}.cs");
        return compilation.ReplaceSyntaxTree(old, Parse(text, old.FilePath));
    }

    /// <summary>All that a run of the generator gave, files and problems, as one text.</summary>
    public static string Texts(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        var files = result.GeneratedSources.Select(static source => $"// {source.HintName}\n{source.SourceText}");
        return string.Join("\n", files.Order(StringComparer.Ordinal).Concat(result.Diagnostics.Select(static problem => problem.ToString())));
    }

    /// <summary>The assembly that was compiled, as another compilation references it.</summary>
    public static MetadataReference Reference(Generation generation) => MetadataReference.CreateFromImage(Image(generation));

    public static byte[] Image(Generation generation)
    {
        using var image = new MemoryStream();
        var result = generation.Output.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return image.ToArray();
    }

    public static CSharpCompilation WithoutArtel(string source) => Create().RemoveAllSyntaxTrees().AddSyntaxTrees(Parse(source)).WithReferences(Platform);

    public static GeneratorDriver Driver(params LuaText[] lua) => CSharpGeneratorDriver.Create(
        [new ArtelGenerator().AsSourceGenerator()],
        lua,
        ParseOptions,
        new LuaOptions(Folder),
        new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true));

    /// <summary>The folder of the compiled project.</summary>
    public const string Folder = "/project/";

    public static Generation Run(params string[] sources) => Run(Create(sources));

    public static Generation Run(CSharpCompilation compilation, params LuaText[] lua)
    {
        var driver = Driver(lua).RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return new(driver.GetRunResult().Results.Single(), output);
    }

    private static MetadataReference Reference(string path) => MetadataReference.CreateFromFile(path);
}
