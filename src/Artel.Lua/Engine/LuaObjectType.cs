using System.Runtime.InteropServices;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// How scripts see a kind of managed object: its methods and metamethods, described once for all states. Kept in a static field.
/// </summary>
/// <param name="name">What <c>tostring</c> and errors call it.</param>
/// <param name="managedBytes">What one takes of the host's memory, about.</param>
internal sealed unsafe class LuaObjectType(string name, int managedBytes = 64)
{
    private static int s_count;

    private readonly void* _key = NativeMemory.Alloc(1);

    /// <summary>Where a state's registry has the metatable. It has no other negative integers, which are found faster than addresses.</summary>
    private readonly int _place = -Interlocked.Increment(ref s_count);

    private readonly List<(string Name, LuaPush Push)> _metamethods = [];

    public string Name { get; } = name;

    /// <summary>What one takes of the host's memory, about.</summary>
    public int ManagedBytes { get; } = managedBytes;

    /// <summary>What <c>object:method()</c> and <c>object.field</c> find.</summary>
    public LuaLibrary Methods { get; init; } = new(name) { ReadOnly = false };

    /// <summary>Whether its userdata stand for managed objects, which are let go of when Lua collects the userdata.</summary>
    public bool KeepsObjects { get; init; } = true;

    /// <summary>What tells the type from others.</summary>
    public void* Key => _key;

    /// <summary>A metamethod that may fail: <c>__call</c>, <c>__concat</c>.</summary>
    public LuaObjectType Metamethod(string name, delegate* unmanaged[Cdecl]<lua_State*, int> function)
    {
        var address = (nint)function;
        _metamethods.Add((name, (state, L) => state.PushFunction(L, address)));
        return this;
    }

    /// <summary>Pushes the type's metatable, the same each time in a state.</summary>
    public void PushMetatable(LuaState state, lua_State* L)
    {
        if (lua_rawgeti(L, LUA_REGISTRYINDEX, _place) == LUA_TTABLE)
            return;
        lua_pop(L, 1);
        LuaStack.Ensure(L, 20);
        lua_createtable(L, 0, _metamethods.Count + 5);
        if (KeepsObjects)
        {
            Set(L, "__gc"u8, LuaObjects.ReleaseFunction);
            Set(L, "__eq"u8, LuaObjects.EqualsFunction);
        }

        LuaStack.PushBytes(L, "__metatable"u8);
        LuaStack.PushBytes(L, "protected"u8);
        lua_rawset(L, -3);
        LuaStack.PushBytes(L, "__name"u8);
        LuaStack.PushText(L, Name);
        lua_rawset(L, -3);
        LuaStack.PushBytes(L, "__index"u8);
        Methods.Push(state, L);
        lua_rawset(L, -3);
        foreach (var (name, push) in _metamethods)
        {
            LuaStack.PushText(L, name);
            push(state, L);
            lua_rawset(L, -3);
        }

        lua_pushvalue(L, -1);
        lua_rawseti(L, LUA_REGISTRYINDEX, _place);
    }

    private static void Set(lua_State* L, ReadOnlySpan<byte> name, nint function)
    {
        LuaStack.PushBytes(L, name);
        lua_pushcfunction(L, function, 0);
        lua_rawset(L, -3);
    }
}
