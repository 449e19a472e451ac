using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Artel.Lua.Engine;

namespace Artel.Lua.Tests;

/// <summary>How the host's functions and objects look to a script.</summary>
public unsafe class HostFunctionTests
{
    private sealed class Counter
    {
        public int Value { get; set; }
    }

    private static readonly LuaObjectType CounterType = MakeCounterType();

    private static readonly LuaLibrary Globals = new LuaLibrary("_G", StandardGlobals.Library)
        .Function("counter", &PushOwner)
        .Function("fail", &Fail)
        .Library(new LuaLibrary("tools") { ReadOnly = true }.Function("counter", &PushOwner).Library(new LuaLibrary("inner") { ReadOnly = true }.Text("name", "in")));

    [Theory]
    [InlineData("local c = counter() c:add(2) return c:add(3), tostring(c), type(c), c.nothing", "5|counter 5|userdata|nil")]
    [InlineData("return counter() == counter(), tools.inner.name, pcall(function() tools.inner.name = 1 end)", "true|in|false|test.lua:1: attempt to change 'name' of a read-only table")]
    [InlineData("return pcall(function() local c = counter().add(1, 2) end)", "false|test.lua:1: bad argument #1 to 'add' (counter expected, got number)")]
    [InlineData("local ok, e = pcall(fail) return ok, e:kind(), e:message()", "false|Internal|InvalidOperationException: broken")]
    [InlineData("local ok, e = pcall(counter().add, errors.new('x'), 1) return ok, e", "false|bad argument #1 to 'add' (counter expected, got userdata)")]
    public void Functions_objects_and_libraries_work_and_fail_cleanly(string source, string result)
    {
        using var state = new LuaState(Script.Patient, new Counter(), Globals);
        var outcome = Script.Drive(state, state.Load(LuaCompiler.Compile(source, "test.lua")));
        Assert.Equal("", outcome.Error);
        Assert.Equal(result, outcome.Result);
    }

    [Fact]
    public void A_kept_value_stays_until_it_is_forgotten()
    {
        using var state = new LuaState(Script.Patient);
        LuaStack.PushText(state.HostStack, "kept");
        var reference = LuaState.Keep(state.HostStack);
        LuaState.PushKept(state.HostStack, reference);
        Assert.Equal("kept", LuaStack.Text(state.HostStack, -1));
        LuaNative.lua_pop(state.HostStack, 1);
        state.Forget(reference);
    }

    [Fact]
    public void At_the_end_of_the_stack_a_host_function_fails_in_the_script_only()
    {
        const string source = """
            local deepest, last = 0, math.huge
            local function deep(n)
              if n > deepest then deepest = n end
              if n > last then pcall(fail) end
              return deep(n + 1) + 1
            end
            pcall(deep, 1)
            last = deepest - 10
            local ok, e = pcall(deep, 1)
            return ok, type(e)
            """;
        using var state = new LuaState(Script.Patient with { MemoryBytes = 512 << 20 }, new Counter(), Globals);
        var outcome = Script.Drive(state, state.Load(LuaCompiler.Compile(source, "test.lua")));
        Assert.Equal("false|string", outcome.Result);
    }

    private static LuaObjectType MakeCounterType()
    {
        var type = new LuaObjectType("counter").Metamethod("__tostring", &ToText);
        type.Methods.Function("add", &Add);
        return type;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int PushOwner(lua_State* L) => HostFunction.Run(L, &PushOwnerBody);

    private static int PushOwnerBody(LuaState state, lua_State* L)
    {
        state.PushObject(L, state.Owner!, CounterType);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Add(lua_State* L) => HostFunction.Run(L, &AddBody);

    private static int AddBody(LuaState state, lua_State* L)
    {
        var counter = state.ToObject<Counter>(L, 1) ?? throw LuaArgumentException.Expected(L, 1, "add", "counter");
        counter.Value += (int)HostFunction.Integer(L, 2, "add");
        LuaNative.lua_pushinteger(L, counter.Value);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ToText(lua_State* L) => HostFunction.Run(L, &ToTextBody);

    private static int ToTextBody(LuaState state, lua_State* L)
    {
        LuaStack.PushText(L, $"counter {state.ToObject<Counter>(L, 1)?.Value}");
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Fail(lua_State* L) => HostFunction.Run(L, &FailBody);

    private static int FailBody(LuaState state, lua_State* L) => throw new InvalidOperationException("broken");
}
