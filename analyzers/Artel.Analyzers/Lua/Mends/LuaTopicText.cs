using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers;

/// <summary>A topic that is written in a Lua file, as a string of any form or in an annotation.</summary>
internal static class LuaTopicText
{
    /// <summary>
    /// The removal of the <c>@</c> at the start of the topic. Null where it is not written there: the span is no string (a name, a
    /// concatenation), or the sign is an escape; and where nothing would be left.
    /// </summary>
    public static TextChange? WithoutAt(string source, TextSpan span)
    {
        var tree = LuaSyntaxTree.Parse(source);
        var (topic, start) = TopicAt(tree, span);
        var end = start;
        while (end < span.End && source[end] == '@')
            end++;

        var written = end - start;
        return written > 0 && written < topic.Length && topic[written] != '@'
            ? new TextChange(TextSpan.FromBounds(start, end), string.Empty)
            : null;
    }

    private static (string Topic, int Start) TopicAt(LuaSyntaxTree tree, TextSpan span)
    {
        foreach (var token in tree.Tokens)
            if (token.Kind == LuaTokenKind.String && token.Span.Start == span.Start && token.Span.End == span.End)
                return (token.Value!, token.ContentStart);
        foreach (var annotation in tree.Annotations)
            if (annotation.FirstWordSpan is var word && word.Start == span.Start && word.End == span.End)
                return (tree.GetText(word), word.Start);
        return (string.Empty, span.Start);
    }
}
