using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>Reads the comment that a Lua file begins with, as far as the first line that is neither blank nor a comment.</summary>
internal static class LuaHeaderReader
{
    private static readonly string[] Annotations = ["@process", "@function"];

    public static LuaHeader Read(string path, SourceText? source)
    {
        var closing = (string?)null;
        foreach (var line in source?.Lines ?? Enumerable.Empty<TextLine>())
        {
            var text = line.ToString().Trim();
            if (closing is not null)
                closing = text.Contains(closing) ? null : closing;
            else if (ClosingOfLongComment(text) is { } bracket)
                closing = text.Contains(bracket) ? null : bracket;
            else if (DefinitionId(text, out var isFunction) is { } id)
                return new(id, Place.Of(path, line), isFunction);
            else if (!IsSkipped(text, line.LineNumber))
                break;
        }

        return new(null, null);
    }

    private static bool IsSkipped(string text, int number) =>
        text.Length == 0 || text.StartsWith("--", StringComparison.Ordinal) || (number == 0 && text.StartsWith("#", StringComparison.Ordinal));

    /// <summary>The <c>]==]</c> of a <c>--[==[</c>.</summary>
    private static string? ClosingOfLongComment(string text)
    {
        if (!text.StartsWith("--[", StringComparison.Ordinal))
            return null;
        var level = text.Skip(3).TakeWhile(static character => character == '=').Count();
        return text.Length > 3 + level && text[3 + level] == '[' ? "]" + new string('=', level) + "]" : null;
    }

    /// <summary>The id in <c>---@process ns:name</c> or <c>---@function ns:name</c>; empty when there is none after it.</summary>
    private static string? DefinitionId(string text, out bool isFunction)
    {
        isFunction = false;
        if (!text.StartsWith("---", StringComparison.Ordinal))
            return null;
        var annotation = text.Substring(3).TrimStart();
        var name = Array.Find(Annotations, name => annotation.StartsWith(name, StringComparison.Ordinal));
        if (name is null)
            return null;
        isFunction = name == "@function";
        var rest = annotation.Substring(name.Length);
        return rest.Length > 0 && !char.IsWhiteSpace(rest[0]) ? null : rest.Trim().Split(' ', '\t')[0];
    }
}
