using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Values;

/// <summary>
/// The Lua strings of what was pushed last, so that what comes again and again, as a topic or a sender does, is not made anew. Scripts get
/// the same strings either way. In the process's turn only.
/// </summary>
internal sealed unsafe class RecentTexts
{
    private const int Places = 4;

    private readonly object?[] _values = new object?[Places];
    private readonly int[] _references = new int[Places];
    private int _next;

    /// <summary>Pushes the text of a value: a string, or something whose text says all of it.</summary>
    public void Push(lua_State* L, object value)
    {
        var values = _values;
        for (var i = 0; i < values.Length; i++)
        {
            if (ReferenceEquals(values[i], value))
            {
                LuaState.PushKept(L, _references[i]);
                return;
            }
        }

        var known = Array.IndexOf(values, value);
        if (known < 0)
            known = Keep(L, value);
        else
            values[known] = value;
        LuaState.PushKept(L, _references[known]);
    }

    private int Keep(lua_State* L, object value)
    {
        var place = _next;
        _next = (place + 1) % Places;
        LuaStack.PushText(L, value.ToString());
        if (_references[place] == 0)
            _references[place] = LuaState.Keep(L);
        else
            lua_rawseti(L, LUA_REGISTRYINDEX, _references[place]);
        _values[place] = value;
        return place;
    }
}
