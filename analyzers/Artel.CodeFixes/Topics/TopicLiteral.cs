using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>A topic that is written as a string literal, of any form.</summary>
internal static class TopicLiteral
{
    /// <summary>
    /// The removal of the <c>@</c> at the start of the topic. Null where it is not written there: the expression is no literal, or the
    /// sign is an escape; and where nothing would be left.
    /// </summary>
    public static TextChange? WithoutAt(ExpressionSyntax expression)
    {
        if (expression is not LiteralExpressionSyntax literal || !literal.IsKind(SyntaxKind.StringLiteralExpression))
            return null;

        var text = literal.Token.Text;
        var start = ContentStart(text);
        var end = start;
        while (end < text.Length && text[end] == '@')
            end++;

        // What the removal gives is read again, which is the proof for every form of a literal, and of escapes in it.
        var topic = literal.Token.ValueText.TrimStart('@');
        var mended = SyntaxFactory.ParseExpression(text.Remove(start, end - start));
        if (topic.Length == 0 || mended is not LiteralExpressionSyntax { Token.ValueText: var value } || value != topic)
            return null;
        return new TextChange(new TextSpan(literal.SpanStart + start, end - start), string.Empty);
    }

    private static int ContentStart(string text)
    {
        var start = text.IndexOf('"');
        var isRaw = text.Length > start + 2 && text[start + 1] == '"' && text[start + 2] == '"' && text[0] == '"';
        while (start < text.Length && text[start] == '"')
        {
            start++;
            if (!isRaw)
                return start;
        }

        // A raw literal of several lines begins on the line after the quotes, behind the indentation.
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        return start;
    }
}
