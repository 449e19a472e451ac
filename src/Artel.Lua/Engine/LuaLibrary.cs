using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>Pushes one value on a stack.</summary>
internal unsafe delegate void LuaPush(LuaState state, lua_State* L);

/// <summary>
/// A table that scripts see: the globals, a library, the methods of an object. It is described once, for all states; a state makes each
/// of its values when a script first asks for it, so that what a script does not use costs it nothing.
/// </summary>
/// <param name="name">What the table is called.</param>
/// <param name="basis">Where to look for what the table has not itself.</param>
internal sealed unsafe class LuaLibrary(string name, LuaLibrary? basis = null)
{
    private const int LongestName = 64;

    private static readonly nint IndexFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Index;
    private static readonly nint PairsFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Pairs;

    private readonly Dictionary<string, LuaPush> _entries = basis is null ? [] : new(basis._entries);
    private GCHandle _self;

    /// <summary>What scripts get for the metatable of a read-only table.</summary>
    private static ReadOnlySpan<byte> ReadOnlyMark => "read-only"u8;

    public string Name { get; } = name;

    /// <summary>Whether scripts can't change the table.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>A function that may fail: one that runs by <see cref="HostFunction"/>.</summary>
    public LuaLibrary Function(string name, delegate* unmanaged[Cdecl]<lua_State*, int> function)
    {
        var address = (nint)function;
        return Value(name, (state, L) => state.PushFunction(L, address));
    }

    /// <summary>A function that may fail, of one argument and with one result, or nil and an error: called without variable arguments, hence faster.</summary>
    public LuaLibrary Getter(string name, delegate* unmanaged[Cdecl]<lua_State*, int> function)
    {
        var address = (nint)function;
        return Value(name, (state, L) => state.PushGetter(L, address));
    }

    /// <summary>
    /// A function that may fail, of at most three arguments, nil where the script gave fewer, and at most two results: called without
    /// variable arguments, hence faster.
    /// </summary>
    public LuaLibrary FewArguments(string name, delegate* unmanaged[Cdecl]<lua_State*, int> function)
    {
        var address = (nint)function;
        return Value(name, (state, L) => state.PushFewArguments(L, address));
    }

    /// <summary>A function that may fail, without arguments, whose result never changes: the host is asked for it once.</summary>
    public LuaLibrary Constant(string name, delegate* unmanaged[Cdecl]<lua_State*, int> function)
    {
        var address = (nint)function;
        return Value(name, (state, L) => state.PushConstant(L, address));
    }

    /// <summary>
    /// A getter of what an object may carry as a user value: the host is asked only where there is none. No object of another type may have
    /// a user value of that number.
    /// </summary>
    public LuaLibrary Part(string name, delegate* unmanaged[Cdecl]<lua_State*, int> function, int userValue)
    {
        var address = (nint)function;
        return Value(name, (state, L) => state.PushPart(L, address, userValue));
    }

    /// <summary>As <see cref="WaitingFunction"/>, of one argument: called without variable arguments, hence faster.</summary>
    public LuaLibrary WaitingGetter(string name, delegate* unmanaged[Cdecl]<lua_State*, int> function, int code)
    {
        var address = (nint)function;
        return Value(name, (state, L) => state.PushWaitingGetter(L, address, code));
    }

    /// <summary>A function that may fail, and that turns into an operation where it has to wait (<see cref="HostFunction.Wait"/>).</summary>
    public LuaLibrary WaitingFunction(string name, delegate* unmanaged[Cdecl]<lua_State*, int> function, int code)
    {
        var address = (nint)function;
        return Value(name, (_, L) => LuaState.PushWaitingFunction(L, address, code));
    }

    /// <summary>A function that never fails: it is called without the prelude in between.</summary>
    public LuaLibrary SafeFunction(string name, delegate* unmanaged[Cdecl]<lua_State*, int> function)
    {
        var address = (nint)function;
        return Value(name, (_, L) => lua_pushcfunction(L, address, 0));
    }

    /// <summary>A function that waits: it yields its code and its arguments up to whoever resumed the thread.</summary>
    public LuaLibrary Operation(string name, int code) => Value(name, (state, L) => state.PushOperation(L, code));

    /// <summary>The same for an operation that always has three arguments, nil where the script gave fewer, and at most two results: faster.</summary>
    public LuaLibrary FixedOperation(string name, int code) => Value(name, (state, L) => state.PushFixedOperation(L, code));

    /// <summary>Functions of Lua's own library of this name.</summary>
    public LuaLibrary Native(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var function = Name == "_G" ? name : $"{Name}.{name}";
            Value(name, (_, L) => NativeFunctions.Push(L, function));
        }

