using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>All rules of Lua files, for whoever has the files and no compiler. What is known only with the C# of a project is left out.</summary>
internal static class LuaRules
{
    /// <summary>The rules.</summary>
    public static ImmutableArray<LuaAnalyzer> All { get; } = ImmutableArray.Create<LuaAnalyzer>(
        new LuaReservedTopicAnalyzer(),
        new LuaKnownTargetAnalyzer(),
        new LuaPayloadCrossingAnalyzer(),
        new LuaPermissionAnalyzer(),
        new LuaGrantedPermissionAnalyzer(),
        new LuaIdAnalyzer(),
        new LuaSpawnArgumentAnalyzer(),
        new LuaSyntaxAnalyzer(),
        new LuaMemberAnalyzer(),
        new LuaGlobalAnalyzer(),
        new LuaUnreachableAnalyzer(),
        new LuaRequireAnalyzer(),
        new LuaAnnotationAnalyzer(),
        new LuaLocalAnalyzer(),
        new LuaIgnoredErrorAnalyzer(),
        new LuaDurationAnalyzer());

    /// <summary>What the rules say of the Lua files that the options name, with the severities of the rules' own.</summary>
    public static IReadOnlyList<Diagnostic> Check(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var found = new List<Diagnostic>();
        var project = LuaProject.Of(options);
        var definitions = KnownDefinitions.Of(project);
        var rules = All.Select(rule => rule.Prepare(project, definitions)).ToList();
        foreach (var file in project.Files(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.IsMeta)
                continue;
            var analysis = new LuaFileAnalysis(file, project, found.Add, cancellationToken);
            foreach (var rule in rules)
                rule(analysis);
        }

        DuplicateDefinitionAnalyzer.Check(project, found.Add, cancellationToken);
        return found;
    }
}
