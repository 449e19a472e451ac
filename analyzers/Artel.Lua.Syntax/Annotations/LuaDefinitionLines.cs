namespace Artel.Lua.Syntax;

/// <summary>
/// The annotations of one definition: its <c>---@process</c> or <c>---@function</c> line and those up to the next one. What stands before the
/// first such line is the first one's too.
/// </summary>
internal sealed class LuaDefinitionLines
{
    /// <summary>The method that a definition starts with if it names none.</summary>
    public const string Main = "main";

    private readonly List<LuaAnnotation> _lines;

    private LuaDefinitionLines(LuaAnnotation beginning, List<LuaAnnotation> lines)
    {
        Beginning = beginning;
        _lines = lines;
    }

    /// <summary>The <c>---@process</c> or <c>---@function</c> line.</summary>
    public LuaAnnotation Beginning { get; }

    /// <summary>Whether it is a function.</summary>
    public bool IsFunction => Beginning.Name == "function";

    /// <summary>All lines, that one too, in order.</summary>
    public IReadOnlyList<LuaAnnotation> Lines => _lines;

    /// <summary>The id; empty when there is none.</summary>
    public string Id => FirstWord(Beginning);

    /// <summary>The method of an <c>---@entry</c> line; null where there is none.</summary>
    public string? Entry => _lines.Find(static line => line.Name == "entry" && line.Text.Length > 0) is { } line ? FirstWord(line) : null;

    /// <summary>The definitions of a file, in order; none for a module.</summary>
    public static IReadOnlyList<LuaDefinitionLines> In(LuaSyntaxTree tree)
    {
        var definitions = new List<LuaDefinitionLines>();
        var lines = new List<LuaAnnotation>();
        foreach (var line in tree.Annotations)
        {
            if (Begins(line))
            {
                if (definitions.Count > 0)
                    lines = [];
                definitions.Add(new(line, lines));
            }

            lines.Add(line);
        }

        return definitions;
    }

    /// <summary>Whether a definition begins with the line.</summary>
    public static bool Begins(LuaAnnotation line) => line.Name is "process" or "function";

    /// <summary>The part of a line's text up to the first blank.</summary>
    public static string FirstWord(LuaAnnotation line) => line.Text.Substring(0, line.FirstWordSpan.Length);
}
