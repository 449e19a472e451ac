namespace Artel.Lua.Syntax.Tests;

/// <summary>Each text is judged twice: by the table and by the real compiler. All three have to agree.</summary>
public class AcceptTests
{
    [Theory]
    [InlineData("")]
    [InlineData(";;;")]
    [InlineData("local a <const>, b <close>, c = 1, nil")]
    [InlineData("local x = x return x")]
    [InlineData("a.b['c']:d(1, ...)[2].e = nil, function(...) return ... end")]
    [InlineData("f 'x' f [[x]] f {x} f{1; 2, a = 3, ['b'] = 4,} f():g'x'")]
    [InlineData("(f)() ; (a).b = 1")]
    [InlineData("return")]
    [InlineData("return;")]
    [InlineData("return 1, 2;")]
    [InlineData("do return end")]
    [InlineData("if a then elseif b then else end")]
    [InlineData("while a do if b then break end end")]
    [InlineData("repeat local x = 1 break until x")]
    [InlineData("for i = 1, 2 do end for i = 1, 2, 3 do i = 4 end")]
    [InlineData("for k, v in pairs(t) do break end")]
    [InlineData("function a.b.c:d(self, ...) end local function f() return f end")]
    [InlineData("return not -#~a ^ -b .. c .. d // e << f & g ~ h | i == j and k or l")]
    [InlineData("goto done; do goto done end ::done::")]
    [InlineData("::again:: do goto again end")]
    [InlineData("do goto last; local x; ::last:: ; ::other:: end")]
    [InlineData("for i = 1, 2 do if i then goto continue end local x = i ::continue:: end")]
    [InlineData("do ::a:: end do ::a:: end ::a::")]
    [InlineData("::a:: local f = function() ::a:: end")]
    [InlineData("local goto1 = 1 goto1 = 2")]
    [InlineData("return 0xA.8p1, 3., .5e-3, 0xffffffffffffffffff")]
    [InlineData("local t <const> = {} t.x = 1 function t.f() end function t:g() end")]
    [InlineData("return (...)")]
    public void Valid_texts_have_no_error(string source)
    {
        Assert.Empty(SourceText.Errors(source));
        Assert.Null(LuaCompiler.ErrorOf(source));
    }

    [Theory]
    [InlineData("break", "1:1 break outside a loop")]
    [InlineData("while a do local function f() break end end", "1:31 break outside a loop")]
    [InlineData("goto nowhere", "1:6 no visible label 'nowhere' for goto")]
    [InlineData("do ::a:: end goto a", "1:19 no visible label 'a' for goto")]
    [InlineData("::a:: local function f() goto a end", "1:31 no visible label 'a' for goto")]
    [InlineData("goto a local x ::a:: x()", "1:6 goto 'a' jumps into the scope of local 'x'")]
    [InlineData("repeat goto a local x ::a:: until x", "1:13 goto 'a' jumps into the scope of local 'x'")]
    [InlineData("::a:: ::a::", "1:9 label 'a' already defined")]
    [InlineData("::a:: do ::a:: end", "1:12 label 'a' already defined")]
    [InlineData("local x <const> = 1 x = 2", "1:21 attempt to assign to const variable 'x'")]
    [InlineData("local x <close> = nil a, x = 2", "1:26 attempt to assign to const variable 'x'")]
    [InlineData("local x <const> = 1 function x() end", "1:30 attempt to assign to const variable 'x'")]
    [InlineData("local x <const> = 1 return function() x = 2 end", "1:39 attempt to assign to const variable 'x'")]
    [InlineData("local x <shared> = 1", "1:10 unknown attribute 'shared'")]
    [InlineData("local a <close>, b <close> = 1, 2", "1:21 multiple to-be-closed variables in local list")]
    [InlineData("function f() return ... end", "1:21 cannot use '...' outside a vararg function")]
    [InlineData("return function(a) return function(...) end, ... end", "1:46 cannot use '...' outside a vararg function")]
    [InlineData("f() = 1", "1:1 cannot assign to this expression")]
    [InlineData("(a) = 1", "1:1 cannot assign to this expression")]
    [InlineData("a.b", "1:4 '=' or a call expected near <eof>")]
    [InlineData("(f())", "1:6 '=' or a call expected near <eof>")]
    [InlineData("'x':rep(2)", "1:1 unexpected symbol near ''x''")]
    [InlineData("return 1 f()", "1:10 'return' must be the last statement of its block: 'end' or <eof> expected near 'f'")]
    [InlineData("x =", "1:4 unexpected symbol near <eof>")]
    [InlineData("if x then", "1:10 'end' expected near <eof>")]
    [InlineData("if x then\nfoo()\n", "3:1 'end' expected (to close 'if' at line 1) near <eof>")]
    [InlineData("f(1,\n2", "2:2 ')' expected (to close '(' at line 1) near <eof>")]
    [InlineData("end", "1:1 unexpected symbol near 'end'")]
    [InlineData("f(", "1:3 unexpected symbol near <eof>")]
    [InlineData("a:b", "1:4 function arguments expected near <eof>")]
    [InlineData("local function f.g() end", "1:17 '(' expected near '.'")]
    [InlineData("function(x) end", "1:9 <name> expected near '('")]
    [InlineData("function f(..., a) end", "1:15 ')' expected near ','")]
    [InlineData("for i do end", "1:7 '=' or 'in' expected near 'do'")]
    [InlineData("for i = 1 do end", "1:11 ',' expected near 'do'")]
    [InlineData("local 1 = 2", "1:7 <name> expected near '1'")]
    [InlineData("x = function f() end", "1:5 unexpected symbol near 'function'")]
    [InlineData("x = }", "1:5 unexpected symbol near '}'")]
    [InlineData("x = {1 2}", "1:8 '}' expected near '2'")]
    [InlineData("x = {[1]}", "1:9 '=' expected near '}'")]
    [InlineData("repeat f()", "1:11 'until' expected near <eof>")]
    public void Invalid_texts_are_reported_where_they_are_wrong(string source, string first)
    {
        Assert.Equal(first, SourceText.Errors(source)[0]);
        Assert.NotNull(LuaCompiler.ErrorOf(source));
    }

