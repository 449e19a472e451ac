using Artel.Lua.Engine;
using Artel.Payloads;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Values;

/// <summary>Pushes values in the portable form on a Lua stack. Nothing it calls can raise.</summary>
internal ref struct LuaValueReader
{
    private readonly LuaState _state;
    private readonly int _length;
    private PayloadReader _reader;

    // Where the list of tables is on the stack; 0 if no table comes twice.
    private readonly int _tables;
    private int _tableCount;

    private LuaValueReader(LuaState state, PayloadReader reader, int length, int tables)
    {
        _state = state;
        _tables = tables;
        _reader = reader;
        _length = length;
    }

    /// <summary>Pushes a list of values.</summary>
    /// <exception cref="ProcessException">INVALID: the list is malformed. The stack is as it was.</exception>
    public static unsafe void Push(LuaState state, lua_State* L, PortableValues values)
    {
        if (!values.Shares)
        {
            Push(state, L, values.Bytes, values.Count);
            return;
        }

        var tables = lua_gettop(L) + 1;
        LuaStack.Ensure(L, 10);
        lua_createtable(L, values.Tables, 0);
        try
        {
            Push(L, new LuaValueReader(state, values.Reader, values.Bytes.Length, tables), values.Count);
        }
        catch
        {
            lua_settop(L, tables - 1);
            throw;
        }

        lua_remove(L, tables);
    }

    /// <summary>The same for the bytes of values, where no table comes twice.</summary>
    /// <exception cref="ProcessException">INVALID: the list is malformed. The stack is as it was.</exception>
    public static unsafe void Push(LuaState state, lua_State* L, ReadOnlySpan<byte> bytes, int count) =>
        Push(L, new LuaValueReader(state, new PayloadReader(bytes), bytes.Length, 0), count);

    /// <summary>Pushes one value that is no table. There has to be room for it.</summary>
    /// <exception cref="ProcessException">INVALID: it is malformed. The stack is as it was.</exception>
    public static unsafe void PushOne(LuaState state, lua_State* L, PortableValues value) =>
        new LuaValueReader(state, new PayloadReader(value.Bytes), value.Bytes.Length, 0).Push(L);

    private static unsafe void Push(lua_State* L, LuaValueReader reader, int count)
    {
        var top = lua_gettop(L);
        if (lua_checkstack(L, count + 10) == 0)
            throw new ProcessException(ErrorKind.Invalid, $"{count} values are too many for one call", retryable: false);
        try
        {
            for (var i = 0; i < count; i++)
                reader.Push(L);
        }
        catch
        {
            lua_settop(L, top);
            throw;
        }
    }

    private unsafe void Push(lua_State* L)
    {
        switch (_reader.Tag)
        {
            case PayloadTag.Nil:
                _reader.TryReadNil();
                lua_pushnil(L);
                break;
            case PayloadTag.True or PayloadTag.False:
                lua_pushboolean(L, _reader.ReadBoolean() ? 1 : 0);
                break;
            case PayloadTag.Integer:
                lua_pushinteger(L, _reader.ReadInteger());
                break;
            case PayloadTag.Float:
                lua_pushnumber(L, _reader.ReadFloat());
                break;
            case PayloadTag.String:
                LuaStack.PushBytes(L, _reader.ReadBytes());
                break;
            case PayloadTag.Table:
                PushTable(L);
                break;
            case PayloadTag.Reference:
                lua_rawgeti(L, _tables, _reader.ReadReference());
                break;
            case PayloadTag.Error:
                _state.PushError(L, _reader.ReadError());
                break;
            default:
                throw new ProcessException(ErrorKind.Invalid, $"the payload has an unknown value ({_reader.Tag})", retryable: false);
        }
    }

    private unsafe void PushTable(lua_State* L)
    {
        _reader.BeginTable(out var values, out var pairs);
        if (lua_checkstack(L, 8) == 0)
            throw new ProcessException(ErrorKind.Invalid, "the payload nests too deeply", retryable: false);

        // The counts come from elsewhere: no more room than the bytes that are left could fill.
        var most = _length - _reader.Position;
        lua_createtable(L, Math.Min(values, most), Math.Min(pairs, most / 2));
        var table = lua_gettop(L);
        if (_tables != 0)
        {
            lua_pushvalue(L, table);
            lua_rawseti(L, _tables, _tableCount++);
        }

        for (var i = 1; i <= values; i++)
        {
            Push(L);
            lua_rawseti(L, table, i);
        }

        for (var i = 0; i < pairs; i++)
        {
            PushKey(L);
            Push(L);
            lua_rawset(L, table);
        }

        _reader.EndTable();
    }

    /// <summary>Lua would raise for some of the values that are no strings.</summary>
    private unsafe void PushKey(lua_State* L)
    {
        if (_reader.Tag == PayloadTag.String)
        {
            LuaStack.PushBytes(L, _reader.ReadBytes());
            return;
        }

        Push(L);
        if (lua_type(L, -1) == LUA_TNIL || (lua_type(L, -1) == LUA_TNUMBER && double.IsNaN(lua_tonumberx(L, -1, null))))
            throw new ProcessException(ErrorKind.Invalid, "payload: a table key can't be nil or not a number", retryable: false);
    }
}
