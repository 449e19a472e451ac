using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// How many values of a table lie in a row, for who goes through a long one: Lua goes through these before all others, in their order. The
/// library has no function that tells; the number is read where Lua notes it, if that place was found.
/// </summary>
internal static unsafe class TableList
{
    /// <summary>Where the number is from a table's beginning; less than nothing where it was not found.</summary>
    private static readonly int Offset = Find();

    /// <summary>The keys from 1 to this lie in a row, and maybe some more; nothing where it is not known.</summary>
    public static uint LengthOf(lua_State* L, int table) => Offset < 0 ? 0 : *(uint*)((byte*)lua_topointer(L, table) + Offset);

    /// <summary>Makes tables for so many values each, and sees which field has had the number each time.</summary>
    private static int Find()
    {
        // A table has more bytes than these where addresses have 32 bits.
        const int size = 28;
        return LibraryField.Find(size, [1, 3, 0, 260, 7, 65_539], static (state, values) =>
        {
            lua_createtable((lua_State*)state, values, 0);
            return (nint)lua_topointer((lua_State*)state, -1);
        });
    }
}
