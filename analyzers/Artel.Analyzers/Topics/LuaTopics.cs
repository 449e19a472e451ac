using Artel.Lua.Syntax;

namespace Artel.Analyzers;

/// <summary>Where a Lua file names a topic.</summary>
internal static class LuaTopics
{
    // A local may be set to what depends on itself: s = s:with_name(n).
    private const int MaxSteps = 100;

    /// <summary>The topics that can be known without running the file, each with its place.</summary>
    public static IEnumerable<(string Topic, LuaSpan Span)> In(LuaSyntaxTree tree)
    {
        foreach (var annotation in tree.Annotations)
            if (annotation.Name == "message" && annotation.FirstWordSpan is { Length: > 0 } word)
                yield return (tree.GetText(word), word);

        foreach (var node in tree.Root.DescendantsAndSelf())
            if (ArgumentOf(node) is { } argument && LuaValues.StringOf(argument) is { } topic)
                yield return (topic, LuaValues.Unwrap(argument).Span);
    }

    private static LuaExpression? ArgumentOf(LuaNode node)
    {
        var (arguments, position) = node switch
        {
            LuaCallExpression call => (call.Arguments, PositionIn(LuaValues.PathOf(call.Target))),
            LuaMethodCallExpression { Method.Text: "with_message" } call when MayBeSpawner(call.Target) => (call.Arguments, 0),
            _ => ([], -1),
        };
        return position >= 0 && position < arguments.Count ? arguments[position] : null;
    }

    private static int PositionIn(string? function) => function switch
    {
        "process.send" or "process.ask" => 1,
        "process.listen" => 0,
        _ => -1,
    };

    /// <summary>
    /// True for what <c>process.with_context</c> gave, directly or through further <c>with_...</c> calls, and for a parameter, of which
    /// nothing else is known.
    /// </summary>
    private static bool MayBeSpawner(LuaExpression expression)
    {
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            switch (LuaValues.Unwrap(expression))
            {
                case LuaCallExpression call:
                    return LuaValues.PathOf(call.Target) == "process.with_context";
                case LuaMethodCallExpression call when call.Method.Text.StartsWith("with_", StringComparison.Ordinal):
                    expression = call.Target;
                    break;
                case LuaNameExpression { Local: { } local } when FirstValueOf(local) is { } value:
                    expression = value;
                    break;
                case LuaNameExpression { Local.Kind: LuaLocalKind.Parameter }:
                    return true;
                default:
                    return false;
            }
        }

        return false;
    }

    private static LuaExpression? FirstValueOf(LuaLocal local) =>
        local.Initializer ?? (local.AssignedValues.Count > 0 ? local.AssignedValues[0] : null);
}
