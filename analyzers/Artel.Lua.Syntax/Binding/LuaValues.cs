namespace Artel.Lua.Syntax;

/// <summary>
/// What can be known of an expression without running it, through parentheses and locals that never change.
/// </summary>
internal static class LuaValues
{
    // Each local may be built of the one before it, twice: without a limit a short text takes exponential time or space.
    private const int StepLimit = 1000;
    private const int LengthLimit = 4096;

    /// <summary>
    /// The path from a global to what the expression is, such as <c>process.send</c> for a local <c>send</c> that was set to it; null where
    /// it is something else.
    /// </summary>
    public static string? PathOf(LuaExpression expression)
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
                case LuaIndexExpression index when StringOf(index.Key) is { } key:
                    path = Prepend(key, path);
                    expression = index.Target;
                    break;
                case LuaNameExpression { Local: null } name:
                    return Prepend(name.Name, path);
                case LuaNameExpression { Local.OnlyValue: { } value }:
                    expression = value;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The text that the expression always is; null where that is not known.</summary>
    public static string? StringOf(LuaExpression expression)
    {
        var steps = 0;
        return Fold(expression, ref steps);
    }

    /// <summary>The expression without the parentheses around it.</summary>
    public static LuaExpression Unwrap(LuaExpression expression)
    {
        while (expression is LuaParenthesizedExpression parenthesized)
            expression = parenthesized.Expression;
        return expression;
    }

    private static string Prepend(string name, string path) => path.Length == 0 ? name : $"{name}.{path}";

    private static string? Fold(LuaExpression expression, ref int steps)
    {
        while (++steps < StepLimit)
        {
            switch (expression)
            {
                case LuaStringExpression text:
                    return text.Value;
                case LuaParenthesizedExpression parenthesized:
                    expression = parenthesized.Expression;
                    break;
                case LuaNameExpression { Local.OnlyValue: { } value }:
                    expression = value;
                    break;
                case LuaBinaryExpression { OperatorKind: LuaTokenKind.Concat } concat:
                    return FoldPart(concat.Left, ref steps) is { } left && FoldPart(concat.Right, ref steps) is { } right
                        && left.Length + right.Length <= LengthLimit
                            ? left + right
                            : null;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>A number is text only as a part of a concatenation. A plain decimal integer is then what is written.</summary>
    private static string? FoldPart(LuaExpression expression, ref int steps) =>
        Unwrap(expression) is LuaNumberExpression { Text: var text }
        && text[0] != '0' && text.Length < 19 && text.All(LuaCharacters.IsDigit)
            ? text
            : Fold(expression, ref steps);
}
