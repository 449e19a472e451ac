using Artel.Lua.Engine;
using Artel.Lua.Modules;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Processes;

/// <summary>The fields that a script's logger adds to an entry. Immutable; bounded in number and size.</summary>
internal sealed unsafe class LuaLogFields
{
    private const int Most = 64;
    private const int LongestKey = 128;

    /// <summary>The field that tells how many there was no room for.</summary>
    private const string DroppedKey = "fields_dropped";

    public static readonly LuaLogFields None = new([]);

    private readonly KeyValuePair<string, object?>[] _fields;

    private LuaLogFields(KeyValuePair<string, object?>[] fields) => _fields = fields;

    public int Count => _fields.Length;

    public KeyValuePair<string, object?> this[int index] => _fields[index];

    /// <summary>These fields and those of a table on the stack, which win; the same fields where there is no table.</summary>
    /// <exception cref="LuaArgumentException">There is something else.</exception>
    public static LuaLogFields With(LuaLogFields fields, LuaState state, lua_State* L, int index, string function)
    {
        if (lua_type(L, index) <= LUA_TNIL)
            return fields;
        if (lua_type(L, index) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, index, function, "table", 2);

        var all = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in fields._fields)
            all[key] = value;
        long dropped = all.Remove(DroppedKey, out var before) && before is long known ? known : 0;
        LuaStack.Ensure(L, 10);
        lua_pushnil(L);
        while (lua_next(L, index) != 0)
        {
            var key = LuaLogText.Escape(KeyBytes(L), LongestKey);
            if (all.Count < Most || all.ContainsKey(key))
                all[key] = Value(state, L);
            else
                dropped++;
            lua_pop(L, 1);
        }

        if (dropped > 0)
            all[DroppedKey] = dropped;
        return new LuaLogFields([.. all]);
    }

    /// <summary>The key below the value on top of the stack.</summary>
    private static ReadOnlySpan<byte> KeyBytes(lua_State* L) =>
        lua_type(L, -2) == LUA_TSTRING ? LuaStack.Bytes(L, -2) : System.Text.Encoding.UTF8.GetBytes(LuaStack.Text(L, -2));

    private static object? Value(LuaState state, lua_State* L) => lua_type(L, -1) switch
    {
        LUA_TBOOLEAN => lua_toboolean(L, -1) != 0,
        LUA_TNUMBER when lua_isinteger(L, -1) != 0 => lua_tointegerx(L, -1, null),
        LUA_TNUMBER => lua_tonumberx(L, -1, null),
        LUA_TSTRING => LuaLogText.Escape(LuaStack.Bytes(L, -1), LuaLogText.LongestValue),
        LUA_TUSERDATA => ObjectText(state.ToObject<object>(L, -1)),
        var type => LuaStack.TypeName(type),
    };

    private static string ObjectText(object? value) => value switch
    {
        ProcessException error => LuaLogText.Escape(System.Text.Encoding.UTF8.GetBytes(error.Message), LuaLogText.LongestValue),
        TimeValue time => TimeObject.Text(time.At),
        DurationValue duration => DurationObject.Text(duration.Nanoseconds),
        _ => "userdata",
    };
}
