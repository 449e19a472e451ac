namespace Artel.Lua.Syntax.Tests;

public class TreeTests
{
    private static LuaExpression Value(string source)
    {
        var tree = LuaSyntaxTree.Parse(source);
        Assert.Empty(tree.Errors);
        return Assert.IsType<LuaReturnStatement>(tree.Root.Statements[^1]).Values[0];
    }

    private static string Shape(LuaExpression expression) => expression switch
    {
        LuaNameExpression name => name.Name,
        LuaNumberExpression number => number.Text,
        LuaUnaryExpression unary => $"({unary.OperatorKind} {Shape(unary.Operand)})",
        LuaBinaryExpression binary => $"({Shape(binary.Left)} {binary.OperatorKind} {Shape(binary.Right)})",
        _ => expression.GetType().Name,
    };

    [Theory]
    [InlineData("a + b * c", "(a Plus (b Star c))")]
    [InlineData("a - b - c", "((a Minus b) Minus c)")]
    [InlineData("a .. b .. c", "(a Concat (b Concat c))")]
    [InlineData("a ^ b ^ c", "(a Caret (b Caret c))")]
    [InlineData("-a ^ -b", "(Minus (a Caret (Minus b)))")]
    [InlineData("not a == b", "((Not a) Equal b)")]
    [InlineData("a or b and c < d | e ~ f & g << h", "(a Or (b And (c Less (d Pipe (e Tilde (f Ampersand (g ShiftLeft h)))))))")]
    public void Operators_bind_as_in_Lua(string expression, string shape) => Assert.Equal(shape, Shape(Value("return " + expression)));

    [Fact]
    public void Spans_are_exact()
    {
        const string source = "  foo.bar ( 'x' , y ) -- end";
        var tree = LuaSyntaxTree.Parse(source);
        var call = tree.Root.DescendantsAndSelf().OfType<LuaCallExpression>().Single();

        Assert.Equal("foo.bar ( 'x' , y )", tree.GetText(call.Span));
        Assert.Equal("foo.bar", tree.GetText(call.Target.Span));
        Assert.Equal(["'x'", "y"], call.Arguments.Select(argument => tree.GetText(argument.Span)));
    }

    [Fact]
    public void Children_lie_within_their_parents()
    {
        var tree = LuaSyntaxTree.Parse("for i = 1, 2 do local t = { a = f(i), [i] = -i; 3 } function t.x:y(...) return ... end end");
        var children = new List<LuaNode>();
        foreach (var node in tree.Root.DescendantsAndSelf())
        {
            children.Clear();
            node.CollectChildren(children);
            Assert.All(children, child => Assert.True(child.Span.Start >= node.Span.Start && child.Span.End <= node.Span.End));
            Assert.Equal(children.Select(child => child.Span.Start).Order(), children.Select(child => child.Span.Start));
        }
    }

    [Fact]
    public void Names_know_their_local()
    {
        var tree = LuaSyntaxTree.Parse("local x = 1 do local x = x end x = 2 return x, y");
        var locals = tree.Root.DescendantsAndSelf().OfType<LuaLocalStatement>().Select(statement => statement.Locals[0]).ToList();
        var names = tree.Root.DescendantsAndSelf().OfType<LuaNameExpression>().Select(name => name.Local).ToList();

        Assert.Equal([locals[0], locals[0], locals[0], null], names);
        Assert.Null(locals[0].OnlyValue);
        Assert.Same(names[0], Assert.IsType<LuaNameExpression>(locals[1].OnlyValue).Local);
    }

    [Theory]
    [InlineData("return process.send", "process.send")]
    [InlineData("return process['send']", "process.send")]
    [InlineData("local p = process local s = (p).send return s", "process.send")]
    [InlineData("local p <const>, q = 1, process.registry return q.lookup", "process.registry.lookup")]
    [InlineData("local k = 'se' .. 'nd' return process[k]", "process.send")]
    [InlineData("local p = process p = nil return p.send", null)]
    [InlineData("local process = {} return process.send", null)]
    [InlineData("return function(process) return process end", null)]
    [InlineData("return process[x]", null)]
    public void Paths_go_through_aliases(string source, string? path) => Assert.Equal(path, LuaValues.PathOf(Value(source)));

    [Theory]
    [InlineData("return 'a' .. (\"b\" .. [[c]])", "abc")]
    [InlineData("local a = 'x' local b = a .. 1 return b", "x1")]
    [InlineData("local a = 'x' a = 'y' return a", null)]
    [InlineData("local a = 'x' local function f() a = 'y' end return a", null)]
    [InlineData("return 'a' .. b", null)]
    [InlineData("return 1", null)]
    public void Constant_strings_are_folded(string source, string? value) => Assert.Equal(value, LuaValues.StringOf(Value(source)));

    [Fact]
    public void Folding_has_a_limit()
    {
        var doubling = "local a0 = ''\n" + string.Concat(Enumerable.Range(1, 150).Select(i => $"local a{i} = a{i - 1} .. a{i - 1}\n"));

        Assert.Null(LuaValues.StringOf(Value(doubling + "return a150")));
    }

    [Fact]
    public void A_walker_enters_and_leaves_in_order()
    {
        var walker = new FunctionDepth();
        walker.Walk(LuaSyntaxTree.Parse("f() local function a() f() return function() f() end end f()").Root);

        Assert.Equal([0, 1, 2, 0], walker.CallDepths);
    }

    private sealed class FunctionDepth : LuaWalker
    {
        private int _depth;

        public List<int> CallDepths { get; } = [];

        protected override bool Enter(LuaNode node)
        {
            if (node is LuaFunctionExpression)
                _depth++;
            if (node is LuaCallExpression)
                CallDepths.Add(_depth);
            return true;
        }

        protected override void Leave(LuaNode node)
        {
            if (node is LuaFunctionExpression)
                _depth--;
        }
    }
}
