namespace Artel.Lua.Syntax;

internal sealed partial class LuaLexer
{
    private LuaToken ReadQuoted(char quote)
    {
        var start = _position++;
        var content = _position;
        LuaStringBuilder? escaped = null;
        while (!AtEnd && Peek() != quote && !LuaCharacters.IsLineEnd(Peek()))
        {
            if (Peek() == '\\')
            {
                escaped ??= new LuaStringBuilder(text.Substring(content, _position - content));
                ReadEscape(escaped);
            }
            else
            {
                escaped?.Append(Peek());
                _position++;
            }
        }

        var value = escaped?.ToString() ?? text.Substring(content, _position - content);
        if (!AtEnd && Peek() == quote)
            _position++;
        else
            Report("unfinished string", start, _position);
        return new LuaToken(LuaTokenKind.String, new LuaSpan(start, _position), value, content);
    }

    private void ReadEscape(LuaStringBuilder value)
    {
        var start = _position++;
        if (AtEnd)
            return;

        var c = Peek();
        if (LuaCharacters.IsDigit(c))
        {
            ReadDecimalEscape(start, value);
            return;
        }

        if (SkipLineEnd())
        {
            value.Append('\n');
            return;
        }

        _position++;
        switch (c)
        {
            case 'n': value.Append('\n'); break;
            case 't': value.Append('\t'); break;
            case 'r': value.Append('\r'); break;
            case 'a': value.Append('\a'); break;
            case 'b': value.Append('\b'); break;
            case 'f': value.Append('\f'); break;
            case 'v': value.Append('\v'); break;
            case '\\' or '"' or '\'': value.Append(c); break;
            case 'x': ReadHexadecimalEscape(start, value); break;
            case 'u': ReadUnicodeEscape(start, value); break;
            case 'z':
                while (LuaCharacters.IsBlank(Peek()))
                    _position++;
                break;
            default:
                if (char.IsHighSurrogate(c) && char.IsLowSurrogate(Peek()))
                    _position++;
                Report($"invalid escape sequence '{text.Substring(start, _position - start)}'", start, _position);
                break;
        }
    }

    private void ReadDecimalEscape(int start, LuaStringBuilder value)
    {
        var code = 0;
        for (var i = 0; i < 3 && LuaCharacters.IsDigit(Peek()); i++)
            code = (code * 10) + text[_position++] - '0';
        if (code > 255)
            Report($"decimal escape too large near '{text.Substring(start, _position - start)}'", start, _position);
        else
            value.AppendByte((byte)code);
    }

    private void ReadHexadecimalEscape(int start, LuaStringBuilder value)
    {
        var code = 0;
        for (var i = 0; i < 2; i++)
        {
            if (!LuaCharacters.IsHexDigit(Peek()))
            {
                Report("hexadecimal digit expected", start, _position);
                return;
            }

            code = (code * 16) + LuaCharacters.HexValue(text[_position++]);
        }

        value.AppendByte((byte)code);
    }

    private void ReadUnicodeEscape(int start, LuaStringBuilder value)
    {
        if (Peek() != '{')
        {
            Report("missing '{' in \\u{xxxx}", start, _position);
            return;
        }

        _position++;
        if (!LuaCharacters.IsHexDigit(Peek()))
        {
            Report("hexadecimal digit expected", start, _position);
            return;
        }

        var code = 0L;
        var tooLarge = false;
        while (LuaCharacters.IsHexDigit(Peek()))
        {
            code = (code * 16) + LuaCharacters.HexValue(text[_position++]);
            tooLarge |= code > int.MaxValue;
            if (tooLarge)
                code = 0;
        }

        if (tooLarge)
            Report("UTF-8 value too large", start, _position);
        if (Peek() != '}')
        {
            Report("missing '}' in \\u{xxxx}", start, _position);
            return;
        }

        _position++;
        value.AppendCodePoint((int)code);
    }
}
