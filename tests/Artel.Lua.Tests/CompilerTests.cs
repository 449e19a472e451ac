using System.Text;
using Artel.Lua.Engine;
using Artel.Lua.Processes;

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
    public void What_is_nested_too_deep_is_told_by_its_place()
    {
        var source = Encoding.UTF8.GetBytes("local a = 1\nreturn " + new string('(', 1000) + "1" + new string(')', 1000));
        var error = Assert.Throws<LuaSyntaxException>(() => LuaSource.Compile(source, "deep.lua"));
        Assert.StartsWith("deep.lua:2:2", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("C stack overflow", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_without_a_line_tells_none()
    {
        var error = new LuaSyntaxException("x.lua", 0, "too much of it");
        Assert.Equal("x.lua: too much of it", error.Message);
    }

    [Fact]
    public void A_source_that_is_too_long_is_refused_with_both_lengths()
    {
        var source = Encoding.UTF8.GetBytes("return [[" + new string('x', LuaCompiler.MostBytes - 11) + "]]");
        Assert.Equal(LuaCompiler.MostBytes, source.Length);
        LuaCompiler.Compile(source, "long.lua", strip: false);

        var error = Assert.Throws<ProcessException>(() => LuaCompiler.Compile([.. source, (byte)' '], "long.lua", strip: false));
        Assert.Equal("long.lua: the source has 2,097,153 bytes, and may have 2,097,152; divide it, or keep its data elsewhere", error.Message);
        Assert.Equal((ErrorKind.Invalid, false), (error.Kind, error.Retryable));
    }

    [Theory]
    [InlineData("return a\n", " and a\n", 250_000, "", 975)]
    [InlineData("if a then\n", "elseif a then\n", 250_000, "end", 1149)]
    [InlineData("return a\n", " and a\n", 100_000, "", 450)]
    public void A_source_that_takes_quadratic_time_is_given_up_after_a_time_that_goes_by_its_length(string first, string repeated, int times, string last, int milliseconds)
    {
        var source = Encoding.UTF8.GetBytes(first + string.Concat(Enumerable.Repeat(repeated, times)) + last);
        var error = Assert.Throws<ProcessException>(() => LuaCompiler.Compile(source.AsSpan(0, Math.Min(source.Length, LuaCompiler.MostBytes)), "chain.lua", strip: false));
        Assert.Matches($"^chain.lua:[0-9]+: the source takes longer than {milliseconds} ms to compile", error.Message);
        Assert.Equal((ErrorKind.Invalid, false), (error.Kind, error.Retryable));
    }

    [Fact]
    public void A_file_that_did_not_compile_is_not_compiled_again_until_it_changes()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "x.lua");
            File.WriteAllText(file, "local = 1");
            var script = LuaScript.OfFile(folder.FullName, "x.lua");
            var first = Assert.Throws<LuaSyntaxException>(() => script.Code);
            var second = Assert.Throws<ProcessException>(() => script.Code);
            Assert.Same(first, second.InnerException);
            Assert.Equal((first.Message, first.Kind, first.Retryable), (second.Message, second.Kind, second.Retryable));

            File.WriteAllText(file, "local x = 1");
            Assert.NotNull(script.Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

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
