using System.Text;
using Artel.Lua.Engine;

namespace Artel.Lua.Tests;

/// <summary>Only text compiles, and what does not says where.</summary>
public class CompilerTests
{
    [Fact]
    public void A_syntax_error_names_file_and_line()
    {
        var error = Assert.Throws<LuaSyntaxException>(() => LuaCompiler.Compile("local a\nlocal = 3\n", "app:worker.lua"));
        Assert.Equal("app:worker.lua", error.File);
        Assert.Equal(2, error.Line);
        Assert.Null(error.Column);
        Assert.Equal("<name> expected near '='", error.Problem);
        Assert.Equal("app:worker.lua:2: <name> expected near '='", error.Message);
        Assert.Equal(ErrorKind.Invalid, error.Kind);
    }

    [Fact]
    public void Bytecode_is_refused()
    {
        var bytecode = LuaCompiler.Compile("return 1", "x.lua").Bytecode.ToArray();
        var error = Assert.Throws<LuaSyntaxException>(() => LuaCompiler.Compile(bytecode, "x.lua", strip: false));
        Assert.Contains("attempt to load a binary chunk", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_a_clean_error() =>
        Assert.Throws<LuaSyntaxException>(() => LuaCompiler.Compile("return " + new string('(', 100_000) + "1" + new string(')', 100_000), "deep.lua"));

    [Fact]
    public void A_byte_order_mark_and_a_first_line_for_the_shell_are_passed_over()
    {
        var code = LuaCompiler.Compile("\uFEFF#!/usr/bin/artel\nerror('here')", "script.lua");
        using var state = new LuaState(LuaLimits.Default);
        Assert.Equal("script.lua:2: here", Script.Drive(state, state.Load(code)).Error);
    }

    [Fact]
    public void A_long_file_name_is_shown_whole_by_a_syntax_error()
    {
        var name = new string('d', 100) + "/file.lua";
        var error = Assert.Throws<LuaSyntaxException>(() => LuaCompiler.Compile(Encoding.UTF8.GetBytes("\n\nx"), name, strip: false));
        Assert.Equal(name, error.File);
        Assert.Equal(3, error.Line);
    }
}
