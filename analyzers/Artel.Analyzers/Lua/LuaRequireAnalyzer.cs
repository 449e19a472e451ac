using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0507: <c>require</c> of what is neither a module of the runtime nor a file of the project.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaRequireAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaRequireAnalyzer() : base(RuleDescriptors.LuaModuleIsUnknown) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        // Without their places in the output folder the names of the project's files are not known.
        if (!file.Project.KnowsPlaces)
            return;
        foreach (var node in file.Nodes)
        {
            if (node is not LuaCallExpression call || LuaPaths.RequiredBy(call) is not { } name || LuaLibraries.IsModule(name) ||
                file.Project.Find(name, file.CancellationToken) is not null)
            {
                continue;
            }

            var known = LuaLibraries.ModuleNames.Concat(file.Project.Modules).ToList();
            file.Report(
                RuleDescriptors.LuaModuleIsUnknown,
                LuaValues.Unwrap(call.Arguments[0]).Span,
                LuaSpelling.Nearest(name, known),
                [name, Spelling.Proposal(name, known)]);
        }
    }
}
