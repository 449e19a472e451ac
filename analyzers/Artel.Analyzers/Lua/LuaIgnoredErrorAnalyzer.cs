using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0511: the error of an operation, taken into a local that nobody looks at.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaIgnoredErrorAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaIgnoredErrorAnalyzer() : base(RuleDescriptors.LuaErrorIsIgnored) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        if (file.Tree.Errors.Count > 0)
            return;
        HashSet<LuaLocal>? read = null;
        foreach (var node in file.Nodes)
        {
            if (node is not LuaLocalStatement { Locals.Count: 2, Values.Count: 1 } statement || OperationOf(statement.Values[0]) is not { } operation)
                continue;
            var error = statement.Locals[1];
            read ??= file.File.ReadLocals;
            if (!error.Name.StartsWith("_", StringComparison.Ordinal) && !read.Contains(error))
                file.Report(RuleDescriptors.LuaErrorIsIgnored, error.Declaration, LuaSpelling.Properties("_" + error.Name), [operation, error.Name]);
        }
    }

    /// <summary>The operation that gives a value or nil and an error; null for anything else.</summary>
    private static string? OperationOf(LuaExpression value) => value switch
    {
        LuaCallExpression call when LuaPaths.Of(call.Target) is { } path && (path.StartsWith("process.", StringComparison.Ordinal) || path is "funcs.call" or "funcs.async") => path,
        LuaMethodCallExpression call when LuaSpawners.Are(call.Target) => $"spawner:{call.Method.Text}",
        LuaMethodCallExpression call when LuaObjects.ClassOf(call.Target) == "funcs.Executor" => $"executor:{call.Method.Text}",
        _ => null,
    };
}
