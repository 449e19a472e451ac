using System.Text;

namespace Artel.Lua.Syntax;

/// <summary>
/// Collects the value of a string with escapes. A Lua string is bytes, ours is text: a run of bytes from escapes is read as UTF-8, what
/// is none becomes U+FFFD.
/// </summary>
internal sealed class LuaStringBuilder(string start)
{
    private const char Replacement = '\uFFFD';

    private readonly StringBuilder _text = new(start);
    private readonly List<byte> _bytes = [];

    public void Append(char c)
    {
        Flush();
        _text.Append(c);
    }

    public void AppendByte(byte value) => _bytes.Add(value);

    public void AppendCodePoint(int code)
    {
        Flush();
        if (code > 0x10FFFF || code is >= 0xD800 and <= 0xDFFF)
            _text.Append(Replacement);
        else
            _text.Append(char.ConvertFromUtf32(code));
    }

    public override string ToString()
    {
        Flush();
        return _text.ToString();
    }

    private void Flush()
    {
        if (_bytes.Count == 0)
            return;
        _text.Append(Encoding.UTF8.GetString(_bytes.ToArray()));
        _bytes.Clear();
    }
}
