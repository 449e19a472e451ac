using Artel.Lua.Engine;

namespace Artel.Lua.Tests;

/// <summary>A process holds no more than its limit, and reaching it hurts nobody else.</summary>
public class MemoryTests
{
    private static readonly LuaLimits Small = Script.Patient with { MemoryBytes = 2 << 20 };

    [Theory]
    [InlineData("local t = {} while true do t[#t+1] = string.rep('x', 1e5) end")]
    [InlineData("local t = {} local i = 0 while true do i = i + 1 t[i] = {i} end")]
    [InlineData("local s = 'x' while true do s = s .. s end")]
    [InlineData("local t = {} while true do local co = coroutine.create(function() coroutine.yield() end) coroutine.resume(co) t[#t+1] = co end")]
    [InlineData("coroutine.wrap(function() local t = {} while true do t[#t+1] = {} end end)()")]
    [InlineData("local t = {} for i = 1, 1e9 do t[i] = receive(i) .. i end")]
    [InlineData("local t = {} while true do print('abc' .. #t) local s = ('k=v'):match('(%w+)=(%w+)') t[#t+1] = s .. #t t[#t+1] = errors.new('x') end")]
    public void Growing_without_end_is_an_error_that_names_the_limit(string source)
    {
        var outcome = Script.Run(source, Small);

        // Lua's own error, or the one of a host function that made something.
        Assert.True(outcome.Kind is LuaStepKind.OutOfMemory or LuaStepKind.Error, outcome.Kind.ToString());
        Assert.StartsWith("memory limit of 2 MiB reached; to allow more, raise MemoryBytes", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.RateLimited, outcome.Exception!.Kind);
        Assert.InRange(outcome.Peak, 1, (2 << 20) + (512 << 10));
    }

    [Fact]
    public unsafe void Memory_that_a_script_left_between_what_it_keeps_is_its_own_too()
    {
        // Of each size so many texts that they fill a MiB, of which one in a page is kept.
        const string source = """
            local keep = {}
            for size = 48, 400, 16 do
              local texts = {}
              for i = 1, 1e6 // size do texts[i] = string.rep('x', size - 8) .. i end
              for i = 1, #texts, 4000 // size do keep[#keep + 1] = texts[i] end
            end
            """;
        using var state = new LuaState(Small, null, Script.Globals);
        var outcome = Script.Drive(state, state.Load(LuaCompiler.Compile(source, "test.lua")));
        Assert.Equal(LuaStepKind.OutOfMemory, outcome.Kind);
        Assert.StartsWith("memory limit of 2 MiB reached", outcome.Error, StringComparison.Ordinal);
        Assert.InRange(NativeState.Of(state.HostStack)->Heap.IdleBytes, 1 << 20, 4 << 20);
        Assert.InRange(state.MemoryUsed, 0, 1 << 20);
    }

    [Theory]
    [InlineData("c16777217", 1, false)]
    [InlineData("c9999999c9999999", 2, false)]
    [InlineData("c99999999999999999999999999", 1, false)]
    [InlineData("<i4 c100 z c16777116", 4, true)]
    public void What_pack_fills_up_is_bounded_before_it_begins(string format, int values, bool isPacked)
    {
        var outcome = Script.Run($"return pcall(string.pack, '{format}'{string.Concat(Enumerable.Repeat(", 1", values))})");
        if (isPacked)
        {
            Assert.True(outcome.Kind == LuaStepKind.Finished && outcome.Result.StartsWith("false|not enough memory", StringComparison.Ordinal), outcome.Result);
            Assert.InRange(outcome.Peak, 16 << 20, 64 << 20);
            return;
        }

        Assert.Equal("false|bad argument #1 to 'pack' (strings of a fixed size have 16777216 bytes at most in all)", outcome.Result);
        Assert.InRange(outcome.Peak, 0, 1 << 20);
    }

    [Fact]
    public void A_script_may_catch_it_and_go_on()
    {
        var outcome = Script.Run(
            "local ok, e = pcall(function() local t = {} while true do t[#t+1] = string.rep('x', 1e5) end end) return ok, e, receive('after')", Small);
        Assert.Equal("false|not enough memory|msg:after", outcome.Result);
    }

