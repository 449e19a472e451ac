using Artel.Lua.Engine;
using Artel.Lua.Values;
using Artel.Payloads;

namespace Artel.Lua.Tests;

/// <summary>Values cross from one state to another as copies with the same shape (statements 24 to 27).</summary>
public class ValueRoundTripTests
{
    [Theory]
    [InlineData("return nil, 1, nil, 2.0, 3.5, true, false, 'x', nil", "local t = table.pack(...) return t.n, t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9]", "9|nil|1|nil|2.0|3.5|true|false|x|nil")]
    [InlineData("return math.mininteger, math.maxinteger, 1/0, -0.0, '\\0\\xff\\0'", "local a, b, c, d, e = ... return a == math.mininteger, b == math.maxinteger, c == 1/0, 1/d == -1/0, #e, e:byte(2)", "true|true|true|true|3|255")]
    [InlineData("return {1, 2, 3, x = 'y', [10] = 'z', [1.5] = true, [false] = 0, {n = {}}}", "local t = ... return #t, t[4].n ~= nil, t.x, t[10], t[1.5], t[false], t[1]", "4|true|y|z|true|0|1")]
    [InlineData("return {1, nil, 3, n = 3}", "local t = ... return t[1], t[2], t[3], t.n", "1|nil|3|3")]
    [InlineData("local a = {} a.self = a local b = {a, a} return a, b, b", "local a, b, c = ... return a.self == a, b[1] == a, b[2] == a, b == c", "true|true|true|true")]
    [InlineData("local shared = {} local t = {} for i = 1, 100 do t[i] = {shared, i} end t.shared = shared return t", "local t = ... local same = 0 for i = 1, 100 do if t[i][1] == t.shared and t[i][2] == i then same = same + 1 end end return same", "100")]
    [InlineData("return setmetatable({1}, {__index = function() error('ran') end, __len = function() error('ran') end, __pairs = function() error('ran') end})", "local t = ... return #t, getmetatable(t)", "1|nil")]
    [InlineData("return errors.new{message = 'gone', kind = errors.NOT_FOUND, retryable = true, details = {a = 1, b = {2}}}", "local e = ... return tostring(e), e:kind(), e:retryable(), e:details().a, e:details().b[1]", "gone|NotFound|true|1|2")]
    [InlineData("local t = {} local r = t for i = 1, 199 do r.n = {} r = r.n end return t", "local t, d = ..., 0 while t do d = d + 1 t = t.n end return d", "200")]
    public void A_copy_has_the_same_shape(string sender, string receiver, string result) => Assert.Equal(result, SendAcross(sender, receiver));

    [Fact]
    public void Every_key_crosses_once_wherever_Lua_keeps_it()
    {
        // Tables that were filled and emptied in many orders: their lists lie in a row, among the other keys, or partly so.
        const string tables = """
            local tables, seed = {}, 1
            local function any(n) seed = (seed * 1103515245 + 12345) % 2147483648 return seed // 65536 % n + 1 end
            for i = 1, 2000 do
              local t = ({ {}, { 1, 2, 3, 4 }, { 1, nil, 3, nil, 5 }, { n = 1, 1, 2, 3 }, { nil, nil, 3 } })[any(5)]
              for j = 1, any(40) do
                local key = any(24)
                if any(3) == 1 then key = "k" .. key elseif any(9) == 1 then key = key - 5.5 elseif any(9) == 1 then key = -key end
                if any(4) == 1 then t[key] = nil else t[key] = any(100) end
              end
              tables[i] = t
            end
            """;
        Assert.Equal("2000|0", SendAcross(tables + " return tables", tables + """
             local same, wrong = 0, 0
            for i, got in ipairs((...)) do
              for k, v in pairs(tables[i]) do if got[k] ~= v then wrong = wrong + 1 end end
              for k, v in pairs(got) do if tables[i][k] ~= v then wrong = wrong + 1 end end
              same = same + 1
            end
            return same, wrong
            """));
    }

