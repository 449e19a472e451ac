using Artel.Lua.Engine;

namespace Artel.Lua.Modules;

/// <summary>
/// The names of the options that a function takes in a table. Whoever reads such a table finds by them which option a key is, so that no
/// other can be read than those which the refusal of a wrong name tells.
/// </summary>
internal sealed unsafe class OptionNames
{
    private readonly string _within;
    private readonly string[] _names;

    /// <summary>Some names.</summary>
    /// <param name="within">What refusals put before a wrong name: <c>retry.</c> for what is in the option <c>retry</c>, or nothing.</param>
    /// <param name="names">The names; there is at least one.</param>
    public OptionNames(string within, params string[] names)
    {
        _within = within;
        _names = names;
    }

    /// <summary>The option that a key on the stack names; null if there is none of this name.</summary>
    public string? Find(lua_State* L, int index)
    {
        var key = LuaStack.Text(L, index);
        return Array.Find(_names, name => name == key);
    }

    /// <summary>Why there is no option for a key, and which there are.</summary>
    public string Unknown(lua_State* L, int index)
    {
        var known = _names.Length == 1 ? $"is {_names[0]}" : $"are {string.Join(", ", _names[..^1])} and {_names[^1]}";
        return $"there is no option '{_within}{LuaStack.Text(L, index)}'; there {known}";
    }
}
