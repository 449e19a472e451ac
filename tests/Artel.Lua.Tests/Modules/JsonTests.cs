using System.Text.Json;
using Artel.Lua.Engine;

namespace Artel.Lua.Tests.Modules;

/// <summary>The json module.</summary>
public sealed class JsonTests
{
    [Theory]
    [InlineData("nil", "null")]
    [InlineData("true", "true")]
    [InlineData("1", "1")]
    [InlineData("1.0", "1.0")]
    [InlineData("-0.0", "0.0")]
    [InlineData("0.1", "0.1")]
    [InlineData("-123456789012345.0", "-123456789012345.0")]
    [InlineData("1e17", "100000000000000000.0")]
    [InlineData("1e300", "1E+300")]
    [InlineData("math.mininteger", "-9223372036854775808")]
    [InlineData("'a\\n\"ä\\0'", "\"a\\n\\\"ä\\u0000\"")]
    [InlineData("'<a href=\"x\">'", "\"<a href=\\\"x\\\">\"")]
    [InlineData("{}", "{}")]
    [InlineData("json.array()", "[]")]
    [InlineData("json.array({ 1 })", "[1]")]
    [InlineData("{ 1, 2.5, 'x', { false } }", "[1,2.5,\"x\",[false]]")]
    [InlineData("{ b = 1, a = { c = json.null }, ['ä b'] = 2 }", "{\"a\":{\"c\":null},\"b\":1,\"ä b\":2}")]
    [InlineData("{ 1, json.null, 3 }", "[1,null,3]")]
    [InlineData("{ [1] = 'one', [2] = 'two' }", "[\"one\",\"two\"]")]
    [InlineData("errors.new('broken')", "\"broken\"")]
    [InlineData("{ at = time.unix(0), took = time.duration('1us') }", "{\"at\":\"1970-01-01T00:00:00Z\",\"took\":1000}")]
    public void Values_become_text_of_which_each_value_has_one(string value, string text) => ModuleScript.Returns($"return (json.encode({value}))", text);

    [Theory]
    [InlineData("1", "integer 1")]
    [InlineData("1.0", "float 1.0")]
    [InlineData("1e2", "float 100.0")]
    [InlineData("-0.0", "float -0.0")]
    [InlineData("9223372036854775807", "integer 9223372036854775807")]
    [InlineData("-9223372036854775808", "integer -9223372036854775808")]
    [InlineData("9223372036854775808", "float 9.2233720368548e+18")]
    public void Integers_and_floats_stay_apart_and_what_no_integer_holds_is_a_float(string text, string number) =>
        ModuleScript.Returns($"local n = json.decode('{text}') return math.type(n) .. ' ' .. tostring(n)", number);

    [Theory]
    [InlineData("'\"\\\\u00e4\\\\n\\\\ud83d\\\\ude00\"'", "ä\n😀")]
    [InlineData("' [ 1 , { \"a\" : [ ] } ] '", "[1,{\"a\":[]}]")]
    [InlineData("'{\"a\":{},\"b\":[],\"a\":2}'", "{\"a\":2,\"b\":[]}")]
    [InlineData("'[[],{},[{}]]'", "[[],{},[{}]]")]
    [InlineData("'{\"x\":null,\"y\":1}'", "{\"y\":1}")]
    [InlineData("'[1,null]'", "[1]")]
    public void Text_becomes_values(string text, string again) =>
        ModuleScript.Returns($"local v = json.decode({text}) return type(v) == 'string' and v or (json.encode(v))", again);

    [Fact]
    public void Null_is_nil_or_the_sentinel_as_asked_for() => ModuleScript.Returns(
        """
        local text = '{"a":null,"b":[1,null,3]}'
        local plain, kept = json.decode(text), json.decode(text, { keep_null = true })
        return plain.a, plain.b[3], kept.a == json.null, kept.b[2] == json.null, tostring(json.null), (json.encode(kept)), select("#", json.decode("null"))
        """,
        "nil|3|true|true|null|{\"a\":null,\"b\":[1,null,3]}|1");

