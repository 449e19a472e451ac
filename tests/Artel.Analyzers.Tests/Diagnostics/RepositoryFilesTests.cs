using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers.Tests;

/// <summary>The Lua files of this repository are fine, so no rule may say anything of them. Its C# is judged where it is built.</summary>
public class RepositoryFilesTests
{
    public static TheoryData<string> LuaRules => [.. typeof(LuaAnalyzer).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(LuaAnalyzer)) && !type.IsAbstract)
        .Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(LuaRules))]
    public async Task No_rule_gives_a_false_alarm(string rule)
    {
        var root = Path.Combine(TestPaths.Repository, "samples");
        var files = Directory.GetFiles(root, "*.lua", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Append(Path.Combine(TestPaths.Repository, "tests", "Artel.Conformance", "Definitions", "Lua", "mirror.lua"))
            .Select(path => (path, File.ReadAllText(path)))
            .ToArray();
        Assert.True(files.Length > 5);

        var analyzer = (DiagnosticAnalyzer)Activator.CreateInstance(typeof(LuaAnalyzer).Assembly.GetType("Artel.Analyzers." + rule)!)!;
        Assert.Empty(await LuaVerifier.DiagnosticsAsync(analyzer, files));
    }
}
