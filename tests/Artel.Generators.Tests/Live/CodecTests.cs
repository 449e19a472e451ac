using Artel.Payloads;

namespace Artel.Generators.Tests;

/// <summary>Runs generated codecs there and back.</summary>
public sealed class CodecTests
{
    [Fact]
    public void Every_kind_of_member_comes_back()
    {
        var inner = new Everything(
            true, 1, 2, "text", "note", Guid.NewGuid(), DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1.5), [1, 2], Size.VeryLarge, Rights.Read | Rights.Write,
            new(1, 2), new(3, 4), [1, 2, 3], ["a", "b"], [new(5, 6)], new() { ["one"] = 1 }, "any", null);
        var value = inner with { Maybe = null, Note = null, Corner = null, Any = null, Words = [], Inner = inner };
        Assert.Equivalent(value, Back(value), strict: true);
    }

    [Fact]
    public void Members_are_named_as_in_lua()
    {
        var table = Fields(new Settings { Name = "n", IPAddress = "::1" });
        Assert.Equal(["name", "retries", "hosts", "IP"], table.Keys);
        Assert.Equal("very_large", Portable(Size.VeryLarge).ReadObject(0));
        Assert.Equal(3L, Portable(Rights.Read | Rights.Write).ReadObject(0));
    }

    [Fact]
    public void Null_members_are_left_out() => Assert.Equal(["name", "retries", "hosts"], Fields(new Settings { Name = "n" }).Keys);

    [Fact]
    public void Null_is_nil()
    {
        Assert.Null(Portable<Tree?>(null).ReadObject(0));
        Assert.Null(Back<Tree?>(null));
    }

    [Fact]
    public void Missing_members_get_the_default_of_the_constructor() =>
        Assert.Equal(new Defaults(), Read<Defaults>(Table()));

    [Fact]
    public void Missing_members_keep_what_a_new_object_has()
    {
        var settings = Read<Settings>(Table(("name", "n")));
        Assert.Equal(("n", 3, "localhost", null), (settings.Name, settings.Retries, settings.Hosts.Single(), settings.IPAddress));
        Assert.Equal(9, Read<Settings>(Table(("name", "n"), ("retries", 9L))).Retries);
    }

    [Fact]
    public void Unknown_keys_are_passed_over()
    {
        var table = Portable<object?>(new Dictionary<object, object?> { ["nested"] = new object?[] { 1L, "x" }, [1.5] = "number", ["x"] = 1L, ["y"] = 2L });
        Assert.Equal(new Point(1, 2), Read<Point>(table));
    }

    [Fact]
    public void Both_names_of_an_enum_value_are_read()
    {
        Assert.Equal(Size.VeryLarge, Read<Size>(Portable("very_large")));
        Assert.Equal(Size.VeryLarge, Read<Size>(Portable("huge")));
        Assert.Equal(Size.Small, Back<Size?>(Size.Small));
        Assert.Null(Back<Size?>(null));
    }

    [Fact]
    public void Marked_types_cross_in_lists()
    {
        Point[] points = [new(1, 2), new(3, 4)];
        Assert.Equal(points, Back(points));
        Assert.Equal(points, Back(points.ToList()));
        Assert.Equal(points, Back<IReadOnlyList<Point>>(points));
    }

    [Fact]
    public void Empty_record_comes_back() => Assert.Equal(new Nothing(), Back(new Nothing()));

    [Fact]
    public void Trees_come_back() =>
        Assert.Equivalent(new Tree("a", [new("b", []), new("c", [new("d", [])])]), Back(new Tree("a", [new("b", []), new("c", [new("d", [])])])), strict: true);

    [Fact]
    public void Errors_name_the_field()
    {
        Assert.Equal("field 'name' of Settings is missing", Error<Settings>(Table()));
        Assert.Equal("retries: expected an integer from -2147483648 to 2147483647, got 4294967296", Error<Settings>(Table(("name", "n"), ("retries", 1L << 32))));
        Assert.Equal("name: expected a string, got a boolean", Error<Settings>(Table(("name", true))));
        Assert.Equal("address.street: expected a string, got an integer", Error<Owner>(Table(("address", new Dictionary<string, object?> { ["street"] = 1L }))));
        Assert.Equal("address: expected a table, got a string", Error<Owner>(Table(("address", "here"))));
        Assert.Equal("expected a table, got a string", Error<Point>(Portable("x")));
        Assert.Equal("size: expected one of small, very_large, huge, got 'tiny'", Error<Defaults>(Table(("size", "tiny"))));
        Assert.Equal("expected one of small, very_large, huge, got 'tiny'", Error<Size>(Portable("tiny")));
    }

    [Fact]
    public void Value_without_a_name_does_not_cross() =>
        Assert.Equal("99 is no value of Size", Assert.Throws<ProcessException>(static () => Portable((Size)99)).Message);

    [Fact]
    public void Member_without_codec_does_not_cross() =>
        Assert.Contains("IDisposable", Assert.Throws<ProcessException>(static () => Portable(new Holder(new MemoryStream()))).Message, StringComparison.Ordinal);

    private static PortableValues Portable<T>(T value)
    {
        var writer = PayloadWriter.Rent();
        try
        {
            writer.Write(value);
        }
        catch
        {
            writer.Discard();
            throw;
        }

        return writer.ToValues(1);
    }

    private static PortableValues Table(params (string Key, object Value)[] fields) =>
        Portable<object?>(fields.ToDictionary(static field => field.Key, static field => (object?)field.Value));

    private static Dictionary<string, object?> Fields<T>(T value) => Assert.IsType<Dictionary<string, object?>>(Portable(value).ReadObject(0));

    private static T Back<T>(T value) => Read<T>(Portable(value));

    private static T Read<T>(PortableValues values)
    {
        Assert.True(values.TryRead<T>(0, out var result, out var why), why);
        return result!;
    }

    private static string Error<T>(PortableValues values)
    {
        Assert.False(values.TryRead<T>(0, out _, out var why));
        return why!;
    }
}
