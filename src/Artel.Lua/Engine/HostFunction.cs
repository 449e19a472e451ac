using System.Runtime.CompilerServices;
using Artel.Lua.Values;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>
/// How managed code answers a call from Lua. A host function is a static unmanaged-callers-only method that does nothing but
/// <see cref="Run"/> its body:
/// <code>
/// [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
/// private static int Now(lua_State* L) => HostFunction.Run(L, &amp;NowBody);
/// private static int NowBody(LuaState state, lua_State* L) { lua_pushinteger(L, ...); return 1; }
/// </code>
/// </summary>
/// <remarks>
/// The body returns how many values it pushed. What it throws becomes a mark and the error, which the prelude raises in Lua: no error
/// and no yield ever starts in managed code. Up to 20 values may be pushed without asking <see cref="lua_checkstack"/>.
/// </remarks>
internal static unsafe class HostFunction
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Run(lua_State* L, delegate*<LuaState, lua_State*, int> body)
    {
        var native = NativeState.Of(L);
        var enforce = native->Enforce;
        native->Enforce = 0;
        int results;
        try
        {
            results = body(LuaState.From(native), L);
        }
        catch (Exception error)
        {
            results = FailWith(L, error);
        }

        // What a host function allocates is refused to nobody. A script that only calls such functions is found here.
        if (native->Used > native->Limit && enforce != 0 && !LuaState.From(native).HasRoom())
            results = FailWith(L, LuaErrors.MemoryLimit(LuaState.From(native)));

        native->Enforce = enforce;
        return results;
    }

    /// <summary>
    /// The same for what Lua calls without the prelude in between, a metamethod: a failure is no value, as nobody would raise it.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int RunUnchecked(lua_State* L, delegate*<LuaState, lua_State*, int> body)
    {
        var native = NativeState.Of(L);
        var enforce = native->Enforce;
        native->Enforce = 0;
        int results;
        try
        {
            results = body(LuaState.From(native), L);
        }
        catch (Exception)
        {
            lua_settop(L, 0);
            results = 0;
        }

        native->Enforce = enforce;
        return results;
    }

    private static int FailWith(lua_State* L, Exception error)
    {
        if (error is LuaArgumentException)
            return Fail(L, error.Message);
        try
        {
            lua_settop(L, 0);
            lua_pushlightuserdata(L, LuaInternals.Failure);
            var state = LuaState.From(L);
            state.PushError(L, LuaErrors.WithTrace(ProcessException.From(error), LuaState.Trace(L, level: 1)));
            return 2;
        }
        catch (Exception)
        {
            // At the end of the script's stack there is room for a text, not for an object that needs its metatable made.
            return Fail(L, error.Message);
        }
    }

    /// <summary>The result of a body that fails with a text; the prelude puts the script's line in front of it.</summary>
    public static int Fail(lua_State* L, string message)
    {
        lua_settop(L, 0);
        lua_pushlightuserdata(L, LuaInternals.Failure);
        LuaStack.PushText(L, message);
        return 2;
    }

    /// <summary>
    /// The result of a body that has to wait: the prelude asks for its operation, with the same arguments. Where the script can't wait it
    /// fails with the error instead.
    /// </summary>
    public static int Wait(lua_State* L, ProcessException otherwise)
    {
        lua_settop(L, 0);
        if (lua_isyieldable(L) == 0 || LuaInternals.IsClosing(L, NativeState.Of(L)))
        {
            lua_pushnil(L);
            LuaState.From(L).PushError(L, otherwise);
            return 2;
        }

        lua_pushlightuserdata(L, LuaInternals.Operation);
        return 1;
    }

    /// <summary>Text where a number or an error will do as well: it becomes a string in its place.</summary>
    /// <param name="state">The state.</param>
    /// <param name="L">The stack.</param>
    /// <param name="argument">Where it is on the stack.</param>
    /// <param name="function">What errors call the function.</param>
    /// <param name="shownAs">Its number in errors; the place on the stack, if null. A method's first argument is number 1.</param>
    /// <exception cref="LuaArgumentException">It is something else.</exception>
    public static ReadOnlySpan<byte> Text(LuaState state, lua_State* L, int argument, string function, int? shownAs = null)
    {
        switch (lua_type(L, argument))
        {
            case LUA_TSTRING:
                break;
            case LUA_TNUMBER:
                lua_tolstring_converting(L, argument, null);
                break;
            case LUA_TUSERDATA when state.ToObject<ProcessException>(L, argument) is { } error:
                LuaStack.PushText(L, error.Message);
                lua_replace(L, argument);
                break;
            default:
                throw LuaArgumentException.Expected(L, argument, function, "string", shownAs);
        }

        return LuaStack.Bytes(L, argument);
    }

    /// <summary>An integer; a float without fraction, or text of one, will do.</summary>
    /// <exception cref="LuaArgumentException">It is something else.</exception>
    public static long Integer(lua_State* L, int argument, string function)
    {
        int isInteger;
        var value = lua_tointegerx(L, argument, &isInteger);
        if (isInteger != 0)
            return value;
        throw lua_type(L, argument) == LUA_TNUMBER
            ? new LuaArgumentException(argument, function, "number has no integer representation")
            : LuaArgumentException.Expected(L, argument, function, "number");
    }

    /// <summary>An integer, or something else where there is no value.</summary>
    /// <exception cref="LuaArgumentException">It is no integer.</exception>
    public static long Integer(lua_State* L, int argument, string function, long otherwise) =>
        lua_type(L, argument) <= LUA_TNIL ? otherwise : Integer(L, argument, function);
}