    [Fact]
    public unsafe void Where_a_list_lies_in_a_row_is_known()
    {
        using var state = new LuaState(Script.Patient);
        LuaNative.lua_createtable(state.HostStack, 12, 3);
        Assert.Equal(12u, TableList.LengthOf(state.HostStack, -1));
        LuaNative.lua_createtable(state.HostStack, 0, 12);
        Assert.Equal(0u, TableList.LengthOf(state.HostStack, -1));
    }

    [Theory]
    [InlineData("local t = {} for i = 1, 1 << 18 do t[i] = i end return t")]
    [InlineData("local t = {} for i = 1, 65536 do t[i] = 'x' end return t")]
    [InlineData("local t = {} for i = 1, 52430 do t[i + 0.5] = 'x' end return t")]
    public void A_payload_has_no_more_values_than_are_copied_in_no_time(string sender)
    {
        var error = Assert.Throws<ProcessException>(() => SendAcross(sender, "return 1"));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Equal(
            "payload: more than 262144 values, where a string or a table counts as 4; send it in parts, or raise PayloadBytes of the process's LuaLimits",
            error.Message);
    }

    [Theory]
    [InlineData("return {handler = function() end}", "payload[1].handler: a function can't cross to another process")]
    [InlineData("return 1, {{x = {1, 2, print}}}", "payload[2][1].x[3]: a function can't cross to another process")]
    [InlineData("return coroutine.create(print)", "payload[1]: a coroutine can't cross to another process")]
    [InlineData("return {[print] = 1}", "payload[1] (a key): a function can't cross to another process")]
    [InlineData("return {[2.5] = {print}}", "payload[1][2.5][1]: a function can't cross to another process")]
    [InlineData("local t = {} local r = t for i = 1, 200 do r.n = {} r = r.n end return t", "payload[1].n.n.n")]
    public void What_cannot_cross_is_refused_by_its_path(string sender, string message)
    {
        var error = Assert.Throws<ProcessException>(() => SendAcross(sender, "return 1"));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deep_table_is_refused_with_the_limit()
    {
        var error = Assert.Throws<ProcessException>(() => SendAcross("local t = {} local r = t for i = 1, 200 do r[1] = {} r = r[1] end return t", "return 1"));
        Assert.EndsWith("tables nest deeper than 200", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_on_one_side_is_invisible_to_the_other() =>
        Assert.Equal("1|2", SendAcross("t = {1} return t, 2", "local t, n = ... local v = t[1] t[1] = 99 return v, n"));

    [Fact]
    public unsafe void A_key_that_Lua_would_refuse_is_refused_before_it()
    {
        var writer = PayloadWriter.Rent();
        writer.BeginTable(0, 1);
        writer.WriteFloat(double.NaN);
        writer.WriteNil();
        writer.EndTable();
        var values = writer.ToValues(1);
        using var state = new LuaState(Script.Patient);
        var error = Assert.Throws<ProcessException>(() => LuaValueReader.Push(state, state.HostStack, values));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Equal(0, LuaNative.lua_gettop(state.HostStack));
    }

    private static unsafe string SendAcross(string sender, string receiver)
    {
        using var from = new LuaState(Script.Patient);
        var source = from.Load(LuaCompiler.Compile(sender, "sender.lua"));
        var step = from.Resume(source, 0);
        Assert.Equal(LuaStepKind.Finished, step.Kind);
        var top = LuaNative.lua_gettop(source.Stack);
        PortableValues values;
        try
        {
            values = LuaValueWriter.Copy(source.Stack, -step.Count, step.Count);
        }
        finally
        {
            Assert.Equal(top, LuaNative.lua_gettop(source.Stack));
        }

        using var to = new LuaState(Script.Patient);
        var target = to.Load(LuaCompiler.Compile(receiver, "receiver.lua"));
        LuaValueReader.Push(to, target.Stack, values);
        step = to.Resume(target, values.Count);
        Assert.True(step.Kind == LuaStepKind.Finished, step.Kind == LuaStepKind.Error ? LuaErrors.OfStep(target, step).Message : "");
        return string.Join('|', Enumerable.Range(0, step.Count).Select(i => LuaStack.Text(target.Stack, i - step.Count)));
    }
}
