using Artel.Lua.Syntax;

namespace Artel.Analyzers;

/// <summary>The <c>---@permission action pattern</c> lines of a Lua file.</summary>
internal static class LuaPermissions
{
    public const string Annotation = "permission";

    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>What they declare; lines without an action declare nothing.</summary>
    public static IReadOnlyList<(DeclaredPermission Permission, LuaAnnotation Line)> In(LuaSyntaxTree tree)
    {
        var declared = new List<(DeclaredPermission, LuaAnnotation)>();
        foreach (var line in tree.Annotations)
        {
            if (line.Name != Annotation)
                continue;
            var words = line.Text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
                declared.Add((new(words[0], words.Length > 1 ? words[1] : DeclaredPermission.Any), line));
        }

        return declared;
    }
}
