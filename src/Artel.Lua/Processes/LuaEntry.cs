using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Processes;

/// <summary>
/// Which function of a file a process runs (statement 37): the one that the file returns, or a method of the table that it returns.
/// </summary>
internal static unsafe class LuaEntry
{
    /// <summary>The method of a definition that names none.</summary>
    private const string Main = "main";

    /// <summary>How many methods an error names.</summary>
    private const int MostNamed = 20;

    /// <summary>Pushes the entry method.</summary>
    /// <param name="L">The stack with the file's results on top.</param>
    /// <param name="results">How many they are.</param>
    /// <param name="method">The method; null for main, or the function itself.</param>
    /// <param name="file">What to call the file in errors.</param>
    /// <exception cref="ProcessException">NOT_FOUND: there is no such method; the text names it and what there is.</exception>
    public static void Push(lua_State* L, int results, string? method, string file)
    {
        LuaStack.Ensure(L, 10);
        var first = lua_gettop(L) - results + 1;
        var type = results > 0 ? lua_type(L, first) : LUA_TNIL;
        if (type == LUA_TFUNCTION && method is null)
        {
            lua_pushvalue(L, first);
            return;
        }

        if (type != LUA_TTABLE)
            throw NotFound(method is null
                ? $"{file}: the file returns no main, it returns {Described(type)}; end it with: return {{ main = main }}"
                : $"{file}: there is no method '{method}': the file returns {Described(type)} and not a table; end it with: return {{ {method} = ... }}");

        LuaStack.PushText(L, method ?? Main);
        if (lua_rawget(L, first) != LUA_TFUNCTION)
            throw NotFound($"{file}: the file returns a table without the method '{method ?? Main}'; {Methods(L, first)}");
    }

    private static ProcessException NotFound(string text) => new(ErrorKind.NotFound, text, retryable: false);

    private static string Described(int type) => type == LUA_TNIL ? "nothing" : $"a {LuaStack.TypeName(type)}";

    /// <summary>The methods that a table has, for an error.</summary>
    private static string Methods(lua_State* L, int table)
    {
        var names = new List<string>();
        lua_pushnil(L);
        while (lua_next(L, table) != 0)
        {
            if (lua_type(L, -1) == LUA_TFUNCTION && lua_type(L, -2) == LUA_TSTRING)
                names.Add(LuaStack.Text(L, -2));
            lua_pop(L, 1);
        }

        names.Sort(StringComparer.Ordinal);
        if (names.Count == 0)
            return $"it has no methods at all; end it with: return {{ {Main} = {Main} }}";
        return $"it has {string.Join(", ", names.Take(MostNamed))}{(names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "")}";
    }
}
