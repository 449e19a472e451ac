namespace Artel.Lua.Engine;

/// <summary>A script gave a host function an argument of the wrong type; raised in the script as its own kind of error text.</summary>
internal sealed class LuaArgumentException(int argument, string function, string detail)
    : Exception($"bad argument #{argument} to '{function}' ({detail})")
{
    /// <summary>The error for a value of the wrong type.</summary>
    public static unsafe LuaArgumentException Expected(lua_State* L, int argument, string function, string type, int? shownAs = null) =>
        new(shownAs ?? argument, function, $"{type} expected, got {LuaStack.TypeName(LuaNative.lua_type(L, argument))}");
}