    [Theory]
    [InlineData("{ items = { 1, 2, { handler = print } } }", "value.items[3].handler: a function is no JSON")]
    [InlineData("{ a = { coroutine.create(print) } }", "value.a[1]: a coroutine is no JSON")]
    [InlineData("{ 1, a = 2 }", "value: the table has both strings and places in a sequence as keys")]
    [InlineData("{ x = { [1.5] = 1 } }", "value.x: the key 1.5 is neither a string nor a place in a sequence")]
    [InlineData("{ [true] = 1 }", "value: the key true is neither")]
    [InlineData("{ [10] = 1 }", "value: the key 10 is neither")]
    [InlineData("{ 1, nil, 3 }", "value: the sequence has holes; put json.null there")]
    [InlineData("{ 0 / 0 }", "value[1]: the number nan is no JSON")]
    [InlineData("math.huge", "value: the number inf is no JSON")]
    [InlineData("{ a = '\\255' }", "value.a: the string is no UTF-8")]
    [InlineData("{ ['\\255'] = 1 }", "value: a key is no UTF-8")]
    [InlineData("{ receive }", "value[1]: a function is no JSON")]
    [InlineData("(function() local t = { a = {} } t.a.b = { t } return t end)()", "value.a.b[1]: the table contains itself")]
    [InlineData("(function() local t = {} for i = 1, 201 do t = { t } end return t end)()", "tables nest deeper than 200")]
    public void What_is_no_JSON_is_invalid_and_names_its_path(string value, string problem)
    {
        var said = ModuleScript.Run($"local text, err = json.encode({value}) return text, err:kind(), tostring(err)").Result;
        Assert.StartsWith("nil|Invalid|encode: value", said, StringComparison.Ordinal);
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_may_be_in_a_value_twice() => ModuleScript.Returns("local t = { 1 } return (json.encode({ t, t }))", "[[1],[1]]");

    [Theory]
    [InlineData("''", 1, 1, 1)]
    [InlineData("'{\"a\":1,}'", 1, 8, 8)]
    [InlineData("'[1,\\n 2,\\n  x]'", 3, 3, 11)]
    [InlineData("'[1] 2'", 1, 5, 5)]
    [InlineData("'[1e400]'", 1, 2, 2)]
    [InlineData("'[1,\\n\"\\255\"]'", 2, 1, 5)]
    [InlineData("'\"\\\\ud800\"'", 1, 1, 1)]
    [InlineData("'[01]'", 1, 3, 3)]
    [InlineData("('['):rep(201)", 1, 201, 201)]
    public void What_is_no_JSON_text_is_invalid_and_names_line_column_and_byte(string text, long line, long column, long at)
    {
        var said = ModuleScript.Run(
            $"local v, err = json.decode({text}) local d = err:details() return v, err:kind(), tostring(err), d.line, d.column, d.byte").Result.Split('|');
        Assert.Equal(["nil", "Invalid"], said[..2]);
        Assert.StartsWith($"decode: line {line}, column {column} (byte {at}): ", said[2], StringComparison.Ordinal);
        Assert.Equal([$"{line}", $"{column}", $"{at}"], said[3..]);
    }

    [Theory]
    [InlineData("json.decode(5, 6)", "bad argument #2 to 'decode' (table expected, got number)")]
    [InlineData("json.decode({})", "bad argument #1 to 'decode' (string expected, got table)")]
    [InlineData("json.encode(1, { prety = true })", "there is no option 'prety'; there is pretty")]
    [InlineData("json.encode(1, { pretty = 1 })", "field 'pretty': boolean expected, got number")]
    [InlineData("json.array(5)", "bad argument #1 to 'array' (table expected, got number)")]
    [InlineData("json.array(json)", "the table has a metatable of its own")]
    public void An_argument_of_the_wrong_type_raises_where_the_call_is(string call, string text)
    {
        var said = ModuleScript.Run($"local ok, e = pcall(function() {call} end) return ok, e").Result;
        Assert.StartsWith("false|test.lua:1: ", said, StringComparison.Ordinal);
        Assert.EndsWith(text + (text.EndsWith(')') ? "" : ")"), said, StringComparison.Ordinal);
    }

    [Fact]
    public void Pretty_text_has_lines_and_indents() => ModuleScript.Returns(
        "return (json.encode({ a = { 1, 2.5, 3.0 }, b = {} }, { pretty = true }))",
        "{\n  \"a\": [\n    1,\n    2.5,\n    3.0\n  ],\n  \"b\": {}\n}");

    /// <summary>A value of many shapes, larger than a step takes, with each slice as short as can be.</summary>
    [Fact]
    public void A_large_value_goes_there_and_back_in_steps_between_which_the_script_is_interrupted()
    {
        const string source = """
            local big = {}
            for i = 1, 12000 do big[i] = { id = i, share = i / 3, name = "näme" .. i, tags = { "a", i, {} }, long = i % 4000 == 0 and ("x\n"):rep(20000) or "" } end
            local text = json.encode(big)
            local again = json.encode(json.decode(text))
            return #text, text == again, again
            """;
        var outcome = ModuleScript.Run(source, new LuaLimits { TimeSlice = TimeSpan.Zero, MemoryBytes = 512 << 20 });
        Assert.Equal("", outcome.Error);
        var parts = outcome.Result.Split('|', 3);
        Assert.Equal("true", parts[1]);
        using var document = JsonDocument.Parse(parts[2]);
        Assert.Equal(12000, document.RootElement.GetArrayLength());
        Assert.Equal("näme7", document.RootElement[6].GetProperty("name").GetString());
    }

    /// <summary>With a slice of no length each step ends one.</summary>
    [Theory]
    [InlineData("json.decode(text)")]
    [InlineData("json.encode(big)")]
    public void One_call_on_much_is_many_slices(string call)
    {
        const string setup = "local text, big = '[' .. ('1,'):rep(300000) .. '1]', {} for i = 1, 300000 do big[i] = i end ";
        var outcome = ModuleScript.Run($"{setup} receive() local v = {call} return v ~= nil", new LuaLimits { TimeSlice = TimeSpan.Zero, MemoryBytes = 512 << 20 });
        Assert.Equal("true", outcome.Result);
        Assert.True(outcome.SlicesSinceOperation >= 50, $"{outcome.SlicesSinceOperation} slices");
    }

    /// <summary>In one slice the host's own call runs out of memory, in many the script that goes on with it: nobody sees a difference.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(TimeSpan.TicksPerMinute)]
    public void A_value_that_needs_more_memory_than_the_process_may_hold_ends_it_in_time(long ticksPerSlice)
    {
        var outcome = ModuleScript.Run(
            "local v, err = json.decode('[' .. ('[],'):rep(100000) .. '1]') return v, err:kind(), tostring(err)",
            new LuaLimits { MemoryBytes = 2 << 20, TimeSlice = TimeSpan.FromTicks(ticksPerSlice) });
        Assert.Equal(ErrorKind.RateLimited, outcome.Exception!.Kind);
        Assert.StartsWith("memory limit of 2 MiB reached", outcome.Error, StringComparison.Ordinal);
        Assert.True(outcome.Peak < 4 << 20, $"{outcome.Peak} bytes");
    }

    [Fact]
    public void A_text_that_needs_more_memory_than_the_process_may_hold_is_refused_in_time() => Assert.StartsWith(
        "nil|RateLimited|encode: the text is longer than the ",
        ModuleScript.Run(
            "local s = ('x'):rep(700000) local v, err = json.encode({ s, s, s, s }) return v, err:kind(), tostring(err)", new LuaLimits { MemoryBytes = 3 << 20 }).Result,
        StringComparison.Ordinal);

    [Fact]
    public void A_value_that_is_changed_while_it_is_encoded_breaks_nothing() => ModuleScript.Returns(
        """
        local big = {}
        for i = 1, 20000 do big["k" .. i] = i end
        local co = coroutine.wrap(function() return json.encode(big) end)
        coroutine.spawn(function() for k in pairs(big) do big[k] = nil end for i = 1, 50000 do big[i .. "n"] = i end end)
        local text = co()
        return json.decode(text) ~= nil
        """,
        "true",
        new LuaLimits { TimeSlice = TimeSpan.Zero });

    [Fact]
    public void A_finalizer_put_into_the_mark_of_arrays_never_runs() => ModuleScript.Returns(
        """
        local ran = false
        getmetatable(json.array()).__gc = function() ran = true end
        for i = 1, 1000 do json.array() json.decode("[]") end
        collectgarbage()
        return ran, getmetatable(json.array()).__gc
        """,
        "false|nil");
}
