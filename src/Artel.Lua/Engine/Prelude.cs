using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Engine;

/// <summary>Parts of the prelude that a state keeps once they are made, as other values are made by them.</summary>
internal enum PreludePart
{
    /// <summary>Makes a function that raises out of a host function that marks its failure.</summary>
    Checked,

    /// <summary>The same for a function of one argument and with one result.</summary>
    CheckedGetter,

    /// <summary>The same for a function of at most three arguments and two results.</summary>
    CheckedFew,

    /// <summary>The same for a function without arguments, whose result never changes.</summary>
    Constant,

    /// <summary>The same for a part of an object, which the object may carry.</summary>
    Part,

    /// <summary>Makes a function of a host function that seldom has to wait, and its operation's code.</summary>
    WaitingGetter,

    /// <summary>Makes a waiting function of an operation's code.</summary>
    Operation,

    /// <summary>The same for at most three arguments and two results.</summary>
    FixedOperation,

    /// <summary>Raises for an assignment to a read-only table.</summary>
    Refuse,
}

/// <summary>
/// The Lua half of the engine: what raises and yields, as managed code must not. Each part is a file beside this one, compiled once for
/// all states, and loaded into a state when it first needs it. A part gets what it uses as its arguments, so that a script which
/// overwrites globals does not reach it.
/// </summary>
internal static unsafe class Prelude
{
    private static readonly Dictionary<string, LuaCode> Parts = CompileAll();

    /// <summary>Pushes what one of the shared parts makes.</summary>
    public static void Make(LuaState state, lua_State* L, PreludePart part)
    {
        switch (part)
        {
            case PreludePart.Checked or PreludePart.CheckedFew or PreludePart.CheckedGetter or PreludePart.Constant:
                Begin(L, FileOf(part));
                lua_pushlightuserdata(L, LuaInternals.Failure);
                NativeFunctions.Push(L, "error");
                Call(L, 2, 1);
                break;
            case PreludePart.Part:
                Begin(L, FileOf(part));
                lua_pushlightuserdata(L, LuaInternals.Failure);
                NativeFunctions.Push(L, "error");
                NativeFunctions.Push(L, "debug.getuservalue");
                Call(L, 3, 1);
                break;
            case PreludePart.Operation or PreludePart.FixedOperation or PreludePart.WaitingGetter:
                Begin(L, FileOf(part));
                LuaInternals.Push(L);
                lua_pushlightuserdata(L, LuaInternals.Operation);
                lua_pushlightuserdata(L, LuaInternals.Failure);
                NativeFunctions.Push(L, "coroutine.yield");
                NativeFunctions.Push(L, "error");
                Call(L, 5, 1);
                break;
            default:
                Begin(L, FileOf(part));
                NativeFunctions.Push(L, "error");
                NativeFunctions.Push(L, "tostring");
                Call(L, 2, 1);
                break;
        }
    }

    private static string FileOf(PreludePart part) => part switch
    {
        PreludePart.Checked => "checked",
        PreludePart.CheckedGetter => "checked_getter",
        PreludePart.CheckedFew => "checked_few",
        PreludePart.Constant => "constant",
        PreludePart.Part => "part",
        PreludePart.WaitingGetter => "waiting_getter",
        PreludePart.Operation => "operation",
        PreludePart.FixedOperation => "fixed_operation",
        _ => "refuse",
    };

    /// <summary>Pushes a part; its arguments come next, then <see cref="Call"/>.</summary>
    public static void Begin(lua_State* L, string part)
    {
        LuaStack.Ensure(L, 30);
        var code = Parts[part];
        int status;
        fixed (byte* bytecode = code.Bytecode, name = "=prelude\0"u8, mode = "b\0"u8)
            status = luaL_loadbufferx(L, bytecode, (nuint)code.Bytecode.Length, name, mode);
        if (code.NeedsCounting)
            LuaPreemption.CountAlways(L, NativeState.Of(L));
        if (status != LUA_OK)
            throw new InvalidOperationException($"prelude part '{part}': {LuaStack.Text(L, -1)}");
    }

    /// <summary>Pushes a native function in a table of its own, under its name: a call of a field is named in errors even in stripped code.</summary>
    public static void PushNamed(lua_State* L, string library, string name)
    {
        lua_createtable(L, 0, 1);
        LuaStack.PushText(L, name);
        NativeFunctions.Push(L, $"{library}.{name}");
        lua_rawset(L, -3);
    }

    /// <summary>Calls what was pushed. An error in it stays below managed code: the call is protected.</summary>
    public static void Call(lua_State* L, int arguments, int results)
    {
        var hook = LuaPreemption.Suspend(L);
        var status = lua_pcallk(L, arguments, results, 0, 0, 0);
        LuaPreemption.Restore(L, hook);
        if (status != LUA_OK)
            throw new InvalidOperationException($"prelude: {LuaStack.Text(L, -1)}");
    }

    private static Dictionary<string, LuaCode> CompileAll()
    {
        const string prefix = "Prelude.";
        var assembly = typeof(Prelude).Assembly;
        var parts = new Dictionary<string, LuaCode>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var source = new byte[stream.Length];
            stream.ReadExactly(source);

            // Without its lines a part never shows as the place of a script's error.
            parts[resource[prefix.Length..]] = LuaCompiler.Compile(source, resource, strip: true);
        }

        return parts;
    }
}
