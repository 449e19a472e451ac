using System.Globalization;
using System.Text;

namespace Artel.Analyzers;

/// <summary>
/// Reads a settings file: JSON with comments and trailing commas, as the configuration takes it. An object is a dictionary whose keys
/// ignore case, an array a list, a string itself; numbers and the rest are their text. Compilers load no JSON library for an analyzer.
/// </summary>
internal sealed class SettingsReader
{
    private const int MaxDepth = 64;

    private readonly string _text;
    private int _at;

    private SettingsReader(string text) => _text = text;

    /// <summary>Null for what is no JSON.</summary>
    public static object? Read(string text)
    {
        var reader = new SettingsReader(text);
        return reader.TryValue(0, out var value) && reader.Next() == '\0' ? value : null;
    }

    private bool TryValue(int depth, out object? value)
    {
        value = null;
        if (depth > MaxDepth)
            return false;
        switch (Next())
        {
            case '{':
                return TryObject(depth, out value);
            case '[':
                return TryArray(depth, out value);
            case '"':
                var isText = TryString(out var text);
                value = text;
                return isText;
            default:
                var start = _at;
                while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.'))
                    _at++;
                value = _text.Substring(start, _at - start);
                return _at > start;
        }
    }

    private bool TryObject(int depth, out object? value)
    {
        var members = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        value = members;
        _at++;
        while (Next() != '}')
        {
            if (Next() != '"' || !TryString(out var name) || !TryTake(':') || !TryValue(depth + 1, out var member))
                return false;
            members[name] = member;
            if (!TryTake(',') && Next() != '}')
                return false;
        }

        _at++;
        return true;
    }

    private bool TryArray(int depth, out object? value)
    {
        var elements = new List<object?>();
        value = elements;
        _at++;
        while (Next() != ']')
        {
            if (!TryValue(depth + 1, out var element))
                return false;
            elements.Add(element);
            if (!TryTake(',') && Next() != ']')
                return false;
        }

        _at++;
        return true;
    }

    private bool TryString(out string value)
    {
        var text = new StringBuilder();
        for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
        {
            if (_text[_at] != '\\')
            {
                text.Append(_text[_at]);
                continue;
            }

            if (++_at >= _text.Length || !TryEscape(text))
                break;
        }

        value = text.ToString();
        return _at < _text.Length && _text[_at++] == '"';
    }

    private bool TryEscape(StringBuilder text)
    {
        switch (_text[_at])
        {
            case 'u' when _at + 4 < _text.Length
                && ushort.TryParse(_text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                text.Append((char)code);
                _at += 4;
                return true;
            case 'n' or 'r' or 't' or 'b' or 'f':
                text.Append(' ');
                return true;
            case '"' or '\\' or '/':
                text.Append(_text[_at]);
                return true;
            default:
                return false;
        }
    }

    private bool TryTake(char expected)
    {
        if (Next() != expected)
            return false;
        _at++;
        return true;
    }

    /// <summary>The next character that is neither blank nor in a comment; NUL at the end.</summary>
    private char Next()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]) || _text[_at] == '\uFEFF')
            {
                _at++;
                continue;
            }

            var closing = string.CompareOrdinal(_text, _at, "//", 0, 2) == 0 ? "\n" : string.CompareOrdinal(_text, _at, "/*", 0, 2) == 0 ? "*/" : null;
            if (closing is null)
                return _text[_at];
            var end = _text.IndexOf(closing, _at + 2, StringComparison.Ordinal);
            _at = end < 0 ? _text.Length : end + closing.Length;
        }

        return '\0';
    }
}
