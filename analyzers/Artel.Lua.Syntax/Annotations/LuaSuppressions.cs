namespace Artel.Lua.Syntax;

/// <summary>
/// The <c>---@diagnostic</c> lines of a text: <c>disable-next-line</c>, <c>disable-line</c>, and <c>disable</c> up to the next
/// <c>enable</c>; each for the ids after a colon (<c>disable: ART0001, ART0501</c>) or for all.
/// </summary>
internal sealed class LuaSuppressions
{
    private readonly LuaSyntaxTree _tree;
    private readonly List<Switch> _switches = [];

    internal LuaSuppressions(LuaSyntaxTree tree)
    {
        _tree = tree;
        foreach (var annotation in tree.Annotations)
            if (annotation.Name == "diagnostic")
                _switches.Add(new Switch(annotation.Text, tree.GetLinePosition(annotation.Span.Start).Line));
    }

    /// <summary>True where a diagnostic that begins at the offset is switched off.</summary>
    public bool Cover(string id, int offset)
    {
        if (_switches.Count == 0)
            return false;

        var line = _tree.GetLinePosition(offset).Line;
        var disabled = false;
        foreach (var item in _switches)
        {
            if (item.Line > line)
                break;
            if (!item.Concerns(id))
                continue;
            if (item.Action is "disable-next-line" or "disable-line")
            {
                if (line == item.Line + (item.Action == "disable-line" ? 0 : 1))
                    return true;
            }
            else if (item.Action is "disable" or "enable")
            {
                disabled = item.Action == "disable";
            }
        }

        return disabled;
    }

    private sealed class Switch
    {
        private readonly string[] _ids;

        public Switch(string text, int line)
        {
            Line = line;
            var colon = text.IndexOf(':');
            Action = (colon < 0 ? text : text.Substring(0, colon)).Trim();
            _ids = colon < 0 ? [] : text.Substring(colon + 1).Split(',');
        }

        public int Line { get; }

        public string Action { get; }

        public bool Concerns(string id) =>
            _ids.Length == 0 || _ids.Any(listed => string.Equals(listed.Trim(), id, StringComparison.OrdinalIgnoreCase));
    }
}
