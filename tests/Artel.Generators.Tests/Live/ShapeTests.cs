using Artel.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Generators.Tests;

/// <summary>Generated code of rarer shapes, on a running runtime.</summary>
public sealed class ShapeTests
{
    private const string Host = ArtelTestHost.DefaultHost;

    private readonly ArtelTestHost _host = new(1, static artel =>
    {
        artel.AddProcess<Orders>().AddProcess<Records>().AddProcess<Levels>().AddProcess<Closed>().AddProcess<Unseen>()
            .AddProcess<Keyed>().AddProcess<Couple>().AddProcess<Shelf.Row.Box>();
        foreach (var key in new object[] { "a", 2, Grade.High, typeof(Order), 'c' })
            artel.Services.AddKeyedSingleton(key, new Journal { Lines = { key.ToString()! } });
    });

    [Fact]
    public void Message_token_and_context_come_in_every_order()
    {
        var orders = _host.Runtime.SpawnOrders(Host);
        Assert.Equal("all 1 two True True True", _host.RunUntil(orders.TakeAllAsync(1, "two")));
        Assert.Equal("all 1 two False True True", _host.RunUntil(orders.TakeAllAsync(1, "two", third: false)));
        Assert.Equal("before 3", _host.RunUntil(orders.TakeBeforeAsync(3)));
        Assert.Equal("4 after", _host.RunUntil(orders.TakeAfterAsync(4)));
        Assert.Equal(1, _host.RunUntil(orders.TakeNothingAsync()));
    }

    [Fact]
    public void Records_structs_enums_and_tuples_are_payloads()
    {
        var records = _host.Runtime.SpawnRecords(Host);
        Assert.Equal(new Spot(3, 4), _host.RunUntil(records.MoveAsync(new(1, 2), new Spot(2, 2))));
        Assert.Equal(new Spot(1, 2), _host.RunUntil(records.MoveAsync(new(1, 2))));
        Assert.Equal(6, _host.RunUntil(records.MeasureAsync(new Extent { Width = 2, Height = 3 })));
        Assert.Equal(new Order(1, "tea", 2), _host.RunUntil(records.FindAsync(new Order(1, "tea"))));
        Assert.Null(_host.RunUntil(records.FindAsync()));
        Assert.Equal(Grade.High, _host.RunUntil(records.GradeAsync()));
        Assert.Null(_host.RunUntil(records.GradeAsync(null)));
        Assert.Equal((7, null), _host.RunUntil(records.SwapAsync((null, 7))));
        Assert.Equal(3, _host.RunUntil(records.CountAsync([new(1, "a"), null], new() { ["p"] = new(1, 1) })));
    }

    [Fact]
    public void Handlers_of_base_classes_of_every_reachable_access_are_called()
    {
        var levels = _host.Runtime.SpawnLevels(Host);
        levels.TakeProtected();
        levels.TakeInternal();
        levels.TakeBoth();
        levels.TakeEither();
        levels.Override();
        levels.Hide();
        _host.Runtime.Send(levels, "elsewhere");
        Assert.Equal("protected internal both either levels middle elsewhere", _host.RunUntil(levels.GetLinesAsync()));
        Assert.DoesNotContain("moved", Definition<Levels>().Topics);
    }

    [Fact]
    public void Generic_base_class_is_closed_by_the_process_class()
    {
        var closed = _host.Runtime.SpawnClosed(Host);
        closed.Put("a", [new(1, 2)]);
        Assert.Equal([new Spot(1, 2)], _host.RunUntil(closed.GetAsync("a")));
        Assert.Null(_host.RunUntil(closed.GetAsync("b")));
        Assert.Equal(["a"], _host.RunUntil(closed.GetAllAsync()).Keys);
    }

    [Fact]
    public void Class_in_a_struct_in_a_class_is_a_process() =>
        Assert.Equal("x", _host.RunUntil(_host.Runtime.SpawnShelfRowBox(Host).TakeAsync(new("x"))));

    [Fact]
    public void Private_constructor_is_the_definitions_own() => Assert.Equal(5, _host.RunUntil(_host.Runtime.SpawnUnseen(Host, 5).GetNumberAsync()));

    [Fact]
    public void Keys_of_services_are_of_every_kind() =>
        Assert.Equal("a 2 High Artel.Generators.Tests.Order c", _host.RunUntil(_host.Runtime.SpawnKeyed(Host).GetAsync()));

    [Fact]
    public void Handler_of_the_rest_takes_what_no_topic_does()
    {
        var couple = _host.Runtime.SpawnCouple(Host);
        _host.Runtime.Send(couple, "one", 1);
        _host.Runtime.Send(couple, "two");
        Assert.Equal("one=1 two=nothing", _host.RunUntil(couple.GetSeenAsync()));
    }

    [Fact]
    public void Two_definitions_of_one_id_are_refused_at_the_start_and_both_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new ArtelBuilder(new ServiceCollection())
            .AddProcess<Sink>().AddProcess<Sink>().AddDefinition(new ProcessDefinition("tests:sink", static _ => throw new NotSupportedException())));
        Assert.StartsWith(
            "There are two definitions with the id 'tests:sink': the class Artel.Generators.Tests.Sink, and one in C# that was made by hand. Give one of them another id.",
            error.Message,
            StringComparison.Ordinal);
    }

    private static ProcessDefinition Definition<T>()
        where T : IProcess => T.Definition;
}
