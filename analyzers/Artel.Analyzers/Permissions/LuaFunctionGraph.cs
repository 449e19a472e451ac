using Artel.Lua.Syntax;

namespace Artel.Analyzers;

/// <summary>A function of a Lua file, or the file itself as what <c>require</c> runs.</summary>
internal sealed record LuaFunction(LuaFile File, string Module, LuaFunctionExpression? Expression);

/// <summary>The functions of a project's Lua files.</summary>
internal sealed class LuaFunctionGraph(LuaProject project) : CallGraph<LuaFunction>(EqualityComparer<LuaFunction>.Default)
{
    protected override string NameOf(LuaFunction function)
    {
        var module = function.Module.Substring(function.Module.LastIndexOf('.') + 1);
        return function.Expression is null ? $"require {function.Module}"
            : function.File.Functions.NameOf(function.Expression) is { } name ? $"{module}.{name}"
            : module;
    }

    protected override FunctionFacts<LuaFunction> Read(LuaFunction function, CancellationToken cancellationToken)
    {
        LuaNode body = function.Expression is { } expression ? expression.Body : function.File.Tree.Root;
        var reader = new LuaOperations(function.File, function.Module, project, function.Expression, cancellationToken);
        var facts = reader.Read(body, onlyWhatRuns: function.Expression is null).ToList();
        return new(
            [.. facts.SelectMany(static found => found.Needs)],
            [.. facts.Select(static found => found.Call).OfType<FunctionCall<LuaFunction>>()],
            facts.Exists(static found => found.IsOpaque));
    }
}
