using System.Globalization;
using Artel.Lua.Engine;
using Artel.Payloads;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Values;

/// <summary>
/// Copies values of a Lua stack into the portable form. Reads tables raw: no metamethod runs, and nothing it calls can raise.
/// </summary>
internal ref struct LuaValueWriter
{
    private const int FewTables = 16;

    // A value takes the time that some bytes do, whatever its size.
    private const int BytesPerValue = 64;

    // To make a table or a string on the other side takes about as long as so many other values.
    private const int ValuesPerObject = 4;

    // So much is copied in a part of a millisecond.
    private const int FewValues = 1000;
    private const int FewBytes = 256 << 10;

    private readonly PayloadWriter _writer;
    private readonly LuaState _state;

    // The tables that began so far, in the order of their numbers; beyond a few also by address.
    private readonly List<nint> _tables;
    private Dictionary<nint, int>? _numbers;

    // Where the value is that can't cross, and why; the path grows while the recursion unwinds.
    private string _path = "";
    private string? _problem;
    private int _valuesLeft;

    // How many were written, in the end.
    private int _bytes;

    [ThreadStatic]
    private static List<nint>? t_tables;

    private LuaValueWriter(LuaState state, PayloadWriter writer)
    {
        _state = state;
        _writer = writer;
        _valuesLeft = state.Limits.PayloadBytes / BytesPerValue;
        _tables = t_tables ??= [];
        _tables.Clear();
    }

    /// <summary>Copies a list of values that lie next to each other. Tables that several of them share stay shared.</summary>
    /// <param name="L">The stack; it is left as it was.</param>
    /// <param name="first">Where the first value is.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="name">What to call the list in an error; a value alone is called by its index too: <c>payload[1]</c>.</param>
    /// <exception cref="ProcessException">INVALID: a value can't cross, the text names the path; or there is too much of them.</exception>
    public static unsafe PortableValues Copy(lua_State* L, int first, int count, string name = "payload") =>
        Copy(LuaState.From(L), L, first, count, name);

    /// <inheritdoc cref="Copy(lua_State*, int, int, string)"/>
    public static unsafe PortableValues Copy(LuaState state, lua_State* L, int first, int count, string name) =>
        count == 0 ? state.NoValues : Write(state, L, first, count, name).ToValues(count, state.Account);

    /// <summary>The same into a writer that has to be given back; there is at least one value.</summary>
    /// <inheritdoc cref="Copy(lua_State*, int, int, string)"/>
    public static unsafe PayloadWriter Write(LuaState state, lua_State* L, int first, int count, string name)
    {
        var top = lua_gettop(L);
        if (first < 0)
            first = top + first + 1;
        var writer = PayloadWriter.Rent(state.Limits.PayloadBytes);
        var copy = new LuaValueWriter(state, writer);
        try
        {
            for (var i = 0; i < count; i++)
            {
                if (copy.TryWrite(L, first + i, depth: 0))
                    continue;
                lua_settop(L, top);
                throw new ProcessException(ErrorKind.Invalid, $"{name}[{i + 1}]{copy._path}: {copy._problem}", retryable: false);
            }

            copy._bytes = writer.Length;
            return writer;
        }
        catch (ProcessException tooLong) when (tooLong.Kind == ErrorKind.Invalid && writer.IsFull)
        {
            lua_settop(L, top);
            copy._bytes = writer.Length;
            writer.Discard();
            throw TooLarge(name, $"more than {state.Limits.PayloadBytes} bytes");
        }
        catch
        {
            lua_settop(L, top);
            writer.Discard();
            throw;
        }
        finally
        {
            copy.Charge(L);
        }
    }

    /// <summary>What took long is a part of the slice, also where it came to nothing.</summary>
    private readonly unsafe void Charge(lua_State* L)
    {
        var written = (_state.Limits.PayloadBytes / BytesPerValue) - _valuesLeft;
        if (written > FewValues || _bytes > FewBytes)
            LuaPreemption.Charge(L, NativeState.Of(L));
    }

    private static ProcessException TooLarge(string name, string what) => new(
        ErrorKind.Invalid, $"{name}: {what}; send it in parts, or raise PayloadBytes of the process's LuaLimits", retryable: false);

    private ProcessException TooMany() =>
        TooLarge("payload", $"more than {_state.Limits.PayloadBytes / BytesPerValue} values, where a string or a table counts as {ValuesPerObject}");

    private unsafe bool TryWrite(lua_State* L, int index, int depth) => TryWrite(L, index, lua_type(L, index), depth);

    private unsafe bool TryWrite(lua_State* L, int index, int type, int depth)
    {
        _valuesLeft -= type is LUA_TTABLE or LUA_TSTRING ? ValuesPerObject : 1;
        if (_valuesLeft < 0)
            throw TooMany();
        switch (type)
        {
            case LUA_TNIL or LUA_TNONE:
                _writer.WriteNil();
                return true;
            case LUA_TBOOLEAN:
                _writer.WriteBoolean(lua_toboolean(L, index) != 0);
                return true;
            case LUA_TNUMBER when lua_isinteger(L, index) != 0:
                _writer.WriteInteger(lua_tointegerx(L, index, null));
                return true;
            case LUA_TNUMBER:
                _writer.WriteFloat(lua_tonumberx(L, index, null));
                return true;
            case LUA_TSTRING:
                nuint length;
                var start = lua_tolstring(L, index, &length);
                _writer.WriteBytes(new ReadOnlySpan<byte>(start, (int)length));
                return true;
            case LUA_TTABLE:
                return TryWriteTable(L, index, depth);
            case LUA_TUSERDATA when _state.ToObject<ProcessException>(L, index) is { } error:
                _writer.WriteError(error);
                return true;
            case var other:
                _problem = $"a {(other == LUA_TTHREAD ? "coroutine" : LuaStack.TypeName(other))} can't cross to another process";
                return false;
        }
    }

    private unsafe bool TryWriteTable(lua_State* L, int table, int depth)
    {
        var address = (nint)lua_topointer(L, table);
        if (TryFindNumber(address, out var number))
        {
            _writer.WriteReference(number);
            return true;
        }

        if (depth == PayloadWriter.MaxDepth || lua_checkstack(L, 8) == 0)
        {
            _problem = $"tables nest deeper than {PayloadWriter.MaxDepth}";
            return false;
        }

        AddNumber(address);
        var counts = _writer.BeginTable();
        var values = (int)Math.Min(lua_rawlen(L, table), int.MaxValue);
        if (values > _valuesLeft)
            throw TooMany();
        var top = lua_gettop(L);
        for (var i = 1; i <= values; i++)
        {
            var type = lua_rawgeti(L, table, i);
            if (!TryWrite(L, top + 1, type, depth + 1))
                return FailAt(depth, string.Create(CultureInfo.InvariantCulture, $"[{i}]"));
            lua_settop(L, top);
        }

        var pairs = 0;
        var (key, value) = (top + 1, top + 2);

        // What lies in a row was written, and the other keys come after it.
        if (values > 0 && values <= TableList.LengthOf(L, table))
            lua_pushinteger(L, values);
        else
            lua_pushnil(L);
        while (lua_next(L, table) != 0)
        {
            if (values == 0 || !IsArrayKey(L, key, values))
            {
                pairs++;
                if (!TryWrite(L, key, depth + 1))
                    return FailAt(depth, " (a key)");
                if (!TryWrite(L, value, depth + 1))
                    return FailAt(depth, KeyText(L, key));
            }

            lua_settop(L, key);
        }

        _writer.PatchTable(counts, values, pairs);
        _writer.EndTable();
        return true;
    }

    private static unsafe bool IsArrayKey(lua_State* L, int key, int values) =>
        lua_isinteger(L, key) != 0 && (ulong)(lua_tointegerx(L, key, null) - 1) < (ulong)values;

    private bool FailAt(int depth, string step)
    {
        // A path of two hundred steps, as of a value that nests too deeply, helps nobody.
        _path = depth < 20 ? step + _path : "";
        return false;
    }

    private static unsafe string KeyText(lua_State* L, int key) =>
        lua_type(L, key) == LUA_TSTRING ? "." + LuaStack.Text(L, key) : $"[{LuaStack.Text(L, key)}]";

    private bool TryFindNumber(nint address, out int number)
    {
        if (_numbers is not null)
            return _numbers.TryGetValue(address, out number);
        number = _tables.IndexOf(address);
        return number >= 0;
    }

    private void AddNumber(nint address)
    {
        if (_numbers is null)
        {
            _tables.Add(address);
            if (_tables.Count < FewTables)
                return;
            _numbers = [];
            foreach (var known in _tables)
                _numbers.Add(known, _numbers.Count);
            return;
        }

        _numbers.Add(address, _numbers.Count);
    }
}