    /// <summary>So many in one slice would end it: an interruption never comes where each allocation fails.</summary>
    [Fact]
    public void A_script_may_catch_it_in_each_slice_anew()
    {
        var outcome = Script.Run("for i = 1, 100 do assert(not pcall(string.rep, 'x', 4e6)) receive(i) local made = { i } end return 'done'", Small);
        Assert.Equal("done", outcome.Result);
    }

    [Fact]
    public void Garbage_counts_for_nothing()
    {
        var outcome = Script.Run("local keep = string.rep('y', 4e5) local n = 0 for i = 1, 200 do local s = string.rep('x', 2e5 + i) n = n + #s end return n", Small);
        Assert.Equal("40020100", outcome.Result);
    }

    [Fact]
    public void A_failure_at_any_allocation_leaves_a_state_that_can_be_closed()
    {
        var code = LuaCompiler.Compile(
            """
            local t = {}
            for i = 1, 30 do t[i] = tostring(i) .. 'abc' end
            local ok, e = pcall(function()
              local co = coroutine.wrap(function() local m = receive('a') coroutine.yield(m .. 'x') error({}) end)
              local a = co()
              print(a)
              local s = a:gsub('m', 'n')
              co()
            end)
            table.sort(t, function(a, b) return a > b end)
            local x = exec(t[1])
            coroutine.spawn(function() end)
            return x, #t, errors.new('e') .. 'f'
            """,
            "fuzz.lua");
        var kinds = new Dictionary<LuaStepKind, int>();
        for (var limit = 3000; limit < 60000; limit += 37)
        {
            using var state = new LuaState(Script.Patient with { MemoryBytes = limit }, null, Script.Globals);
            LuaStepKind kind;
            try
            {
                kind = Script.Drive(state, state.Load(code)).Kind;
            }
            catch (ProcessException refused)
            {
                Assert.Equal(ErrorKind.RateLimited, refused.Kind);
                kind = LuaStepKind.OutOfMemory;
            }

            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }

        Assert.True(kinds[LuaStepKind.Finished] > 100);
        Assert.True(kinds[LuaStepKind.OutOfMemory] > 100);
    }

    [Fact]
    public void Other_states_do_not_notice()
    {
        using var other = new LuaState(Small, null, Script.Globals);
        var thread = other.Load(LuaCompiler.Compile("local n = 0 while true do receive('o') n = n + 1 end", "other.lua"));
        Assert.Equal(LuaStepKind.Operation, other.Resume(thread, 0).Kind);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(LuaStepKind.OutOfMemory, Script.Run("local s = 'x' while true do s = s .. s end", Small).Kind);
            Assert.Equal(LuaStepKind.Operation, other.Resume(thread, 0).Kind);
        }
    }

    [Fact]
    public void What_a_script_let_go_of_is_freed()
    {
        using var state = new LuaState(Small, null, Script.Globals);
        var thread = state.Load(LuaCompiler.Compile("for i = 1, 1e4 do local e = errors.new('x') end receive(1)", "test.lua"));
        Assert.Equal(LuaStepKind.Operation, state.Resume(thread, 0).Kind);
        unsafe
        {
            LuaNative.lua_gc(state.HostStack, LuaNative.LUA_GCCOLLECT, 0, 0, 0);
            LuaNative.lua_gc(state.HostStack, LuaNative.LUA_GCCOLLECT, 0, 0, 0);
        }

        Assert.InRange(state.Objects.Count, 0, 2);
    }

    [Fact]
    public void An_idle_process_is_small()
    {
        var code = LuaCompiler.Compile("while true do local m = receive('inbox') end", "small.lua");
        using var state = new LuaState(Script.Patient, null, Script.Globals);
        Assert.Equal(LuaStepKind.Operation, state.Resume(state.Load(code), 0).Kind);
        Assert.InRange(state.MemoryUsed, 1, 12_000);
    }
}
