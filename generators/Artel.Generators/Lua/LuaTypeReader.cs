namespace Artel.Generators;

/// <summary>
/// Reads a type: <c>integer</c>, <c>string?</c>, <c>number[]</c>, <c>string|nil</c>, <c>{ id: integer, tags: string[] }</c>. What it can't read,
/// and what C# has no counterpart of, is any value.
/// </summary>
internal sealed class LuaTypeReader
{
    /// <summary>Deeper ones are no types that anybody writes.</summary>
    private const int MaxDepth = 16;

    private readonly string _text;
    private int _at;
    private int _depth;

    private LuaTypeReader(string text) => _text = text;

    /// <summary>The type that a text begins with; null for an empty one.</summary>
    public static LuaType? Read(string text) => text.Length == 0 ? null : new LuaTypeReader(text).ReadUnion();

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private LuaType ReadUnion()
    {
        if (++_depth > MaxDepth)
            return LuaType.Any;
        var first = ReadPostfix();
        var isNullable = first is { Name: "nil" };
        LuaType? found = isNullable ? null : first;
        for (SkipBlanks(); Current == '|'; SkipBlanks())
        {
            _at++;
            var next = ReadPostfix();
            if (next.Name == "nil")
                isNullable = true;
            else
                found = found is null || found == next ? next : LuaType.Any;
        }

        _depth--;
        return found is null ? LuaType.Any : isNullable ? found with { IsNullable = true } : found;
    }

    private LuaType ReadPostfix()
    {
        var type = ReadPrimary();
        while (true)
        {
            if (Current == '?')
            {
                type = type with { IsNullable = true };
                _at++;
            }
            else if (Current == '[' && _at + 1 < _text.Length && _text[_at + 1] == ']')
            {
                // An array of what may be nil is any value: Lua's arrays have no holes.
                type = type.IsNullable ? LuaType.Any : type with { Depth = type.Depth + 1 };
                _at += 2;
            }
            else
            {
                return type;
            }
        }
    }

    private LuaType ReadPrimary()
    {
        SkipBlanks();
        if (Current == '{')
            return ReadTable();
        var start = _at;
        while (char.IsLetterOrDigit(Current) || Current is '_' or '.')
            _at++;
        return _text.Substring(start, _at - start) switch
        {
            "integer" => new("long", false, 0, default),
            "number" => new("double", false, 0, default),
            "string" => new("string", false, 0, default),
            "boolean" => new("bool", false, 0, default),
            "nil" => new("nil", true, 0, default),
            _ => LuaType.Any,
        };
    }

    private LuaType ReadTable()
    {
        _at++;
        var fields = new List<LuaField>();
        while (true)
        {
            SkipBlanks();
            var start = _at;
            while (char.IsLetterOrDigit(Current) || Current == '_')
                _at++;
            var key = _text.Substring(start, _at - start);
            var isOptional = Current == '?';
            if (isOptional)
                _at++;
            SkipBlanks();
            if (key.Length == 0 || Current != ':')
                return SkipTable(fields);
            _at++;
            var type = ReadUnion();
            if (!fields.Exists(field => field.Key == key))
                fields.Add(new(key, isOptional ? type with { IsNullable = true } : type));
            SkipBlanks();
            if (Current is not (',' or ';'))
                return SkipTable(fields);
            _at++;
        }
    }

    /// <summary>A table that ends where it should; any other one, such as <c>{ [string]: integer }</c>, is any value.</summary>
    private LuaType SkipTable(List<LuaField> fields)
    {
        if (Current == '}')
        {
            _at++;
            return fields.Count == 0 ? LuaType.Any : new("", false, 0, fields.ToEquatableArray());
        }

        for (var open = 1; _at < _text.Length && open > 0; _at++)
            open += _text[_at] == '{' ? 1 : _text[_at] == '}' ? -1 : 0;
        return LuaType.Any;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }
}
