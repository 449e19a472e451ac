using Artel.Security;

namespace Artel.Tests.Security;

public sealed class ActorTests
{
    [Fact]
    public void What_is_known_of_an_actor_is_copied_whole_and_read_only()
    {
        var tags = new List<object?> { "a", 1, new Dictionary<string, object?> { ["x"] = 1.5f } };
        var meta = new Dictionary<string, object?> { ["tags"] = tags, ["u"] = 7ul, ["b"] = (byte)1, ["money"] = 1.25m, ["color"] = ConsoleColor.Red };
        var actor = new Actor("ann", meta);
        tags[0] = "changed";
        ((Dictionary<string, object?>)tags[2]!)["x"] = "changed";
        meta.Clear();

        Assert.Equal("ann", actor.ToString());
        Assert.Equal((7L, 1L, 1.25, "Red"), (actor.Meta["u"], actor.Meta["b"], actor.Meta["money"], actor.Meta["color"]));
        var copied = Assert.IsAssignableFrom<IList<object?>>(actor.Meta["tags"]);
        Assert.Equal(["a", 1L], copied.Take(2));
        Assert.Equal(1.5, ((IReadOnlyDictionary<string, object?>)copied[2]!)["x"]);
        Assert.Throws<NotSupportedException>(() => copied[0] = "changed");
        Assert.Throws<NotSupportedException>(() => ((IDictionary<string, object?>)actor.Meta)["u"] = 8);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void An_actor_has_an_id(string? id) =>
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<ProcessException>(() => new Actor(id!)).Kind);

    public static TheoryData<object, string> BadValues => new()
    {
        { new Version(1, 2), "meta.x: a Version can't be compared" },
        { ulong.MaxValue, "meta.x: a UInt64 can't be compared" },
        { new object?[] { 1, new object() }, "meta.x[2]: a Object can't be compared" },
        { new Dictionary<string, object?> { ["y"] = 'c' }, "meta.x.y: a Char can't be compared" },
        { new Dictionary<int, string> { [1] = "a" }, "meta.x: a key of a dictionary is a Int32; keys are texts" },
    };

    [Theory]
    [MemberData(nameof(BadValues))]
    public void A_value_that_cannot_be_compared_is_refused_and_named(object value, string text)
    {
        var error = Assert.Throws<ProcessException>(() => new Actor("ann", new Dictionary<string, object?> { ["x"] = value }));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_nested_too_deep_or_in_itself_is_refused_at_once()
    {
        var list = new List<object?>();
        for (var i = 0; i < 100; i++)
            list.Add(list);
        var error = Assert.Throws<ProcessException>(() => new Actor("ann", new Dictionary<string, object?> { ["x"] = list }));
        Assert.Contains("deeper than 16", error.Message, StringComparison.Ordinal);

        // Few objects, and a hundred to the power of ten values.
        object? wide = "leaf";
        for (var i = 0; i < 10; i++)
            wide = Enumerable.Repeat(wide, 100).ToArray();
        var wideError = Assert.Throws<ProcessException>(() => new Actor("ann", new Dictionary<string, object?> { ["x"] = wide }));
        Assert.Contains("more than 10000 values", wideError.Message, StringComparison.Ordinal);
        Assert.Equal(9_998, ((IReadOnlyList<object?>)new Actor("ann", new Dictionary<string, object?> { ["x"] = new int[9_998] }).Meta["x"]!).Count);
    }
}
