using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>
/// ART0101 to ART0104 in Lua files that declare at least one permission: others have no ceiling on a developer's machine, and which
/// they have elsewhere is the host's choice.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaPermissionAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaPermissionAnalyzer() : base(
        RuleDescriptors.PermissionIsMissing,
        RuleDescriptors.PermissionIsTooNarrow,
        RuleDescriptors.PermissionIsUnused,
        RuleDescriptors.PermissionMayBeTooNarrow) { }

    internal override Action<LuaFileAnalysis> Prepare(LuaProject project, KnownDefinitions definitions)
    {
        var graph = new LuaFunctionGraph(project);
        return file => Analyze(file, graph);
    }

    private static void Analyze(LuaFileAnalysis analysis, LuaFunctionGraph graph)
    {
        var file = analysis.File;
        var lines = LuaPermissions.In(file.Tree);
        if (lines.Count == 0)
            return;

        var declared = lines.Select(static line => line.Permission).ToList();
        var definition = file.Name;
        var needs = new List<PermissionNeed>();
        var isOpaque = file.Tree.Errors.Count > 0;
        var reader = new LuaOperations(file, definition, analysis.Project, null, analysis.CancellationToken);
        foreach (var facts in reader.Read(file.Tree.Root, onlyWhatRuns: false))
        {
            isOpaque |= facts.IsOpaque;
            foreach (var need in facts.Needs.Concat(Behind(facts)))
            {
                var inFile = need.Within(facts.Function ?? Path.GetFileNameWithoutExtension(file.Path));
                if (inFile.IsSpared(file.DefinitionId))
                    continue;
                needs.Add(inFile);
                if (PermissionVerdict.Of(definition, inFile, declared) is var (rule, arguments))
                    analysis.Report(rule, facts.Place, PermissionProperties.Of(inFile), arguments);
            }
        }

        if (isOpaque)
            return;
        foreach (var (permission, line) in lines)
            if (!needs.Exists(need => permission.MayServe(need, declared)))
                analysis.Report(RuleDescriptors.PermissionIsUnused, line.Span, definition, permission);

        IEnumerable<PermissionNeed> Behind(LuaOperationFacts facts)
        {
            // The file's own functions are looked at where they stand.
            if (facts.Call is not { } call || call.Callee.File == file)
                return [];
            var reach = graph.Of(call.Callee, analysis.CancellationToken);
            isOpaque |= reach.IsOpaque;
            return reach.Needs.Select(need => need with { Resource = need.Resource.With(call.Arguments) });
        }
    }
}