        return this;
    }

    /// <summary>A table in the table.</summary>
    public LuaLibrary Library(LuaLibrary library) => Value(library.Name, (state, L) => library.Push(state, L));

    /// <summary>A text.</summary>
    public LuaLibrary Text(string name, string text) => Value(name, (_, L) => LuaStack.PushText(L, text));

    /// <summary>Any value.</summary>
    public LuaLibrary Value(string name, LuaPush push)
    {
        _entries[name] = push;
        return this;
    }

    /// <summary>Pushes a new table of this kind.</summary>
    public void Push(LuaState state, lua_State* L)
    {
        lua_createtable(L, 0, 0);
        AttachTo(state, L);
    }

    /// <summary>Makes the table on top of the stack one of this kind.</summary>
    public void AttachTo(LuaState state, lua_State* L)
    {
        LuaStack.Ensure(L, 10);
        if (ReadOnly)
        {
            // What scripts see stays empty, so that each assignment is one of a new key; the values are in a table behind it.
            lua_createtable(L, 0, 0);
            PushMetatable(state, L, LuaMetatableKind.Writable);
            lua_setmetatable(L, -2);
            PushMetatable(state, L, LuaMetatableKind.ReadOnly);
            lua_setmetatable(L, -3);
            lua_pop(L, 1);
            return;
        }

        PushMetatable(state, L, LuaMetatableKind.Writable);
        lua_setmetatable(L, -2);
    }

    /// <summary>Whether a value is a table that scripts can't change, as modules are.</summary>
    public static bool IsReadOnlyTable(lua_State* L, int index)
    {
        if (lua_type(L, index) != LUA_TTABLE || lua_getmetatable(L, index) == 0)
            return false;
        LuaStack.PushBytes(L, "__metatable"u8);
        lua_rawget(L, -2);
        var isReadOnly = LuaStack.Bytes(L, -1).SequenceEqual(ReadOnlyMark);
        lua_pop(L, 2);
        return isReadOnly;
    }

    private enum LuaMetatableKind
    {
        Writable,
        ReadOnly,
    }

    /// <summary>Pushes a metatable; for a read-only one the table of values is on top of the stack.</summary>
    private void PushMetatable(LuaState state, lua_State* L, LuaMetatableKind kind)
    {
        if (!_self.IsAllocated)
        {
            lock (_entries)
            {
                if (!_self.IsAllocated)
                    _self = GCHandle.Alloc(this);
            }
        }

        lua_createtable(L, 0, 4);
        LuaStack.PushBytes(L, "__index"u8);
        if (kind == LuaMetatableKind.ReadOnly)
        {
            lua_pushvalue(L, -3);
            lua_rawset(L, -3);
            LuaStack.PushBytes(L, "__newindex"u8);
            LuaInternals.PushShared(state, L, PreludePart.Refuse);
        }
        else
        {
            lua_pushlightuserdata(L, (void*)GCHandle.ToIntPtr(_self));
            lua_pushcclosure(L, IndexFunction, 1);
        }

        lua_rawset(L, -3);
        LuaStack.PushBytes(L, "__pairs"u8);
        lua_pushlightuserdata(L, (void*)GCHandle.ToIntPtr(_self));
        if (kind == LuaMetatableKind.ReadOnly)
            lua_pushvalue(L, -4);
        else
            lua_pushnil(L);
        lua_pushcclosure(L, PairsFunction, 2);
        lua_rawset(L, -3);
        LuaStack.PushBytes(L, "__metatable"u8);
        LuaStack.PushBytes(L, kind == LuaMetatableKind.ReadOnly ? ReadOnlyMark : "protected"u8);
        lua_rawset(L, -3);
    }

    /// <summary>Pushes the value of a name; nothing if there is none.</summary>
    private bool TryPushValue(LuaState state, lua_State* L, ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName)
            return false;
        Span<char> text = stackalloc char[LongestName];
        text = text[..Encoding.Latin1.GetChars(name, text)];
        if (!_entries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var push))
            return false;
        push(state, L);
        return true;
    }

    private static LuaLibrary Of(void* handle) => (LuaLibrary)GCHandle.FromIntPtr((nint)handle).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Index(lua_State* L) => HostFunction.RunUnchecked(L, &PushValueOfKey);

    private static int PushValueOfKey(LuaState state, lua_State* L)
    {
        if (lua_type(L, 1) != LUA_TTABLE || lua_type(L, 2) != LUA_TSTRING)
            return 0;
        LuaStack.Ensure(L, 40);
        var library = Of(lua_touserdata(L, lua_upvalueindex(1)));
        if (!library.TryPushValue(state, L, LuaStack.Bytes(L, 2)))
            return 0;
        lua_pushvalue(L, 2);
        lua_pushvalue(L, -2);
        lua_rawset(L, 1);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Pairs(lua_State* L) => HostFunction.RunUnchecked(L, &PushAllValues);

    /// <summary>For <c>pairs</c>: makes what is not there yet, then gives <c>next</c> and the table that has it all.</summary>
    private static int PushAllValues(LuaState state, lua_State* L)
    {
        LuaStack.Ensure(L, 40);
        var library = Of(lua_touserdata(L, lua_upvalueindex(1)));
        lua_settop(L, 1);
        if (lua_type(L, lua_upvalueindex(2)) == LUA_TTABLE)
        {
            // A copy: the script must not get hold of the table behind a read-only one.
            lua_createtable(L, 0, library._entries.Count);
            lua_replace(L, 1);
        }

        if (lua_type(L, 1) != LUA_TTABLE)
            return 0;
        foreach (var (name, push) in library._entries)
        {
            LuaStack.PushText(L, name);
            lua_pushvalue(L, -1);
            var behind = lua_type(L, lua_upvalueindex(2)) == LUA_TTABLE ? lua_upvalueindex(2) : 1;
            if (lua_rawget(L, behind) == LUA_TNIL)
            {
                lua_pop(L, 1);
                push(state, L);
                lua_pushvalue(L, -2);
                lua_pushvalue(L, -2);
                lua_rawset(L, behind);
            }

            lua_rawset(L, 1);
        }

        NativeFunctions.Push(L, "next");
        lua_pushvalue(L, 1);
        lua_pushnil(L);
        return 3;
    }
}
