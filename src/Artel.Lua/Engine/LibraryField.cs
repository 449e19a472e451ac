using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>Finds where the library notes a number that no function of its tells.</summary>
internal static unsafe class LibraryField
{
    /// <summary>Has something hold numbers in turn, and sees which field has had each of them; less than nothing where no field has, or several have.</summary>
    /// <param name="size">How many bytes can be read from the beginning of what holds them.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="hold">
    /// Has it hold a number, given a state of its own; gives where it begins, or 0 if it does not hold it. What it leaves on the stack stays
    /// there until the field was read.
    /// </param>
    public static int Find(int size, ReadOnlySpan<int> numbers, Func<nint, int, nint> hold)
    {
        var L = luaL_newstate();
        try
        {
            var candidates = new bool[size];
            candidates.AsSpan().Fill(true);
            foreach (var number in numbers)
            {
                var start = (byte*)hold((nint)L, number);
                for (var offset = 0; offset < size; offset += sizeof(int))
                    candidates[offset] &= start != null && *(int*)(start + offset) == number;
                lua_settop(L, 0);
            }

            var found = Enumerable.Range(0, size / sizeof(int)).Select(static i => i * sizeof(int)).Where(offset => candidates[offset]).ToList();
            return found.Count == 1 ? found[0] : -1;
        }
        finally
        {
            lua_close(L);
        }
    }
}
