using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;

namespace Artel.Lua.Tests.Payloads;

/// <summary>A value of each shape comes back from Lua and from bytes as it was (statement 28).</summary>
public sealed class ShapeTests
{
    private static readonly Positional Row = new(1, "agent", "note");
    private static readonly DateTimeOffset Moment = new(2026, 11, 23, 4, 5, 6, 789, TimeSpan.FromHours(2));

    public static TheoryData<Case> Values =>
    [
        Exact(true), Exact('я'), Exact(sbyte.MinValue), Exact(byte.MaxValue), Exact(short.MinValue), Exact(ushort.MaxValue), Exact(int.MinValue),
        Exact(uint.MaxValue), Exact(long.MinValue), Exact((ulong)long.MaxValue), Exact(1.5f), Exact(float.NaN), Exact(double.NaN),
        Exact(double.NegativeInfinity), Exact(double.Epsilon), Exact((Half)0.5), Exact(decimal.MinValue), Exact(Int128.MinValue), Exact(UInt128.MaxValue),
        Exact(BigInteger.Pow(7, 90)), Exact("текст\0"), Exact(""), Exact<string?>(null), Exact(Guid.Parse("7f1e8f10-8f0e-4a53-9b6e-0a8f5b8c2a11")),
        Exact(Moment), Exact(Moment.UtcDateTime), Exact(DateOnly.MaxValue), Exact(TimeOnly.MaxValue), Exact(TimeSpan.FromTicks(-12345)),
        Exact(new Uri("https://example.org/a?b=c")), Exact(new Uri("a/b", UriKind.Relative)), Exact(new Version(1, 2, 3, 4)),
        Exact(Level.VeryHigh), Exact(Level.Best), Exact(Access.Read | Access.Write), Exact<Level?>(Level.Low), Exact((1, (string?)null)), Exact((1, (string?)"x")),
        Exact((1.5, Level.Low, (int?)3)), Exact((1.5, Level.Low, (int?)null)), Exact(Row), Exact(Row with { Note = null }), Exact(new WithInit { Name = "n", Count = 9 }),
        Exact(new Mutable { X = 1, Y = 2 }), Exact(new Immutable(2.5)),
        Same(new byte[] { 0, 255 }), Same(new Settable { Id = 1, Text = "t", Tags = ["a", "b"] }), Same(new Mixed("m") { Visits = 3 }),
        Same(new[] { 1, 2, 3 }), Same(System.Array.Empty<int>()), Same(new List<Level> { Level.Low, Level.Best }), Same<IReadOnlyList<int>>([1, 2]), Same<IList<int>>([1, 2]),
        Same<ICollection<int>>([1, 2]), Same<IReadOnlyCollection<int>>(new Queue<int>([1, 2])), Same(Enumerable.Range(1, 3).Where(static n => n > 1)),
        Same<IEnumerable<int>>(ImmutableArray.Create(1, 2)), Same(ImmutableArray.Create(1, 2)), Same(ImmutableList.Create(1, 2)), Same(new HashSet<int> { 1, 2 }),
        Same<ISet<int>>(new SortedSet<int> { 1, 2 }), Same<IReadOnlySet<int>>(new HashSet<int> { 3 }), Same(ImmutableHashSet.Create(1, 2)), Same(new[] { 1, 2 }.ToFrozenSet()),
        Same<List<List<int>>>([[1], [], [2, 3]]), Same<byte[][]>([[1], [255]]),
        Same(new Dictionary<string, int> { ["a"] = 1, ["b c"] = 2 }), Same<IReadOnlyDictionary<string, Positional>>(new Dictionary<string, Positional> { ["r"] = Row }),
        Same<IDictionary<string, int>>(new SortedDictionary<string, int> { ["a"] = 1 }), Same(ImmutableDictionary<string, int>.Empty.Add("a", 1)),
        Same(new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary()), Same(new Dictionary<int, string> { [1] = "a", [2] = "b", [-7] = "c" }),
        Same(new Dictionary<long, int> { [long.MaxValue] = 1 }), Same(new Dictionary<byte, int> { [1] = 1, [255] = 2 }), Same(new Dictionary<Level, int> { [Level.Best] = 1 }),
        Same(new Dictionary<Guid, int> { [Guid.Empty] = 1 }), Same(new Dictionary<bool, int> { [true] = 1, [false] = 0 }),
        Same(new Tree("a", [new("b", []), new("c", [new("d", [])])])), Same(new Pages(new([1, 2], 3), new([Row], null), "any")),
        Same(new Node { Name = "a", Next = new() { Name = "b", Next = new() { Name = "c" } } }), Exact(new Frozen("a", new("b", null))),
        Exact<Figure>(new Figure.Circle(1)), Exact<Figure>(new Figure.Rectangle(1, 2)), Same<Figure>(new Group([new Figure.Circle(1), new Group([])])), Exact(new Figure.Circle(3)),
        Same(new List<object?> { 1L, 2.5, "x", null, true, new Dictionary<string, object?> { ["k"] = 1L } }),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void S028_a_value_comes_back_from_lua(Case value) => value.VerifyLua();

    [Theory]
    [MemberData(nameof(Values))]
    public void S028_a_value_comes_back_from_bytes(Case value) => value.VerifyBytes();

    [Theory]
    [InlineData("return 256", "expected an integer from 0 to 255, got 256")]
    [InlineData("return -1", "expected an integer from 0 to 255, got -1")]
    [InlineData("return 1.5", "expected an integer, got the number 1.5")]
    [InlineData("return '1'", "expected an integer, got a string")]
    [InlineData("return 1e300", "expected an integer, got the number 1E+300")]
    public void S028_an_integer_that_does_not_fit_is_refused(string script, string why) => Assert.Equal(why, Crossing.Refusal<byte>(Crossing.FromLua(script)));

    [Theory]
    [InlineData("return {id = 1}", "field 'user_agent' of Positional is missing")]
    [InlineData("return {id = 'x', user_agent = ''}", "id: expected an integer, got a string")]
    [InlineData("return {id = 1, user_agent = '\\xff'}", "user_agent: expected text, got bytes that are no UTF-8")]
    [InlineData("return 7", "expected a table, got an integer")]
    public void S028_a_record_that_does_not_fit_is_refused(string script, string why) => Assert.Equal(why, Crossing.Refusal<Positional>(Crossing.FromLua(script)));

    [Theory]
    [InlineData("return {numbers = {items = {}, last = 1}, rows = {items = {{id = 1, user_agent = ''}, {id = 2, user_agent = true}}}}", "rows.items[2].user_agent: expected a string, got a boolean")]
    [InlineData("return {numbers = {items = {1, 2, 'x'}, last = 1}, rows = {items = {}}}", "numbers.items[3]: expected an integer, got a string")]
    [InlineData("return {numbers = {items = {x = 1}, last = 1}, rows = {items = {}}}", "numbers.items: expected a list, got a table with other keys than 1..n")]
    [InlineData("return {numbers = {items = {}, last = 1}, rows = {items = {{}}}}", "rows.items[1]: field 'id' of Positional is missing")]
    public void S028_an_error_names_the_path(string script, string why) => Assert.Equal(why, Crossing.Refusal<Pages>(Crossing.FromLua(script)));

    [Fact]
    public void S028_an_unknown_name_of_an_enum_is_refused_with_the_list() =>
        Assert.Equal("expected one of low, very_high, top, got 'tiny'", Crossing.Refusal<Level>(Crossing.FromLua("return 'tiny'")));

    [Theory]
    [InlineData("return {kind = 'star'}", "kind: expected one of circle, box, group, got 'star'")]
    [InlineData("return {radius = 1}", "kind: expected one of circle, box, group, got nil")]
    [InlineData("return {kind = 'group', figures = {{kind = 'circle'}}}", "figures[1]: field 'radius' of Circle is missing")]
    [InlineData("return {kind = 'group', figures = {{kind = 'x'}}}", "figures[1].kind: expected one of circle, box, group, got 'x'")]
    public void S028_a_kind_that_does_not_fit_is_refused(string script, string why) => Assert.Equal(why, Crossing.Refusal<Figure>(Crossing.FromLua(script)));

    [Fact]
    public void S028_a_subtype_read_as_itself_checks_its_kind()
    {
        Assert.Equal(new(2), Crossing.Read<Figure.Circle>(Crossing.FromLua("return {radius = 2}")));
        Assert.Equal("kind: expected 'circle', got 'box'", Crossing.Refusal<Figure.Circle>(Crossing.FromLua("return {kind = 'box', radius = 2}")));
    }

    [Fact]
    public void S028_a_kind_is_a_field_in_lua() =>
        Assert.Equal("group|circle|box|2.0", Crossing.Describe<Figure>(
            new Group([new Figure.Circle(1), new Figure.Rectangle(2, 3)]), "local g = ... return g.kind, g.figures[1].kind, g.figures[2].kind, g.figures[2].width"));

    [Fact]
    public void S028_a_subtype_that_nobody_marked_is_refused_rather_than_cut()
    {
        Assert.Equal("a Stranger can't cross as a Figure: mark it [Payload]", Refused<Figure>(new Stranger()));
        Assert.StartsWith("a Richer can't cross as a Plain: mark it [Payload]", Refused<Plain>(new Richer { More = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_follow_the_policy_of_the_type()
    {
        const string keys = "local k = {} for name in pairs(...) do k[#k + 1] = name end table.sort(k) return table.concat(k, ' ')";
        Assert.Equal("http_server sha256_hash user_id", Crossing.Describe(new Snake(1, "h", 2), keys));
        Assert.Equal("IP httpServer userId", Crossing.Describe(new Camel(1, "h", "::"), keys));
        Assert.Equal("HTTPServer UserId", Crossing.Describe(new Written(1, "h"), keys));
        Assert.Equal(new Camel(1, "h", "::"), Crossing.ThroughLua(new Camel(1, "h", "::")));
    }

    [Fact]
    public void What_is_more_than_crosses_is_refused()
    {
        Assert.Contains("more than crosses", Refused(ulong.MaxValue), StringComparison.Ordinal);
        Assert.Contains("more than crosses", Refused(TimeSpan.MaxValue), StringComparison.Ordinal);
        Assert.Contains("float", Crossing.Refusal<float>(Crossing.FromLua("return 1e300")), StringComparison.Ordinal);
        Assert.Contains("decimal", Crossing.Refusal<decimal>(Crossing.FromLua("return 0/0")), StringComparison.Ordinal);
        Assert.Contains("negative", Crossing.Refusal<UInt128>(Crossing.FromLua("return -1")), StringComparison.Ordinal);
    }

    private static string Refused<T>(T value)
    {
        var error = Assert.Throws<ProcessException>(() => Crossing.ThroughBytes(value));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        return error.Message;
    }

    private static Case<T> Exact<T>(T value) => new(value, static (expected, actual) => Assert.Equal(expected, actual));

    private static Case<T> Same<T>(T value) => new(value, static (expected, actual) => Assert.Equivalent(expected, actual, strict: true));
}
