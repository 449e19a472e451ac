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
