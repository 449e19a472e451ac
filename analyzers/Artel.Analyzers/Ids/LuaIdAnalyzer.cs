using Artel.Lua.Syntax;
using Artel.Security;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0201 in Lua files. A malformed id in a <c>---@process</c> line is the generator's to report.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaIdAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaIdAnalyzer() : base(RuleDescriptors.IdIsMalformed) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        foreach (var node in file.Nodes)
        {
            var (row, arguments) = node switch
            {
                LuaCallExpression call when LuaPaths.Of(call.Target) is { } path => (OperationRows.Find(path), call.Arguments),
                LuaMethodCallExpression call when LuaSpawners.Are(call.Target) => (OperationRows.Find("spawner:" + call.Method.Text), call.Arguments),
                LuaMethodCallExpression call when LuaObjects.ClassOf(call.Target) == "funcs.Executor" => (OperationRows.Find("executor:" + call.Method.Text), call.Arguments),
                _ => (null, []),
            };
            foreach (var check in row?.Checks ?? [])
            {
                // A definition may be checked for several permissions.
                if (check.Resource is not (ResourceKind.Definition or ResourceKind.Host) || check != row!.Checks.First(first => first.LuaArgument == check.LuaArgument) ||
                    check.LuaArgument > arguments.Count)
                {
                    continue;
                }

                var argument = arguments[check.LuaArgument - 1];
                if (LuaValues.StringOf(argument) is { } id && !DefinitionId.IsValid(id))
                    file.Report(RuleDescriptors.IdIsMalformed, LuaValues.Unwrap(argument).Span, id, check.Resource == ResourceKind.Host ? "host" : "definition");
            }
        }
    }
}
