using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0504 and ART0505: globals that nobody defines, and those that a file makes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaGlobalAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaGlobalAnalyzer() : base(RuleDescriptors.LuaGlobalIsUndefined, RuleDescriptors.LuaGlobalIsAssigned) { }

    internal override Action<LuaFileAnalysis> Prepare(LuaProject project, KnownDefinitions definitions)
    {
        // A file that requires another one sees the globals that this one makes.
        var assigned = new Lazy<HashSet<string>>(() => new(project.Files(CancellationToken.None)
            .SelectMany(static file => Assignments(file.Tree)).Select(static name => name.Name)));
        return file => Analyze(file, assigned);
    }

    private static void Analyze(LuaFileAnalysis file, Lazy<HashSet<string>> assigned)
    {
        // In a half-typed text names are not where they will be.
        if (file.Tree.Errors.Count > 0 || MayMakeGlobals(file.Tree))
            return;
        var targets = new HashSet<LuaNode>();
        foreach (var name in Assignments(file.Tree))
        {
            targets.Add(name);
            file.Report(RuleDescriptors.LuaGlobalIsAssigned, name.Span, name.Name);
        }

        foreach (var node in file.Nodes)
            if (node is LuaNameExpression { Local: null } name && !targets.Contains(name) && !LuaLibraries.IsGlobal(name.Name) && !assigned.Value.Contains(name.Name))
            {
                file.Report(RuleDescriptors.LuaGlobalIsUndefined, name.Span, LuaSpelling.Nearest(name.Name, LuaLibraries.GlobalNames), [name.Name, Spelling.Proposal(name.Name, LuaLibraries.GlobalNames)]);
            }
    }

    /// <summary>True where globals are reached by other means than their names.</summary>
    private static bool MayMakeGlobals(LuaSyntaxTree tree) =>
        tree.Tokens.Any(token => token.Kind == LuaTokenKind.Name && tree.GetText(token.Span) is "_G" or "_ENV");

    private static IEnumerable<LuaNameExpression> Assignments(LuaSyntaxTree tree)
    {
        foreach (var node in tree.Root.DescendantsAndSelf())
        {
            IEnumerable<LuaExpression> targets = node switch
            {
                LuaAssignmentStatement assignment => assignment.Targets,
                LuaFunctionStatement { Method: null } function => [function.Target],
                _ => [],
            };
            foreach (var target in targets)
                if (target is LuaNameExpression { Local: null } name)
                    yield return name;
        }
    }
}
