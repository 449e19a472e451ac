using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Modules;

/// <summary>
/// What <c>require("json")</c> gives. Both directions work in steps, between which the script can be interrupted, and hold no more than
/// the process's memory limit leaves.
/// </summary>
internal static unsafe class JsonModule
{
    /// <summary>How deep values may nest, in both directions.</summary>
    public const int MaxDepth = 200;

    /// <summary>How many values one step takes; about half a millisecond.</summary>
    public const int ValuesPerStep = 5_000;

    /// <summary>How many bytes of text one step takes.</summary>
    public const int BytesPerStep = 256 << 10;

    private static readonly object Null = new();
    private static readonly LuaObjectType NullType = new LuaObjectType("json.null").Metamethod("__tostring", &NullText);

    // Places in a state's registry, by address.
    private static readonly void* NullKey = NativeMemory.Alloc(1);
    private static readonly void* ArrayKey = NativeMemory.Alloc(1);

    private static readonly nint BeginDecodeFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&BeginDecode;
    private static readonly nint DecodeFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Decode;
    private static readonly nint BeginEncodeFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&BeginEncode;
    private static readonly nint EncodeFunction = (nint)(delegate* unmanaged[Cdecl]<lua_State*, int>)&Encode;
    private static readonly LuaObjectType JobType = new("json.job");

    private static readonly OptionNames EncodeOptions = new("", "pretty");
    private static readonly OptionNames DecodeOptions = new("", "keep_null");

    public static readonly LuaLibrary Library = new LuaLibrary("json") { ReadOnly = true }
        .Value("null", PushNull)
        .Function("array", &Array)
        .Value("encode", static (_, L) => PushSteps(L, BeginEncodeFunction, EncodeFunction))
        .Value("decode", static (_, L) => PushSteps(L, BeginDecodeFunction, DecodeFunction));

    /// <summary>Pushes the value that stands for JSON's null, the same each time in a state.</summary>
    public static void PushNull(LuaState state, lua_State* L)
    {
        if (lua_rawgetp(L, LUA_REGISTRYINDEX, NullKey) != LUA_TNIL)
            return;
        lua_pop(L, 1);
        state.PushObject(L, Null, NullType);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, NullKey);
    }

    /// <summary>Whether a value is that one.</summary>
    public static bool IsNull(LuaState state, lua_State* L, int index) => ReferenceEquals(state.ToObject<object>(L, index), Null);

    /// <summary>Marks the table on top of the stack as an array, which it stays when it is empty.</summary>
    public static void MarkArray(lua_State* L)
    {
        PushArrayMark(L);
        lua_setmetatable(L, -2);
    }

    /// <summary>Whether a table is marked as an array.</summary>
    public static bool IsArray(lua_State* L, int index)
    {
        if (lua_getmetatable(L, index) == 0)
            return false;
        lua_rawgetp(L, LUA_REGISTRYINDEX, ArrayKey);
        var isArray = lua_type(L, -1) == LUA_TTABLE && lua_topointer(L, -1) == lua_topointer(L, -2);
        lua_pop(L, 2);
        return isArray;
    }

    /// <summary>Pushes the metatable that marks arrays. Scripts can reach it.</summary>
    private static void PushArrayMark(lua_State* L)
    {
        if (lua_rawgetp(L, LUA_REGISTRYINDEX, ArrayKey) == LUA_TNIL)
        {
            lua_pop(L, 1);
            lua_createtable(L, 0, 0);
            lua_pushvalue(L, -1);
            lua_rawsetp(L, LUA_REGISTRYINDEX, ArrayKey);
        }

        // A finalizer that a script put there would run at any time; setmetatable refuses it, and so must this.
        LuaStack.PushBytes(L, "__gc"u8);
        lua_pushnil(L);
        lua_rawset(L, -3);
    }

    private static void PushSteps(lua_State* L, nint begin, nint step)
    {
        Prelude.Begin(L, "steps");
        lua_pushlightuserdata(L, LuaInternals.Failure);
        NativeFunctions.Push(L, "error");
        lua_pushcfunction(L, begin, 0);
        lua_pushcfunction(L, step, 0);
        Prelude.Call(L, 4, 1);
    }

    /// <summary>Reads the options, which are the second argument: one truth value.</summary>
    /// <exception cref="LuaArgumentException">The options are no table, or have another field, or one that is no boolean.</exception>
    private static bool Option(lua_State* L, string function, OptionNames options)
    {
        if (lua_type(L, 2) <= LUA_TNIL)
            return false;
        if (lua_type(L, 2) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, 2, function, "table");
        var value = false;
        lua_pushnil(L);
        while (lua_next(L, 2) != 0)
        {
            var name = options.Find(L, -2) ?? throw new LuaArgumentException(2, function, options.Unknown(L, -2));
            if (lua_type(L, -1) != LUA_TBOOLEAN)
                throw new LuaArgumentException(2, function, $"field '{name}': boolean expected, got {LuaStack.TypeName(lua_type(L, -1))}");
            value = lua_toboolean(L, -1) != 0;
            lua_pop(L, 1);
        }

        return value;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int BeginDecode(lua_State* L) => HostFunction.Run(L, &PushDecoder);

    private static int PushDecoder(LuaState state, lua_State* L)
    {
        var keepNull = Option(L, "decode", DecodeOptions);
        HostFunction.Text(state, L, 1, "decode");
        lua_pushvalue(L, 1);
        lua_rawseti(L, 3, JsonDecoder.TextPlace);
        state.PushObject(L, new JsonDecoder(keepNull), JobType);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Decode(lua_State* L) => HostFunction.Run(L, &DecodeStep);

    private static int DecodeStep(LuaState state, lua_State* L)
    {
        var results = state.ToObject<JsonDecoder>(L, 1)!.Step(state, L);
        LuaPreemption.Charge(L, NativeState.Of(L));
        return results;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int BeginEncode(lua_State* L) => HostFunction.Run(L, &PushEncoder);

    private static int PushEncoder(LuaState state, lua_State* L)
    {
        var pretty = Option(L, "encode", EncodeOptions);
        lua_pushvalue(L, 1);
        lua_rawseti(L, 3, JsonEncoder.ValuePlace);
        var native = NativeState.Of(L);
        state.PushObject(L, new JsonEncoder(pretty, Math.Max(0, native->Limit - native->Used)), JobType);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Encode(lua_State* L) => HostFunction.Run(L, &EncodeStep);

    private static int EncodeStep(LuaState state, lua_State* L)
    {
        var results = state.ToObject<JsonEncoder>(L, 1)!.Step(state, L);
        LuaPreemption.Charge(L, NativeState.Of(L));
        return results;
    }

    /// <summary><c>json.array(table)</c>: the table, marked as an array; a new one if none is given.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Array(lua_State* L) => HostFunction.Run(L, &PushArray);

    private static int PushArray(LuaState state, lua_State* L)
    {
        lua_settop(L, 1);
        if (lua_type(L, 1) == LUA_TNIL)
        {
            lua_createtable(L, 0, 0);
            lua_replace(L, 1);
        }

        if (lua_type(L, 1) != LUA_TTABLE)
            throw LuaArgumentException.Expected(L, 1, "array", "table");
        if (lua_getmetatable(L, 1) != 0 && !IsArray(L, 1))
            throw new LuaArgumentException(1, "array", "the table has a metatable of its own");
        lua_settop(L, 1);
        MarkArray(L);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int NullText(lua_State* L) => HostFunction.Run(L, &PushNullText);

    private static int PushNullText(LuaState state, lua_State* L)
    {
        LuaStack.PushBytes(L, "null"u8);
        return 1;
    }
}
