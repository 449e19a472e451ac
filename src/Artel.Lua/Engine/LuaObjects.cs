using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// The managed objects that a state's scripts hold. Each is behind a full userdata, which has the object's place in a list: scripts can
/// make no userdata, so that every one of them is ours. When Lua collects the userdata, the place is free again.
/// </summary>
internal sealed unsafe class LuaObjects
{
    private const int Released = -1;

    /// <summary>In the place of a place: no managed object is behind the userdata, nor ever was (<see cref="PlainObject"/>).</summary>
    public const int None = -2;

    /// <summary>The collector's call for a userdata.</summary>
    public static readonly nint ReleaseFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Release;

    /// <summary>Whether two userdata are the same object.</summary>
    public static readonly nint EqualsFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&AreEqual;

    private readonly List<object?> _places = [];
    private readonly Stack<int> _free = [];

    /// <summary>How many objects there are.</summary>
    public int Count => _places.Count - _free.Count;

    /// <summary>Pushes a new userdata without a metatable, with room for values of the script's own state.</summary>
    /// <remarks>
    /// The block is as long as the object is large, about: so the script's memory limit bounds what it makes the host hold, and its
    /// collector works as hard as that needs. The room is never written to; a large one takes no memory of the machine.
    /// </remarks>
    public void Push(lua_State* L, object value, int userValues = 0, long bytes = 0)
    {
        // The userdata first: making it may collect others, whose places come free.
        var place = (int*)lua_newuserdatauv(L, (nuint)(sizeof(int) + bytes), userValues);
        if (_free.TryPop(out var free))
        {
            _places[free] = value;
            *place = free;
            return;
        }

        *place = _places.Count;
        _places.Add(value);
    }

    /// <summary>The object behind a value; null if it is no userdata, one that is being collected, or one without an object.</summary>
    public object? Get(lua_State* L, int index)
    {
        if (lua_type(L, index) != LUA_TUSERDATA)
            return null;
        var place = *(int*)lua_touserdata(L, index);
        return place < 0 ? null : _places[place];
    }

    /// <summary>Lets go of all, when the state ends without its userdata being collected.</summary>
    public void ReleaseAll()
    {
        foreach (var value in _places)
            (value as ILuaCollected)?.Collected();
        _places.Clear();
        _free.Clear();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Release(lua_State* L) => HostFunction.RunUnchecked(L, &ReleasePlace);

    private static int ReleasePlace(LuaState state, lua_State* L)
    {
        if (lua_type(L, 1) != LUA_TUSERDATA)
            return 0;
        var place = (int*)lua_touserdata(L, 1);
        if (*place < 0)
            return 0;
        (state.Objects._places[*place] as ILuaCollected)?.Collected();
        state.Objects._places[*place] = null;
        state.Objects._free.Push(*place);
        *place = Released;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int AreEqual(lua_State* L) => HostFunction.RunUnchecked(L, &PushAreEqual);

    private static int PushAreEqual(LuaState state, lua_State* L)
    {
        var one = state.Objects.Get(L, 1);
        lua_pushboolean(L, one is not null && ReferenceEquals(one, state.Objects.Get(L, 2)) ? 1 : 0);
        return 1;
    }
}