    [Fact]
    public void A_function_has_at_most_200_locals()
    {
        string Locals(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"local a{i}\n"));

        Assert.Empty(SourceText.Errors(Locals(200)));
        Assert.Null(LuaCompiler.ErrorOf(Locals(200)));
        Assert.Equal(["201:7 too many local variables (limit is 200) in one function"], SourceText.Errors(Locals(201)));
        Assert.NotNull(LuaCompiler.ErrorOf(Locals(201)));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("{", "}")]
    [InlineData("- ", "")]
    [InlineData("function() return ", " end")]
    [InlineData("'' .. ", "")]
    public void Deep_nesting_is_one_error(string open, string close)
    {
        string Nest(int depth) =>
            "return " + string.Concat(Enumerable.Repeat(open, depth)) + "x" + string.Concat(Enumerable.Repeat(close, depth));

        Assert.Empty(SourceText.Errors(Nest(60)));
        Assert.EndsWith("chunk has too many syntax levels (limit is 200)", Assert.Single(SourceText.Errors(Nest(100_000))), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_chains_are_not_deep()
    {
        var source = "return a" + string.Concat(Enumerable.Repeat(".b(1) + c", 100_000));
        var tree = LuaSyntaxTree.Parse(source);

        Assert.Empty(tree.Errors);
        Assert.Equal(100_000, tree.Root.DescendantsAndSelf().OfType<LuaCallExpression>().Count());
    }

    /// <summary>As many as these would take minutes if each were compared with all the others.</summary>
    [Theory]
    [InlineData("do ::l{0}:: end\n", 100_000)]
    [InlineData("::l{0}:: x()\n", 32_767)]
    [InlineData("::l{0}:: goto l{0}\n", 32_767)]
    public void Many_labels_have_no_error(string repeated, int count) => Assert.Empty(SourceText.Errors(Repeat(repeated, count)));

    [Theory]
    [InlineData("::l{0}:: x()\n")]
    [InlineData("do goto l{0} end\n")]
    public void More_labels_and_gotos_than_Lua_takes_are_reported(string repeated)
    {
        var source = Repeat(repeated, 32_768);
        Assert.Contains("too many labels/gotos (limit is 32767)", string.Join('\n', SourceText.Errors(source).Where(static error => error.Contains("too many", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.Contains("too many labels/gotos (limit is 32767)", LuaCompiler.ErrorOf(source), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("::a:: ::b:: ; ::c::", null)]
    [InlineData("do local x goto b goto c local y ::a:: ::b:: ; ::c:: end", null)]
    [InlineData("do goto b goto c local y ::a:: ::b:: ; ::c:: end do goto a local y ::a:: ::b:: y() end", "1:58 goto 'a' jumps into the scope of local 'y'")]
    public void The_labels_of_a_row_end_their_block_or_none_does(string source, string? error)
    {
        if (error is null)
            Assert.Empty(SourceText.Errors(source));
        else
            Assert.Equal([error], SourceText.Errors(source));
        Assert.Equal(error is null, LuaCompiler.ErrorOf(source) is null);
    }

    private static string Repeat(string repeated, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => repeated.Replace("{0}", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
}
