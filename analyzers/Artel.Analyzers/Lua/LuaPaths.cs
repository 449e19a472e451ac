using Artel.Lua.Syntax;

namespace Artel.Analyzers;

/// <summary>What the names of a Lua file stand for, through locals that never change and <c>require</c>.</summary>
internal static class LuaPaths
{
    private const int StepLimit = 1000;
    private const int LengthLimit = 1024;

    /// <summary>
    /// The path from a global or a module to what the expression is: <c>process.send</c>, or <c>time.sleep</c> for a local
    /// <c>time = require("time")</c>; null where it is something else.
    /// </summary>
    public static string? Of(LuaExpression expression)
    {
        var path = string.Empty;
        for (var steps = 0; steps < StepLimit && path.Length < LengthLimit; steps++)
        {
            switch (expression)
            {
                case LuaParenthesizedExpression parenthesized:
                    expression = parenthesized.Expression;
                    break;
                case LuaMemberExpression member:
                    path = Prepend(member.Member.Text, path);
                    expression = member.Target;
                    break;
                case LuaIndexExpression index when LuaValues.StringOf(index.Key) is { } key:
                    path = Prepend(key, path);
                    expression = index.Target;
                    break;
                case LuaNameExpression { Local: null } name:
                    return Prepend(name.Name, path);
                case LuaNameExpression { Local.OnlyValue: { } value }:
                    expression = value;
                    break;
                case LuaCallExpression call when RequiredBy(call) is { } module:
                    return Prepend(module, path);
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The module that a call of <c>require</c> names; null for any other call, and where the name is not known.</summary>
    public static string? RequiredBy(LuaExpression expression) =>
        expression is LuaCallExpression { Target: LuaNameExpression { Local: null, Name: "require" }, Arguments: { Count: > 0 } arguments }
            ? LuaValues.StringOf(arguments[0])
            : null;

    /// <summary>The module that an expression is, directly or through a local that never changes.</summary>
    public static string? ModuleOf(LuaExpression expression)
    {
        for (var steps = 0; steps < StepLimit; steps++)
        {
            switch (LuaValues.Unwrap(expression))
            {
                case LuaNameExpression { Local.OnlyValue: { } value }:
                    expression = value;
                    break;
                case var other:
                    return RequiredBy(other);
            }
        }

        return null;
    }

    private static string Prepend(string name, string path) => path.Length == 0 ? name : $"{name}.{path}";
}
