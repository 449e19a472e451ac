using Artel.Lua.Syntax;

namespace Artel.Analyzers;

/// <summary>Annotations that say something of a function, and that no function stands below: neither editors nor we take them for one.</summary>
internal static class LuaDetachedAnnotations
{
    /// <summary>The lines. Empty for a file with syntax errors, of which nobody knows where its functions are.</summary>
    public static IReadOnlyCollection<LuaAnnotation> In(LuaFile file)
    {
        var lines = file.Tree.Annotations.Where(static line => line.Name is "param" or "return").ToList();
        if (lines.Count == 0 || file.Tree.Errors.Count > 0)
            return [];
        var beginnings = LinesWithFunctions(file);
        return new HashSet<LuaAnnotation>(lines.Where(line => LineBelow(file, line) is { } below && !beginnings.Contains(below)));
    }

    /// <summary>The lines on which a function begins, or what gives one a name or hands it on: <c>local handle = wrap(</c>.</summary>
    private static HashSet<int> LinesWithFunctions(LuaFile file)
    {
        var functions = file.Nodes.OfType<LuaFunctionExpression>().Select(static function => function.Span.Start).ToList();
        functions.Sort();
        var found = new HashSet<int>();
        foreach (var node in file.Nodes)
            if (node is LuaFunctionExpression || (MayHold(node) && Holds(node.Span)))
                found.Add(LineOf(file, node.Span.Start));
        return found;

        bool Holds(LuaSpan span)
        {
            var index = functions.BinarySearch(span.Start);
            index = index < 0 ? ~index : index;
            return index < functions.Count && functions[index] < span.End;
        }
    }

    private static bool MayHold(LuaNode node) => node is LuaLocalFunctionStatement or LuaFunctionStatement or LuaLocalStatement or LuaAssignmentStatement
        or LuaReturnStatement or LuaExpressionStatement or LuaTableField;

    /// <summary>The line below the comments that the annotation is one of; null where it stands behind code.</summary>
    private static int? LineBelow(LuaFile file, LuaAnnotation annotation)
    {
        var lines = file.Text.Lines;
        var line = LineOf(file, annotation.Span.Start);
        if (!IsComment(line))
            return null;
        while (line < lines.Count && IsComment(line))
            line++;
        return line;

        bool IsComment(int number) => lines[number].ToString().TrimStart().StartsWith("--", StringComparison.Ordinal);
    }

    private static int LineOf(LuaFile file, int offset) => file.Text.Lines.GetLineFromPosition(offset).LineNumber;
}
