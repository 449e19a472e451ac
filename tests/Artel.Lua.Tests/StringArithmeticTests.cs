using System.Text;
using Artel.Lua.Engine;
using static Artel.Lua.Engine.LuaNative;

namespace Artel.Lua.Tests;

/// <summary>Strings are operands as they are in Lua's own states: what is the text of a number is the number in arithmetic, and nothing else is.</summary>
public sealed unsafe class StringArithmeticTests
{
    private static readonly string[] Operators = ["+", "-", "*", "/", "//", "%", "^", "..", "|", "&", "~", "<<", ">>", "<", "<=", "=="];

    private static readonly string[] Operands =
    [
        "1", "2.5", "'10'", "'0x10'", "' 3 '", "'1e1'", "'-7'", "'9223372036854775807'", "'x'", "''", "'1 2'", "{}", "nil", "true",
        "setmetatable({}, { __add = function(a, b) return tostring(type(a)) .. type(b) end, __unm = function() return 'unm' end })",
    ];

    [Fact]
    public void All_results_equal_those_of_a_state_of_Lua_itself()
    {
        var source = new StringBuilder("local results = {}\nlocal function go(f) local ok, value = pcall(f) results[#results + 1] = tostring(ok) .. (type(value) == 'table' and 'table' or tostring(value)) end\n");
        foreach (var left in Operands)
        {
            source.Append($"go(function() return -({left}) end) go(function() return ~({left}) end)\n");
            foreach (var right in Operands)
            {
                foreach (var operation in Operators)
                    source.Append($"go(function() local a, b = {left}, {right} return a {operation} b end) ");
                source.Append('\n');
            }
        }

        source.Append("return table.concat(results, '\\n')");
        var native = Native(source.ToString());
        Assert.True(native.Length > 3000, native);
        Assert.Contains("true2034", Native("return tostring(true) .. (2000 + '34')"), StringComparison.Ordinal);
        Assert.Equal(native, Script.Run(source.ToString()).Result);
    }

    private static string Native(string source)
    {
        var L = luaL_newstate();
        try
        {
            luaL_openlibs(L);
            var text = Encoding.UTF8.GetBytes(source);
            fixed (byte* start = text, name = "@test.lua\0"u8, mode = "t\0"u8)
                Assert.Equal(LUA_OK, luaL_loadbufferx(L, start, (nuint)text.Length, name, mode));
            var status = lua_pcallk(L, 0, 1, 0, 0, 0);
            var result = LuaStack.Text(L, -1);
            Assert.True(status == LUA_OK, result);
            return result;
        }
        finally
        {
            lua_close(L);
        }
    }
}
