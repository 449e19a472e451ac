using Artel.Lua.Syntax;

namespace Artel.Analyzers;

/// <summary>Annotations that say something of another one that is not there, or that says it already.</summary>
internal static class LuaOrphanedAnnotations
{
    /// <summary>The lines, each with what is wrong with it.</summary>
    public static IReadOnlyDictionary<LuaAnnotation, string> In(LuaSyntaxTree tree)
    {
        var found = new Dictionary<LuaAnnotation, string>();
        var definitions = LuaDefinitionLines.In(tree);
        if (definitions.Count == 0)
        {
            FindReplies(tree.Annotations, found);
            foreach (var line in tree.Annotations.Where(static line => line.Name == "entry"))
                found[line] = "has no process: it says which function the '---@process' or '---@function' line before it starts";
            return found;
        }

        foreach (var definition in definitions)
            FindReplies(definition.Lines, found);
        FindEntries(definitions, found);
        return found;
    }

    /// <summary>A reply is to the message before it, and there is one to each.</summary>
    private static void FindReplies(IReadOnlyList<LuaAnnotation> lines, Dictionary<LuaAnnotation, string> found)
    {
        LuaAnnotation? message = null;
        var isAnswered = false;
        var topics = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (LuaDefinitionLines.Begins(line))
            {
                message = null;
            }
            else if (line.Name == "message" && line.Text.Length > 0)
            {
                // A topic that was there already is the first line's.
                message = topics.Add(LuaDefinitionLines.FirstWord(line)) ? line : null;
                isAnswered = false;
            }
            else if (line.Name == "reply" && message is null)
            {
                found[line] = "has no message: it says what the '---@message' line before it is answered with";
            }
            else if (line.Name == "reply" && isAnswered)
            {
                found[line] = $"is the second one of the message '{LuaDefinitionLines.FirstWord(message!)}', which has one answer";
            }
            else if (line.Name == "reply")
            {
                isAnswered = true;
            }
        }
    }

    /// <summary>An entry is one definition's, and the definitions of one file have different ones.</summary>
    private static void FindEntries(IReadOnlyList<LuaDefinitionLines> definitions, Dictionary<LuaAnnotation, string> found)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            foreach (var second in definition.Lines.Where(static line => line.Name == "entry" && line.Text.Length > 0).Skip(1))
                found[second] = $"is the second one of '{definition.Id}', which starts with '{definition.Entry}'";
            var entry = definition.Entry ?? LuaDefinitionLines.Main;
            if (taken.TryGetValue(entry, out var other))
                found[definition.Beginning] = $"starts with '{entry}', as '{other}' does; name a function of its own by '---@entry'";
            else
                taken.Add(entry, definition.Id);
        }
    }
}
