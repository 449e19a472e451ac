using System.Collections.Immutable;
using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers;

/// <summary>The <c>---@permission</c> lines as they are written in a Lua file.</summary>
internal static class LuaPermissionText
{
    /// <summary>One line more behind those that are there; null where there is none.</summary>
    public static LuaMend? Declare(string source, ImmutableDictionary<string, string?> properties)
    {
        var declared = LuaPermissions.In(LuaSyntaxTree.Parse(source));
        if (declared.Count == 0 || !properties.TryGetValue(PermissionProperties.Action, out var action))
            return null;
        var resource = properties.TryGetValue(PermissionProperties.Resource, out var known) ? known : DeclaredPermission.Any;
        var text = SourceText.From(source);
        var last = text.Lines.GetLineFromPosition(declared[declared.Count - 1].Line.Span.Start);
        var lineBreak = text.ToString(TextSpan.FromBounds(last.End, last.EndIncludingLineBreak));
        var change = lineBreak.Length == 0
            ? new TextChange(new TextSpan(last.End, 0), $"\n---@permission {action} {resource}")
            : new TextChange(new TextSpan(last.EndIncludingLineBreak, 0), $"---@permission {action} {resource}{lineBreak}");
        return new($"Declare '{action} {resource}'", change);
    }

    /// <summary>Without the line that stands there.</summary>
    public static TextChange Remove(string source, TextSpan span)
    {
        var text = SourceText.From(source);
        var line = text.Lines.GetLineFromPosition(span.Start);
        var before = text.ToString(TextSpan.FromBounds(line.Start, span.Start));
        return new TextChange(before.Trim().Length == 0 ? line.SpanIncludingLineBreak : span, string.Empty);
    }
}
