namespace Artel.Lua.Syntax;

internal sealed partial class LuaLexer
{
    private LuaToken ReadNumber()
    {
        var start = _position;
        var hexadecimal = Peek() == '0' && Peek(1) is 'x' or 'X';
        if (hexadecimal)
            _position += 2;

        // Like Lua, first take what looks like a numeral, so that 3x or 1..2 is one mistake and not two tokens; then judge it.
        for (; ; _position++)
        {
            var c = Peek();
            var exponent = hexadecimal ? c is 'p' or 'P' : c is 'e' or 'E';
            if (exponent && Peek(1) is '+' or '-')
                _position++;
            else if (!LuaCharacters.ContinuesName(c) && c != '.')
                break;
        }

        if (!IsNumeral(start, hexadecimal))
            Report($"malformed number near '{text.Substring(start, _position - start)}'", start, _position);
        return new LuaToken(LuaTokenKind.Number, new LuaSpan(start, _position));
    }

    private bool IsNumeral(int start, bool hexadecimal)
    {
        var i = hexadecimal ? start + 2 : start;
        var digits = SkipDigits(ref i, hexadecimal);
        if (i < _position && text[i] == '.')
        {
            i++;
            digits += SkipDigits(ref i, hexadecimal);
        }

        if (digits == 0)
            return false;
        if (i == _position)
            return true;
        if ((text[i] | 0x20) != (hexadecimal ? 'p' : 'e'))
            return false;

        i++;
        if (i < _position && text[i] is '+' or '-')
            i++;
        return SkipDigits(ref i, hexadecimal: false) > 0 && i == _position;
    }

    private int SkipDigits(ref int i, bool hexadecimal)
    {
        var start = i;
        while (i < _position && (hexadecimal ? LuaCharacters.IsHexDigit(text[i]) : LuaCharacters.IsDigit(text[i])))
            i++;
        return i - start;
    }
}
