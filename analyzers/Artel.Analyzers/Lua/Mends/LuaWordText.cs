using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers;

/// <summary>A word that is written in a Lua file: a name, or all that is in a string of any form.</summary>
internal static class LuaWordText
{
    /// <summary>Another word in its place, in the same quotes. Null where it is not written there: an expression, a string with escapes.</summary>
    public static TextChange? Replace(string source, TextSpan span, string word)
    {
        if (span.Length > 0 && Enumerable.Range(span.Start, span.Length).All(at => LuaCharacters.ContinuesName(source[at])))
            return new TextChange(span, word);
        foreach (var token in LuaSyntaxTree.Parse(source).Tokens)
        {
            if (token.Kind != LuaTokenKind.String || token.Span.Start != span.Start || token.Span.End != span.End)
                continue;
            var content = new TextSpan(token.ContentStart, token.Value!.Length);
            return content.End < span.End && string.CompareOrdinal(source, content.Start, token.Value, 0, content.Length) == 0
                ? new TextChange(content, word)
                : null;
        }

        return null;
    }
}
