using Artel.Lua.Syntax;

namespace Artel.Analyzers;

/// <summary>Where a Lua file names a topic.</summary>
internal static class LuaTopics
{
    /// <summary>The topics that can be known without running the file, each with its place.</summary>
    public static IEnumerable<(string Topic, LuaSpan Span)> In(LuaSyntaxTree tree, IEnumerable<LuaNode> nodes)
    {
        foreach (var annotation in tree.Annotations)
            if (annotation.Name == "message" && annotation.FirstWordSpan is { Length: > 0 } word)
                yield return (tree.GetText(word), word);

        foreach (var node in nodes)
            if (ArgumentOf(node) is { } argument && LuaValues.StringOf(argument) is { } topic)
                yield return (topic, LuaValues.Unwrap(argument).Span);
    }

    private static LuaExpression? ArgumentOf(LuaNode node)
    {
        var (arguments, position) = node switch
        {
            LuaCallExpression call => (call.Arguments, PositionIn(LuaPaths.Of(call.Target))),
            LuaMethodCallExpression { Method.Text: "with_message" } call when LuaSpawners.MayBe(call.Target) => (call.Arguments, 0),
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
}
