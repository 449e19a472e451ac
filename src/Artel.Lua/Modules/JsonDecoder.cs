using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Artel.Lua.Engine;
using Artel.Lua.Values;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>
/// One decoding of a text. What it has made so far is in a table of the script's state, the containers that are open by their depth, and
/// beside them the text and the result.
/// </summary>
/// <param name="keepNull">Whether null becomes <c>json.null</c>, not nil.</param>
internal sealed unsafe class JsonDecoder(bool keepNull)
{
    /// <summary>Where the text is in the table.</summary>
    public const int TextPlace = 0;

    private const int ResultPlace = -1;

    /// <summary>Where the table is on the stack of a step, and above it the text and the container that is being filled.</summary>
    private const int Work = 2;
    private const int TextIndex = 3;
    private const int Container = 4;

    private const int ObjectMark = -1;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonModule.MaxDepth };

    /// <summary>For each open container how many values an array has; <see cref="ObjectMark"/> for an object.</summary>
    private readonly List<int> _counts = [];
    private JsonReaderState _state = new(Options);
    private long _consumed;

    /// <summary>Goes on for a while. Pushes true, or false and the result, or false, nil and an error.</summary>
    public int Step(LuaState state, lua_State* L)
    {
        lua_settop(L, Work);
        lua_rawgeti(L, Work, TextPlace);
        lua_rawgeti(L, Work, _counts.Count);
        var text = LuaStack.Bytes(L, TextIndex);
        var reader = new Utf8JsonReader(text[(int)_consumed..], isFinalBlock: true, _state);
        try
        {
            for (var values = 0; values < JsonModule.ValuesPerStep && reader.BytesConsumed < JsonModule.BytesPerStep; values++)
            {
                if (!reader.Read())
                    return Finish(L);
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    // The key and its value belong to one step: a key waits on the stack.
                    PushString(L, ref reader);
                    reader.Read();
                }

                Take(state, L, ref reader);
            }
        }
        catch (JsonException refused)
        {
            var line = refused.LineNumber ?? 0;
            var inLine = refused.BytePositionInLine ?? 0;
            return Fail(state, L, Error(text, StartOfLine(text, line) + (int)inLine, Problem(refused)));
        }
        catch (InvalidDataException refused)
        {
            return Fail(state, L, Error(text, (int)(_consumed + reader.TokenStartIndex), refused.Message));
        }

        _consumed += reader.BytesConsumed;
        _state = reader.CurrentState;
        if (IsOverLimit(L))
            return Fail(state, L, LuaErrors.MemoryLimit(state));
        lua_pushboolean(L, 1);
        return 1;
    }

    private static int Finish(lua_State* L)
    {
        lua_pushboolean(L, 0);
        lua_rawgeti(L, Work, ResultPlace);
        return 2;
    }

    private static int Fail(LuaState state, lua_State* L, ProcessException error)
    {
        lua_settop(L, Work);
        lua_pushboolean(L, 0);
        lua_pushnil(L);
        state.PushError(L, error);
        return 3;
    }

    /// <summary>What host functions allocate is not refused; garbage does not count.</summary>
    private static bool IsOverLimit(lua_State* L)
    {
        var native = NativeState.Of(L);
        if (native->Used <= native->Limit)
            return false;
        lua_gc(L, LUA_GCCOLLECT, 0, 0, 0);
        return native->Used > native->Limit;
    }

    private void Take(LuaState state, lua_State* L, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                lua_createtable(L, 0, 0);
                Open(L, ObjectMark);
                break;
            case JsonTokenType.StartArray:
                lua_createtable(L, 0, 0);
                JsonModule.MarkArray(L);
                Open(L, 0);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Close(L);
                break;
            case JsonTokenType.String:
                PushString(L, ref reader);
                Put(L);
                break;
            case JsonTokenType.Number:
                PushNumber(L, ref reader);
                Put(L);
                break;
            case JsonTokenType.Null when keepNull:
                JsonModule.PushNull(state, L);
                Put(L);
                break;
            case JsonTokenType.Null:
                lua_pushnil(L);
                Put(L);
                break;
            default:
                lua_pushboolean(L, reader.TokenType == JsonTokenType.True ? 1 : 0);
                Put(L);
                break;
        }
    }

    /// <summary>Puts the new container on top of the stack into its place, and makes it the one to be filled.</summary>
    private void Open(lua_State* L, int count)
    {
        lua_pushvalue(L, -1);
        lua_rawseti(L, Work, _counts.Count + 1);
        lua_pushvalue(L, -1);

        // In an object the key is below both copies; it goes with the upper one.
        if (_counts.Count > 0 && _counts[^1] == ObjectMark)
            lua_rotate(L, -3, 1);
        Put(L);
        _counts.Add(count);
        lua_replace(L, Container);
    }

    private void Close(lua_State* L)
    {
        lua_pushnil(L);
        lua_rawseti(L, Work, _counts.Count);
        _counts.RemoveAt(_counts.Count - 1);
        lua_rawgeti(L, Work, _counts.Count);
        lua_replace(L, Container);
    }

    /// <summary>Puts the value on top of the stack, below which its key is, into the container; pops both.</summary>
    private void Put(lua_State* L)
    {
        if (_counts.Count == 0)
            lua_rawseti(L, Work, ResultPlace);
        else if (_counts[^1] == ObjectMark)
            lua_rawset(L, Container);
        else
            lua_rawseti(L, Container, ++CollectionsMarshal.AsSpan(_counts)[^1]);
    }

    private static void PushNumber(lua_State* L, ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.IndexOfAny(".eE"u8) < 0 && reader.TryGetInt64(out var integer))
            lua_pushinteger(L, integer);
        else if (reader.TryGetDouble(out var number) && double.IsFinite(number))
            lua_pushnumber(L, number);
        else
            throw new InvalidDataException("the number is beyond the range of floats");
    }

    private static void PushString(lua_State* L, ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            if (!Utf8.IsValid(reader.ValueSpan))
                throw new InvalidDataException("the string is no UTF-8");
            LuaStack.PushBytes(L, reader.ValueSpan);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            LuaStack.PushBytes(L, buffer.AsSpan(0, reader.CopyString(buffer)));
        }
        catch (InvalidOperationException)
        {
            throw new InvalidDataException("the string is no UTF-8, or has half of a surrogate pair");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The reader's own text without its place, which is told in another form.</summary>
    private static string Problem(JsonException refused)
    {
        var end = refused.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? refused.Message : refused.Message[..end]).TrimEnd('.', ' ');
    }

    private static int StartOfLine(ReadOnlySpan<byte> text, long line)
    {
        var start = 0;
        for (; line > 0; line--)
            start += text[start..].IndexOf((byte)'\n') + 1;
        return start;
    }

    private static ProcessException Error(ReadOnlySpan<byte> text, int offset, string problem)
    {
        var before = text[..Math.Min(offset, text.Length)];
        var line = before.Count((byte)'\n') + 1;
        var column = before.Length - before.LastIndexOf((byte)'\n');
        return new ProcessException(
            ErrorKind.Invalid,
            $"decode: line {line}, column {column} (byte {offset + 1}): {problem}",
            retryable: false,
            details: new Dictionary<string, object?> { ["line"] = (long)line, ["column"] = (long)column, ["byte"] = offset + 1L });
    }
}
