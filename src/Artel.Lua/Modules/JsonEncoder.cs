using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Artel.Lua.Engine;
using Artel.Lua.Values;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>
/// One encoding of a value. The tables that are open are in a table of the script's state, by their depth, and the value beside them. A
/// table is read raw: no metamethod runs. Its keys are read when it is opened, so that a script which changes it between two steps
/// breaks nothing.
/// </summary>
/// <param name="pretty">Whether the text has lines and indents.</param>
/// <param name="room">How many bytes the text may have.</param>
internal sealed unsafe class JsonEncoder(bool pretty, long room)
{
    /// <summary>Where the value is in the table.</summary>
    public const int ValuePlace = 0;

    private const int Work = 2;
    private const int LongString = 16 << 10;

    /// <summary>From here on, and earlier too, the writer gives a float an exponent, which also tells that it is one.</summary>
    private const double MostWithPoint = 9e17;

    /// <summary>A path of two hundred steps, as of a value that nests too deeply, helps nobody.</summary>
    private const int LongestPath = 20;

    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly List<JsonTable> _open = [];
    private readonly HashSet<nint> _addresses = [];
    private Utf8JsonWriter? _writer;
    private int _taken;

    /// <summary>Goes on for a while. Pushes true, or false and the text, or false, nil and an error.</summary>
    public int Step(LuaState state, lua_State* L)
    {
        lua_settop(L, Work);
        try
        {
            return IsDoneAfter(state, L) ? Finish(L) : GoOn(L);
        }
        catch (ProcessException refused)
        {
            lua_settop(L, Work);
            lua_pushboolean(L, 0);
            lua_pushnil(L);
            state.PushError(L, refused);
            return 3;
        }
    }

    private static int GoOn(lua_State* L)
    {
        lua_pushboolean(L, 1);
        return 1;
    }

    private int Finish(lua_State* L)
    {
        lua_pushboolean(L, 0);
        LuaStack.PushBytes(L, _text.WrittenSpan);
        return 2;
    }

    private bool IsDoneAfter(LuaState state, lua_State* L)
    {
        // Text that is not for HTML keeps its letters; the writer's own checks are for misuse of it, which there is none of.
        var writer = _writer;
        _taken = 0;
        if (writer is null)
        {
            _writer = writer = new Utf8JsonWriter(_text, new JsonWriterOptions
            {
                Indented = pretty, SkipValidation = true, MaxDepth = JsonModule.MaxDepth + 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            });
            lua_rawgeti(L, Work, ValuePlace);
            Write(state, L, writer);
        }

        while (_open.Count > 0 && _taken < JsonModule.ValuesPerStep && writer.BytesPending < JsonModule.BytesPerStep)
            WriteNext(state, L, writer);
        writer.Flush();
        RefuseTooLong(0);
        return _open.Count == 0;
    }

    /// <summary>Writes the next value of the innermost open table, or closes it.</summary>
    private void WriteNext(LuaState state, lua_State* L, Utf8JsonWriter writer)
    {
        var open = _open[^1];
        if (open.Next == open.Count)
        {
            Close(L, writer);
            return;
        }

        lua_rawgeti(L, Work, _open.Count);
        var place = open.Next++;
        if (open.Keys is null)
        {
            lua_rawgeti(L, -1, place + 1);
        }
        else
        {
            LuaStack.PushBytes(L, open.Keys[place]);
            lua_rawget(L, -2);

            // Between two steps the script may have taken the field away.
            if (lua_type(L, -1) == LUA_TNIL)
            {
                lua_settop(L, Work);
                return;
            }

            writer.WritePropertyName(open.Keys[place]);
        }

        Write(state, L, writer);
        lua_settop(L, Work);
    }

    /// <summary>Writes the value on top of the stack; opens it if it is a table.</summary>
    private void Write(LuaState state, lua_State* L, Utf8JsonWriter writer)
    {
        _taken++;
        switch (lua_type(L, -1))
        {
            case LUA_TNIL:
                writer.WriteNullValue();
                break;
            case LUA_TBOOLEAN:
                writer.WriteBooleanValue(lua_toboolean(L, -1) != 0);
                break;
            case LUA_TNUMBER when lua_isinteger(L, -1) != 0:
                writer.WriteNumberValue(lua_tointegerx(L, -1, null));
                break;
            case LUA_TNUMBER:
                WriteFloat(lua_tonumberx(L, -1, null), writer);
                break;
            case LUA_TSTRING:
                WriteString(LuaStack.Bytes(L, -1), writer);
                break;
            case LUA_TTABLE:
                Open(L, writer);
                break;
            case LUA_TUSERDATA when JsonModule.IsNull(state, L, -1):
                writer.WriteNullValue();
                break;
            case LUA_TUSERDATA:
                WriteObject(state.ToObject<object>(L, -1), writer);
                break;
            case var other:
                throw Refused($"a {(other == LUA_TTHREAD ? "coroutine" : LuaStack.TypeName(other))} is no JSON");
        }
    }

