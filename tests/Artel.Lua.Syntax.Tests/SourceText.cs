using System.Text;

namespace Artel.Lua.Syntax.Tests;

internal static class SourceText
{
    /// <summary>The text again, put together from what the lexer made of it; the pieces have to follow each other without a gap.</summary>
    public static string Rebuild(LuaSyntaxTree tree)
    {
        var pieces = tree.Tokens.Select(token => token.Span).Concat(tree.Trivia.Select(trivia => trivia.Span))
            .Where(span => span.Length > 0)
            .OrderBy(span => span.Start);
        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            Assert.Equal(text.Length, piece.Start);
            text.Append(tree.GetText(piece));
        }

        return text.ToString();
    }

    /// <summary>All errors as <c>line:column message</c>, counted from 1.</summary>
    public static string[] Errors(string source)
    {
        var tree = LuaSyntaxTree.Parse(source);
        return [.. tree.Errors.Select(error =>
        {
            var position = tree.GetLinePosition(error.Span.Start);
            return $"{position.Line + 1}:{position.Character + 1} {error.Message}";
        })];
    }
}
