using Artel.Messaging;
using Artel.Payloads;

namespace Artel.Tests.Supervision;

/// <summary>Children, and changes of services, as they cross to other languages.</summary>
public sealed class SupervisionCodecTests
{
    [Fact]
    public void A_child_crosses_and_comes_back_as_it_was()
    {
        var child = new ChildSpec("w", "app:w")
        {
            Host = "app:h",
            Arguments = [1L, "two", null],
            Restart = RestartPolicy.Transient,
            Shutdown = Shutdown.Parse("1.5s"),
            Type = ChildType.Supervisor,
        };
        var back = Cross(child);
        Assert.Equal([1L, "two", null], back.Arguments.AsEnumerable());
        Assert.Equal(child with { Arguments = [] }, back with { Arguments = [] });
        Assert.Equal(new ChildSpec("a", "b:c"), Cross(new ChildSpec("a", "b:c")));
    }

    [Fact]
    public void What_a_supervisor_tells_crosses_and_comes_back_as_it_was()
    {
        var info = new ChildInfo { Id = "w", Definition = "app:w", Type = ChildType.Supervisor, Restart = RestartPolicy.Temporary, Restarts = 3 };
        Assert.Equal(info, Cross(info));
        Assert.Equal(new ChildCounts(4, 3, 2, 1), Cross(new ChildCounts(4, 3, 2, 1)));
    }

    [Theory]
    [InlineData("id", null, "field 'id' of ChildSpec is missing")]
    [InlineData("definition", null, "field 'definition' of ChildSpec is missing")]
    [InlineData("restart", "always", "one of permanent, transient and temporary")]
    [InlineData("shutdown", "fast", "brutal_kill, infinity, or a positive duration")]
    [InlineData("shutdown", 0L, "an integer from 1")]
    [InlineData("type", "thread", "worker or supervisor")]
    [InlineData("arguments", "x", "a list of arguments")]
    [InlineData("colour", "red", "a field of a child")]
    public void A_table_that_is_no_child_is_refused_and_the_field_named(string field, object? value, string expected)
    {
        var table = new Dictionary<string, object?> { ["id"] = "w", ["definition"] = "app:w" };
        if (value is null)
            table.Remove(field);
        else
            table[field] = value;
        Assert.False(Write(table).TryRead<ChildSpec>(0, out _, out var why));
        Assert.Contains(expected, why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_childs_time_to_end_in_may_be_milliseconds_as_that_of_a_cancel()
    {
        var table = new Dictionary<string, object?> { ["id"] = "w", ["definition"] = "app:w", ["shutdown"] = 250L };
        Assert.True(Write(table).TryRead<ChildSpec>(0, out var child, out var why), why);
        Assert.Equal(Shutdown.After(TimeSpan.FromMilliseconds(250)), child!.Shutdown);
    }

    [Fact]
    public void S122_a_change_of_a_service_is_a_table_to_other_languages()
    {
        var since = new DateTimeOffset(2000, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var change = new ServiceChange(ServiceState.Running, new ServiceStatus
        {
            Id = "app:a",
            Definition = "app:w",
            Host = "app:h",
            Requires = [],
            AutoStart = true,
            State = ServiceState.Failed,
            Since = since,
            Restarts = 2,
            Attempts = 1,
            LastError = new ProcessException(ErrorKind.Conflict, "broken"),
        });
        var table = Assert.IsType<Dictionary<string, object?>>(new SendOne<ServiceChange>(change).ToPortable().ReadObject(0));
        Assert.Equal(
            ("app:a", "failed", "running", 2L, 1L, "broken", false),
            (table["service"], table["state"], table["previous"], table["restarts"], table["attempts"], table["error"], table.ContainsKey("pid")));
        Assert.StartsWith("2000-01-02T03:04:05", (string?)table["since"], StringComparison.Ordinal);
    }

    private static T Cross<T>(T value)
        where T : class
    {
        Assert.True(new SendOne<T>(value).ToPortable().TryRead<T>(0, out var back, out var why), why);
        return back!;
    }

    private static PortableValues Write(Dictionary<string, object?> table) =>
        PortableValues.Write(1, table, static (writer, value) => PayloadConversion.Write(writer, value, "child"));
}
