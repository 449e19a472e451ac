using Artel.Messaging;
using Artel.Payloads;

namespace Artel.Lua.Tests.Payloads;

/// <summary>Shared and cyclic references inside one send keep their shape (statement 24).</summary>
public sealed class SharedReferenceTests
{
    [Fact]
    public void S024_an_object_held_twice_is_one_table()
    {
        var row = new Frozen("x", null);
        Assert.Equal("true|x", Crossing.Describe(new Frozen("root", row, [row, row]), "local r = ... return r.next == r.others[1] and r.next == r.others[2], r.next.name"));
        var list = new List<object?> { 1 };
        Assert.Equal("true|false", Crossing.Describe<object?>(new object?[] { list, list, new List<object?> { 1 } }, "local t = ... return t[1] == t[2], t[1] == t[3]"));
    }

    [Fact]
    public void S024_equal_objects_stay_two_tables() =>
        Assert.Equal("false", Crossing.Describe(new Frozen("root", new("x", null), [new("x", null)]), "local r = ... return r.next == r.others[1]"));

    [Fact]
    public void S024_empty_arrays_are_no_shared_object() =>
        Assert.Equal("false", Crossing.Describe<object?>(new object?[] { Array.Empty<int>(), Array.Empty<int>() }, "local t = ... return t[1] == t[2]"));

    [Fact]
    public void S024_values_of_one_send_share_a_table()
    {
        var row = new Frozen("x", null);
        var back = PortableValues.Write(2, row, static (writer, row) =>
        {
            writer.Write(row);
            writer.Write(row);
        });
        var message = new PortableMessage("t", null, back);
        Assert.True(message.TryGet<Frozen>(0, "first", out var first, out _));
        Assert.True(message.TryGet<Frozen>(1, "second", out var second, out _));
        Assert.Same(first, second);
    }

    [Fact]
    public void S024_more_than_a_few_objects_are_told_apart()
    {
        var rows = Enumerable.Range(0, 100).Select(static number => new Frozen($"{number}", null)).ToArray();
        var all = Crossing.ThroughLua(new Frozen("root", null, [.. rows, .. rows])).Others!;
        Assert.Equal(200, all.Count);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal($"{i}", all[i].Name);
            Assert.Same(all[i], all[i + 100]);
        }
    }

    [Fact]
    public void S024_a_table_held_twice_is_one_object()
    {
        var node = Crossing.Read<Node>(Crossing.FromLua("local s = {name = 's', others = {}} return {name = 'a', next = s, others = {s, s}}"));
        Assert.Same(node.Next, node.Others[0]);
        Assert.Same(node.Next, node.Others[1]);
        var frozen = Crossing.Read<Frozen>(Crossing.FromLua("local s = {name = 's'} return {name = 'a', next = s, others = {s, s}}"));
        Assert.Same(frozen.Next, frozen.Others![1]);
        var list = Assert.IsType<List<object?>>(Crossing.Read<object?>(Crossing.FromLua("local s = {x = 1} return {s, s}")));
        Assert.Same(list[0], list[1]);
    }

    [Fact]
    public void S024_a_table_held_in_a_field_that_nobody_reads_is_read_where_it_is()
    {
        var node = Crossing.Read<Frozen>(Crossing.FromLua("local s = {name = 's', next = {name = 't'}} return {{other = s}, name = 'a', next = s}"));
        Assert.Equal("t", node.Next!.Next!.Name);
    }

    [Fact]
    public void S024_a_table_held_as_two_types_is_two_objects()
    {
        var pages = Crossing.Read<Pages>(Crossing.FromLua("local s = {id = 1, user_agent = 'u'} return {numbers = {items = {}, last = 1}, rows = {items = {s, s}}, any = s}"));
        Assert.Same(pages.Rows.Items[0], pages.Rows.Items[1]);
        Assert.Equal("u", Assert.IsType<Dictionary<string, object?>>(pages.Any)["user_agent"]);
    }

    [Fact]
    public void S024_a_cycle_of_objects_is_a_cycle_of_tables()
    {
        var node = new Node { Name = "a" };
        node.Next = new() { Name = "b", Next = node, Others = [node] };
        Assert.Equal("true|true|b", Crossing.Describe(node, "local n = ... return n.next.next == n, n.next.others[1] == n, n.next.name"));
        var back = Crossing.ThroughLua(node);
        Assert.Same(back, back.Next!.Next);
        Assert.Same(back, back.Next.Others[0]);
        var bytes = Crossing.ThroughBytes(node);
        Assert.Same(bytes, bytes.Next!.Next);
    }

    [Fact]
    public void S024_a_cycle_of_untyped_tables_is_a_cycle()
    {
        var list = new List<object?>();
        list.Add(list);
        var back = Assert.IsType<List<object?>>(Crossing.ThroughLua<object?>(list));
        Assert.Same(back, Assert.Single(back));
        var map = new Dictionary<string, object?>();
        map["self"] = map;
        var table = Assert.IsType<Dictionary<string, object?>>(Crossing.ThroughBytes<object?>(map));
        Assert.Same(table, table["self"]);
    }

    [Fact]
    public void S024_a_cycle_through_a_record_is_refused_from_lua() =>
        Assert.Equal(
            "next.next: the table contains itself, which a Frozen can't: it is made from its members",
            Crossing.Refusal<Frozen>(Crossing.FromLua("local a = {name = 'a'} a.next = {name = 'b', next = a} return a")));

    [Fact]
    public void S024_a_failed_reading_leaves_nothing_behind()
    {
        var values = Crossing.FromLua("local s = {name = 's'} return {{name = 'a', next = s}, s, 1}, s");
        var message = new PortableMessage("t", null, values);
        Assert.False(message.TryGet<List<Node>>(0, "list", out _, out var error));
        Assert.Contains("[3]: expected a table, got an integer", error.Message, StringComparison.Ordinal);
        Assert.True(message.TryGet<Node>(1, "node", out var node, out _));
        Assert.Equal("s", node.Name);
    }

    [Fact]
    public void S024_a_payload_in_a_payload_keeps_its_own_shape()
    {
        var inner = Crossing.FromLua("local s = {1} return {s, s}");
        var values = new SendValues([new List<object?> { 0 }, inner]).ToPortable();
        var list = Assert.IsType<List<object?>>(values.ReadObject(1));
        Assert.Same(list[0], list[1]);
        Assert.Equal([1L], Assert.IsType<List<object?>>(list[0]));
    }

    [Fact]
    public void S025_the_tables_of_an_error_are_its_own()
    {
        var shared = new List<object?> { 1L };
        var error = new ProcessException(ErrorKind.Conflict, "c", null, null, new Dictionary<string, object?> { ["a"] = shared, ["b"] = shared });
        var back = Assert.IsType<List<object?>>(Crossing.ThroughLua<object?>(new object?[] { shared, error, shared }));
        Assert.Same(back[0], back[2]);
        var details = Assert.IsType<ProcessException>(back[1]).Details;
        Assert.Equal([1L], Assert.IsType<List<object?>>(details["a"]));
        Assert.Same(details["a"], details["b"]);
        Assert.NotSame(details["a"], back[0]);
    }

    [Fact]
    public void A_chain_that_is_too_long_is_refused_on_both_sides()
    {
        var node = new Node();
        for (var i = 0; i < 100_000; i++)
            node = new() { Next = node };
        Assert.Contains("deeper than 200", Assert.Throws<ProcessException>(() => Crossing.ThroughBytes(node)).Message, StringComparison.Ordinal);
    }
}
