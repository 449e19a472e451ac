namespace Artel.Lua.Syntax;

/// <summary>Where the lines of a text start. A line ends with LF, CR or CR LF.</summary>
internal sealed class LuaLineMap
{
    private readonly List<int> _starts = [0];

    public LuaLineMap(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                _starts.Add(i + 1);
    }

    public LuaLinePosition this[int offset]
    {
        get
        {
            var index = _starts.BinarySearch(offset);
            var line = index >= 0 ? index : ~index - 1;
            return new LuaLinePosition(line, offset - _starts[line]);
        }
    }
}
