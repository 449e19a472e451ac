using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0506: statements that never run.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaUnreachableAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaUnreachableAnalyzer() : base(RuleDescriptors.LuaCodeIsUnreachable) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        if (file.Tree.Errors.Count > 0)
            return;
        foreach (var node in file.Nodes)
        {
            if (node is not LuaBlock block)
                continue;
            for (var i = 0; i + 1 < block.Statements.Count; i++)
            {
                // A label may be where a goto leads.
                if (!Leaves(block.Statements[i]) || block.Statements.Skip(i + 1).FirstOrDefault(static next => next is not LuaEmptyStatement) is not { } next)
                    continue;
                if (next is not LuaLabelStatement)
                    file.Report(RuleDescriptors.LuaCodeIsUnreachable, next.Span);
                break;
            }
        }
    }

    private static bool Leaves(LuaStatement statement) => statement switch
    {
        LuaBreakStatement or LuaGotoStatement or LuaReturnStatement => true,
        LuaDoStatement { Body.Statements: { Count: > 0 } body } => Leaves(body[body.Count - 1]),
        LuaExpressionStatement { Expression: LuaCallExpression { Target: LuaNameExpression { Local: null, Name: "error" } } } => true,
        LuaIfStatement { Else.Statements: { Count: > 0 } otherwise } branches => Leaves(otherwise[otherwise.Count - 1])
            && branches.Clauses.All(static clause => clause.Body.Statements is { Count: > 0 } body && Leaves(body[body.Count - 1])),
        _ => false,
    };
}
