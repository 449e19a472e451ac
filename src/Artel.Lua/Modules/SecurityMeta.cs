using Artel.Lua.Engine;
using Artel.Security;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>
/// The <c>meta</c> tables of the security module: names with texts, numbers, booleans, and lists and tables of them. What is read is
/// bounded, since a small table that has itself many times in it is a large one to compare.
/// </summary>
internal static unsafe class SecurityMeta
{
    /// <summary>How deep tables may be in tables.</summary>
    private const int MaxDepth = 16;

    /// <summary>How many values there may be in all, or policies in a list.</summary>
    private const int MaxValues = 1000;

    /// <summary>How many bytes all texts may have.</summary>
    private const int MaxBytes = 64 * 1024;

    /// <summary>The table of an argument; null where there is none.</summary>
    /// <exception cref="LuaArgumentException">It is something else.</exception>
    /// <exception cref="ProcessException">INVALID: a value that can't be compared, or too many.</exception>
    public static IReadOnlyDictionary<string, object?>? Read(lua_State* L, int index, string function, int argument)
    {
        if (lua_type(L, index) <= LUA_TNIL)
            return null;
        if (lua_type(L, index) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, index, function, "table", argument);
        var path = $"{function}: meta";
        return new Reader(L).ReadTable(index, path, depth: 1) switch
        {
            IReadOnlyDictionary<string, object?> table => table,
            object?[] { Length: 0 } => null,
            _ => throw Invalid(path, "is a list; give each value a name"),
        };
    }

    /// <summary>How many values a list has.</summary>
    /// <exception cref="ProcessException">INVALID: it is no list, or too long a one.</exception>
    public static int CountOfList(lua_State* L, int index, string path)
    {
        var count = CountPairs(L, index, path, MaxValues);
        return lua_rawlen(L, index) == (nuint)count ? count : throw Invalid(path, "is not a list");
    }

    /// <summary>Pushes a new table.</summary>
    public static void Push(lua_State* L, IReadOnlyDictionary<string, object?> values)
    {
        LuaStack.Ensure(L, 10);
        lua_createtable(L, 0, values.Count);
        var table = lua_gettop(L);
        foreach (var (name, value) in values)
        {
            LuaStack.PushText(L, name);
            PushValue(L, value);
            lua_rawset(L, table);
        }
    }

    private static void PushValue(lua_State* L, object? value)
    {
        switch (value)
        {
            case string or ConfiguredText:
                LuaStack.PushText(L, value.ToString());
                break;
            case bool on:
                lua_pushboolean(L, on ? 1 : 0);
                break;
            case long whole:
                lua_pushinteger(L, whole);
                break;
            case double fraction:
                lua_pushnumber(L, fraction);
                break;
            case IReadOnlyDictionary<string, object?> table:
                Push(L, table);
                break;
            case IReadOnlyList<object?> list:
                LuaStack.Ensure(L, 10);
                lua_createtable(L, list.Count, 0);
                for (var i = 0; i < list.Count; i++)
                {
                    PushValue(L, list[i]);
                    lua_rawseti(L, -2, i + 1);
                }

                break;
            default:
                lua_pushnil(L);
                break;
        }
    }

    private static int CountPairs(lua_State* L, int index, string path, int most)
    {
        LuaStack.Ensure(L, 10);
        var count = 0;
        lua_pushnil(L);
        while (lua_next(L, index) != 0)
        {
            lua_pop(L, 1);
            if (++count > most)
                throw Invalid(path, $"has more than {MaxValues} values");
        }

        return count;
    }

    private static ProcessException Invalid(string path, string why) => new(ErrorKind.Invalid, $"{path} {why}", retryable: false);

    /// <summary>Reads one table and what is in it. Lives for one call, and so does the stack that it reads from.</summary>
    private ref struct Reader(lua_State* stack)
    {
        private readonly lua_State* _stack = stack;
        private int _values = MaxValues;
        private int _bytes = MaxBytes;

        /// <summary>A list if its keys are 1 to n, else a table of names; an empty one is a list.</summary>
        public object ReadTable(int index, string path, int depth)
        {
            if (depth > MaxDepth)
                throw Invalid(path, $"is nested deeper than {MaxDepth}");
            var count = CountPairs(_stack, index, path, _values);
            _values -= count;
            return lua_rawlen(_stack, index) == (nuint)count ? ReadList(index, path, depth, count) : ReadNames(index, path, depth, count);
        }

        private object?[] ReadList(int index, string path, int depth, int count)
        {
            var list = new object?[count];
            for (var i = 0; i < count; i++)
            {
                lua_rawgeti(_stack, index, i + 1);
                list[i] = ReadValue($"{path}[{i + 1}]", depth);
                lua_pop(_stack, 1);
            }

            return list;
        }

        private Dictionary<string, object?> ReadNames(int index, string path, int depth, int count)
        {
            var names = new Dictionary<string, object?>(count, StringComparer.Ordinal);
            lua_pushnil(_stack);
            while (lua_next(_stack, index) != 0)
            {
                if (lua_type(_stack, -2) != LUA_TSTRING)
                    throw Invalid(path, $"has the key {LuaStack.Text(_stack, -2)}; keys are all names, or 1 to n");
                var name = ReadText(-2, path);
                names[name] = ReadValue($"{path}.{name}", depth);
                lua_pop(_stack, 1);
            }

            return names;
        }

        /// <summary>The value on top of the stack.</summary>
        private object ReadValue(string path, int depth) => lua_type(_stack, -1) switch
        {
            LUA_TBOOLEAN => lua_toboolean(_stack, -1) != 0,
            LUA_TNUMBER when lua_isinteger(_stack, -1) != 0 => lua_tointegerx(_stack, -1, null),
            LUA_TNUMBER => lua_tonumberx(_stack, -1, null),
            LUA_TSTRING => ReadText(-1, path),
            LUA_TTABLE => ReadTable(lua_gettop(_stack), path, depth + 1),
            var type => throw Invalid(path, $"is a {LuaStack.TypeName(type)}, which can't be compared; use texts, numbers, booleans, and tables of them"),
        };

        private string ReadText(int index, string path)
        {
            _bytes -= LuaStack.Bytes(_stack, index).Length;
            if (_bytes < 0)
                throw Invalid(path, $"makes more than {MaxBytes} bytes of text");
            return LuaStack.Text(_stack, index);
        }
    }
}
