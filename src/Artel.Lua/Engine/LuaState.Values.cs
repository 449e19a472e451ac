using Artel.Lua.Values;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <content>What the host pushes and keeps.</content>
internal sealed unsafe partial class LuaState
{
    /// <summary>Pushes a host function that raises when it fails.</summary>
    public void PushFunction(lua_State* L, nint function) => PushChecked(L, PreludePart.Checked, function);

    /// <summary>The same for one of one argument and with one result.</summary>
    public void PushGetter(lua_State* L, nint function) => PushChecked(L, PreludePart.CheckedGetter, function);

    /// <summary>The same for one of at most three arguments and two results.</summary>
    public void PushFewArguments(lua_State* L, nint function) => PushChecked(L, PreludePart.CheckedFew, function);

    /// <summary>The same for one without arguments, whose result never changes once there is one.</summary>
    public void PushConstant(lua_State* L, nint function) => PushChecked(L, PreludePart.Constant, function);

    /// <summary>The same for a part of an object, which the object may carry as a user value.</summary>
    public void PushPart(lua_State* L, nint function, int userValue) => PushMade(L, PreludePart.Part, function, userValue);

    /// <summary>The same for one of one argument and at most two results that becomes an operation when it has to wait.</summary>
    public void PushWaitingGetter(lua_State* L, nint function, int code) => PushMade(L, PreludePart.WaitingGetter, function, code);

    /// <summary>Pushes a host function that raises when it fails, and becomes an operation when it has to wait.</summary>
    public static void PushWaitingFunction(lua_State* L, nint function, int code)
    {
        LuaStack.Ensure(L, 20);
        Prelude.Begin(L, "waiting");
        lua_pushlightuserdata(L, LuaInternals.Operation);
        lua_pushlightuserdata(L, LuaInternals.Failure);
        NativeFunctions.Push(L, "coroutine.yield");
        NativeFunctions.Push(L, "error");
        lua_pushinteger(L, code);
        lua_pushcfunction(L, function, 0);
        Prelude.Call(L, 6, 1);
    }

    /// <summary>Pushes a function that waits for the host.</summary>
    public void PushOperation(lua_State* L, int code) => PushMade(L, PreludePart.Operation, code);

    /// <summary>The same for at most three arguments and two results.</summary>
    public void PushFixedOperation(lua_State* L, int code) => PushMade(L, PreludePart.FixedOperation, code);

    /// <summary>Pushes a new userdata for an object, which takes the bytes of its type and these of the host's memory.</summary>
    public void PushObject(lua_State* L, object value, LuaObjectType type, int userValues = 0, long bytes = 0)
    {
        LuaStack.Ensure(L, 10);
        Objects.Push(L, value, userValues, type.ManagedBytes + bytes);
        type.PushMetatable(this, L);
        lua_setmetatable(L, -2);
    }

    /// <summary>
    /// Pushes a new userdata of a type that keeps no objects; gives its block, which begins with a <see cref="PlainObject"/>. There has to be room
    /// for two values.
    /// </summary>
    public void* PushPlainObject(lua_State* L, LuaObjectType type, int userValues, int size)
    {
        var block = (PlainObject*)lua_newuserdatauv(L, (nuint)size, userValues);
        *block = new PlainObject(type);
        type.PushMetatable(this, L);
        lua_setplainmetatable(L, -2);
        return block;
    }

    /// <summary>The block of a userdata of a type that keeps no objects; null if the value is something else.</summary>
    public static void* ToPlainObject(lua_State* L, int index, LuaObjectType type)
    {
        if (lua_type(L, index) != LUA_TUSERDATA || lua_rawlen(L, index) < (nuint)sizeof(PlainObject))
            return null;
        var block = (PlainObject*)lua_touserdata(L, index);
        return block->IsOf(type) ? block : null;
    }

    /// <summary>Counts memory of the host that is behind no userdata as the script's; what is left is given back when the state is closed.</summary>
    public void ChargeManaged(long bytes)
    {
        if (_native == null)
            return;
        _native->Used += bytes;
    }

    /// <summary>The object behind a userdata; null if the value is something else.</summary>
    public T? ToObject<T>(lua_State* L, int index)
        where T : class => Objects.Get(L, index) as T;

    /// <summary>Pushes an error object.</summary>
    public void PushError(lua_State* L, ProcessException error) => PushObject(L, error, ErrorFunctions.Type, bytes: ErrorSize.Of(error));

    /// <summary>Pushes a chunk as a function.</summary>
    /// <exception cref="ProcessException">RATE_LIMITED: the memory limit.</exception>
    public void PushCode(lua_State* L, LuaCode code)
    {
        // The load is protected: that memory is refused in it raises nothing here.
        var enforce = _native->Enforce;
        _native->Enforce = 1;
        int status;
        fixed (byte* bytecode = code.Bytecode, name = "=?\0"u8, mode = "b\0"u8)
            status = luaL_loadbufferx(L, bytecode, (nuint)code.Bytecode.Length, name, mode);
        _native->Enforce = enforce;
        if (code.NeedsCounting)
            LuaPreemption.CountAlways(L, _native);
        if (status == LUA_OK)
            return;
        var problem = LuaStack.Text(L, -1);
        lua_pop(L, 1);
        throw status == LUA_ERRMEM
            ? LuaErrors.OutOfMemory(this)
            : new ProcessException(ErrorKind.Internal, $"'{code.Name}' does not load: {problem}");
    }

    /// <summary>Keeps the value on top of the stack, which it pops, until <see cref="Forget"/>.</summary>
    public static int Keep(lua_State* L) => luaL_ref(L, LUA_REGISTRYINDEX);

    /// <summary>Pushes a kept value.</summary>
    public static void PushKept(lua_State* L, int reference) => lua_rawgeti(L, LUA_REGISTRYINDEX, reference);

    /// <summary>Keeps it no longer.</summary>
    public void Forget(int reference)
    {
        if (_main != null)
            luaL_unref(_main, LUA_REGISTRYINDEX, reference);
    }

    private void PushChecked(lua_State* L, PreludePart part, nint function)
    {
        LuaStack.Ensure(L, 20);
        LuaInternals.PushShared(this, L, part);
        lua_pushcfunction(L, function, 0);
        Prelude.Call(L, 1, 1);
    }

    private void PushMade(lua_State* L, PreludePart part, nint function, int number)
    {
        LuaStack.Ensure(L, 20);
        LuaInternals.PushShared(this, L, part);
        lua_pushcfunction(L, function, 0);
        lua_pushinteger(L, number);
        Prelude.Call(L, 2, 1);
    }

    private void PushMade(lua_State* L, PreludePart part, int code)
    {
        LuaStack.Ensure(L, 20);
        LuaInternals.PushShared(this, L, part);
        lua_pushinteger(L, code);
        Prelude.Call(L, 1, 1);
    }
}