    private void WriteObject(object? value, Utf8JsonWriter writer)
    {
        switch (value)
        {
            case ProcessException error:
                WriteString(Encoding.UTF8.GetBytes(error.Message), writer);
                break;
            case TimeValue time:
                writer.WriteStringValue(TimeObject.Text(time.At));
                break;
            case DurationValue duration:
                writer.WriteNumberValue(duration.Nanoseconds);
                break;
            default:
                throw Refused("a userdata is no JSON");
        }
    }

    /// <summary>A float keeps its point, by which it is read as one again; only the sign of zero is lost.</summary>
    private void WriteFloat(double number, Utf8JsonWriter writer)
    {
        if (!double.IsFinite(number))
            throw Refused($"the number {(double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf")} is no JSON");
        if (Math.Abs(number) < MostWithPoint && double.IsInteger(number))
            writer.WriteNumberValue(WithPoint((long)Math.Abs(number) * 10, double.IsNegative(number)));
        else
            writer.WriteNumberValue(number);
    }

    private static decimal WithPoint(long tenfold, bool isNegative) => new((int)tenfold, (int)(tenfold >> 32), 0, isNegative, scale: 1);

    private void WriteString(ReadOnlySpan<byte> text, Utf8JsonWriter writer)
    {
        if (!Utf8.IsValid(text))
            throw Refused("the string is no UTF-8; encode binary data as text first");
        RefuseTooLong(text.Length);
        if (text.Length <= LongString)
        {
            writer.WriteStringValue(text);
            return;
        }

        // In pieces: for one piece the writer makes room for six bytes of each.
        for (; text.Length > LongString; text = text[LongString..])
        {
            writer.WriteStringValueSegment(text[..LongString], isFinalSegment: false);
            writer.Flush();
            RefuseTooLong(text.Length);
        }

        writer.WriteStringValueSegment(text, isFinalSegment: true);
        _taken += JsonModule.ValuesPerStep;
    }

    private void Open(lua_State* L, Utf8JsonWriter writer)
    {
        var address = (nint)lua_topointer(L, -1);
        if (_open.Count == JsonModule.MaxDepth)
            throw Refused($"tables nest deeper than {JsonModule.MaxDepth}");
        if (!_addresses.Add(address))
            throw Refused("the table contains itself");

        if (!JsonTable.TryRead(L, address, out var open, out var problem))
            throw Refused(problem);
        _taken += open.Cost;
        lua_pushvalue(L, -1);
        lua_rawseti(L, Work, _open.Count + 1);
        _open.Add(open);
        if (open.Keys is null)
            writer.WriteStartArray();
        else
            writer.WriteStartObject();
    }

    private void Close(lua_State* L, Utf8JsonWriter writer)
    {
        var open = _open[^1];
        if (open.Keys is null)
            writer.WriteEndArray();
        else
            writer.WriteEndObject();
        lua_pushnil(L);
        lua_rawseti(L, Work, _open.Count);
        _addresses.Remove(open.Address);
        _open.RemoveAt(_open.Count - 1);
        _taken++;
    }

    private void RefuseTooLong(long more)
    {
        if (_text.WrittenCount + more > room)
            throw new ProcessException(ErrorKind.RateLimited, $"encode: the text is longer than the {room} bytes of memory that the process has left", retryable: false);
    }

    private ProcessException Refused(string problem)
    {
        var path = new StringBuilder("value");
        for (var depth = 0; depth < Math.Min(_open.Count, LongestPath); depth++)
        {
            var open = _open[depth];
            if (open.Keys is null)
                path.Append(CultureInfo.InvariantCulture, $"[{open.Next}]");
            else
                path.Append('.').Append(Encoding.UTF8.GetString(open.Keys[open.Next - 1]));
        }

        if (_open.Count > LongestPath)
            path.Append("...");
        return new ProcessException(ErrorKind.Invalid, $"encode: {path}: {problem}", retryable: false);
    }
}
