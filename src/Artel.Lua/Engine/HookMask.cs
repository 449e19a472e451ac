using System.Runtime.InteropServices;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// The one field of a Lua thread that another thread may write while it runs: which events its hook gets. Lua reads it anew at each call, and
/// has it volatile so that a signal's handler may set it. <c>lua_sethook</c> also marks the calls that are going on, which the running thread
/// changes at the same time: from elsewhere that would be unsafe.
/// </summary>
internal static unsafe class HookMask
{
    /// <summary>Where the field is from a thread's beginning; less than nothing where it was not found.</summary>
    private static readonly int Offset = Find();

    /// <summary>Whether it can be written.</summary>
    public static bool IsKnown => Offset >= 0;

    /// <summary>Sets which events the hook gets, so far as Lua looks; does nothing where it is not known, as instructions are always counted then.</summary>
    public static void Set(lua_State* L, int mask)
    {
        if (IsKnown)
            Volatile.Write(ref *(int*)((byte*)L + Offset), mask);
    }

    /// <summary>Whether the hook gets any events. On the thread that may run it only.</summary>
    public static bool IsSet(lua_State* L) => IsKnown ? Volatile.Read(ref *(int*)((byte*)L + Offset)) != 0 : lua_gethookmask(L) != 0;

    /// <summary>Sets a hook with each of the masks, and sees which field of the thread has had the value each time.</summary>
    private static int Find()
    {
        // The state itself comes after its first thread: as much as this is there to be read.
        const int size = 256;
        var hook = Export("luaL_error");
        return LibraryField.Find(size, [1, 8, 9, 3, 15, 0, 5, 12], (state, mask) =>
        {
            // A number of instructions that no mask is, and no other field has.
            lua_sethook((lua_State*)state, hook, mask, 0x12345);
            return lua_gethookmask((lua_State*)state) == mask ? state : 0;
        });
    }
}
