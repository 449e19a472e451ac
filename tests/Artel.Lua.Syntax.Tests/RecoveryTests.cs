namespace Artel.Lua.Syntax.Tests;

public class RecoveryTests
{
    private static string[] Calls(string source)
    {
        var tree = LuaSyntaxTree.Parse(source);
        return [.. tree.Root.DescendantsAndSelf().OfType<LuaCallExpression>().Select(call => tree.GetText(call.Target.Span))];
    }

    [Fact]
    public void Each_wrong_line_has_its_own_error() => Assert.Equal(
        [
            "1:11 unexpected symbol near 'local'",
            "3:6 <name> expected near ')'",
            "5:5 function arguments expected near 'y'",
            "6:9 malformed number near '3x'",
        ],
        SourceText.Errors("local a = local b = 1\nf()\nlocal)\ng()\na:b y = 1\nlocal z=3x"));

    [Theory]
    [InlineData("process.send(pid, \"@to\nlocal function next() f() end")]
    [InlineData("process.send(pid, \"@to\"\nlocal function next() f() end")]
    [InlineData("process.send(pid,\nfunction next() f() end")]
    [InlineData("process.send({ a = 1,\nlocal function next() f() end")]
    public void Half_typed_calls_leave_the_rest_whole(string source)
    {
        Assert.Equal(["process.send", "f"], Calls(source));
        Assert.NotEmpty(SourceText.Errors(source));
    }

    [Fact]
    public void A_half_typed_string_has_its_value()
    {
        var tree = LuaSyntaxTree.Parse("process.send(pid, \"@to");
        var call = Assert.IsType<LuaCallExpression>(Assert.IsType<LuaExpressionStatement>(tree.Root.Statements[0]).Expression);

        Assert.Equal("@to", Assert.IsType<LuaStringExpression>(call.Arguments[1]).Value);
    }

    [Fact]
    public void A_stray_end_does_not_hide_what_follows() => Assert.Equal(["f", "g"], Calls("f() end end g()"));

    [Fact]
    public void Missing_words_are_taken_as_there()
    {
        var tree = LuaSyntaxTree.Parse("if a f() end while b g() end");

        Assert.Equal(2, tree.Errors.Count);
        Assert.IsType<LuaIfStatement>(tree.Root.Statements[0]);
        Assert.IsType<LuaWhileStatement>(tree.Root.Statements[1]);
    }

    [Fact]
    public void Errors_come_in_the_order_of_the_text()
    {
        var starts = LuaSyntaxTree.Parse("goto a x = = 3x y = 'b\\q' break local z <c>").Errors.Select(error => error.Span.Start).ToList();

        Assert.Equal(6, starts.Count);
        Assert.Equal(starts.Order(), starts);
    }
}
