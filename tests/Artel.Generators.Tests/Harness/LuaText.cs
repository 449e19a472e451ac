using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators.Tests;

/// <summary>A Lua file of the compiled project; its path in the output folder is its path, save when it is to have none.</summary>
internal sealed class LuaText(string path, string text, bool isPlaced = true) : AdditionalText
{
    public override string Path => path;

    public bool IsPlaced => isPlaced;

    public int Reads { get; private set; }

    public override SourceText GetText(CancellationToken cancellationToken = default)
    {
        Reads++;
        return SourceText.From(text);
    }
}

/// <summary>What the build tells the generator: the project's folder, and the metadata that Artel.targets gives to Lua files.</summary>
internal sealed class LuaOptions(string folder) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(new() { ["build_property.projectdir"] = folder, ["build_property.rootnamespace"] = "Consumer" });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        new Options(textFile is LuaText { IsPlaced: true } ? new() { ["build_metadata.AdditionalFiles.ArtelLuaPath"] = textFile.Path } : []);

    private sealed class Options(Dictionary<string, string> settings) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => settings.TryGetValue(key, out value);
    }
}
