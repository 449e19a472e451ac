using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Generators.Tests;

// Process classes of rarer shapes, whose generated code the tests run.

public readonly record struct Spot(int X, int Y);

public struct Extent
{
    public int Width { get; set; }

    public int Height { get; set; }
}

public enum Grade
{
    Low,
    High,
}

/// <summary>What comes besides the payload, in every order.</summary>
[Process("tests:orders")]
public sealed partial class Orders
{
    [OnMessage("all")]
    [SuppressMessage("Design", "CA1068:CancellationToken parameters must come last", Justification = "that it may come first is what is tested")]
    private string TakeAll(CancellationToken cancelled, int first, Message message, string second, ProcessContext process, bool third = true) =>
        $"{message.Topic} {first} {second} {third} {cancelled == Process.Cancelled} {ReferenceEquals(process, Process)}";

    [OnMessage("before")] private ValueTask<string> TakeBefore(Message message, int number) => new($"{message.Topic} {number}");

    [OnMessage("after")] private Task<string> TakeAfter(int number, Message message) => Task.FromResult($"{number} {message.Topic}");

    [OnMessage("nothing")] private int TakeNothing() => 1;
}

/// <summary>Payloads that are records, structs, enums, tuples, and such that may be null.</summary>
[Process("tests:records")]
public sealed partial class Records
{
    [OnMessage("point")] private Spot Move(Spot point, Spot? by) => new(point.X + (by?.X ?? 0), point.Y + (by?.Y ?? 0));

    [OnMessage("size")] private int Measure(Extent size) => size.Width * size.Height;

    [OnMessage("order")] private Order? Find(Order? order) => order is null ? null : order with { Amount = order.Amount + 1 };

    [OnMessage("grade")] private Grade? Grade(Grade? grade = Tests.Grade.High) => grade;

    [OnMessage("pair")] private (int Number, string? Text) Swap((string? Text, int Number) pair) => (pair.Number, pair.Text);

    [OnMessage("many")] private int Count(IReadOnlyList<Order?> orders, Dictionary<string, Spot> points) => orders.Count + points.Count;
}

/// <summary>Handlers that other code may not call: of each kind of access that is left to a base class of the same assembly.</summary>
public abstract class Ground
{
    protected List<string> Lines { get; } = [];

    [OnMessage("protected")] protected void TakeProtected() => Lines.Add("protected");

    [OnMessage("internal")] internal void TakeInternal() => Lines.Add("internal");

    [OnMessage("both")] private protected void TakeBoth() => Lines.Add("both");

    [OnMessage("either")] protected internal void TakeEither() => Lines.Add("either");

    [OnMessage("overridden")] protected virtual void Override() => Lines.Add("ground");

    [OnMessage("hidden")] protected void Hide() => Lines.Add("ground");

    [OnMessage("moved")] protected virtual void Move() => Lines.Add("ground");
}

public abstract class Middle : Ground
{
    [OnMessage("hidden")] protected new void Hide() => Lines.Add("middle");

    [OnMessage("elsewhere")] protected override void Move() => Lines.Add("elsewhere");
}

[Process("tests:levels")]
public sealed partial class Levels : Middle
{
    protected override void Override() => Lines.Add("levels");

    [OnMessage("lines")] private string GetLines() => string.Join(' ', Lines);
}

public abstract class Store<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = [];

    [OnMessage("put")] protected void Put(TKey key, TValue value) => _values[key] = value;

    [OnMessage("get")] protected TValue? Get(TKey key) => _values.GetValueOrDefault(key);

    [OnMessage("all")] protected Task<Dictionary<TKey, TValue>> GetAllAsync() => Task.FromResult(_values);
}

[Process("tests:closed")]
public sealed partial class Closed : Store<string, List<Spot>>;

/// <summary>Two classes of one name, each in another one.</summary>
public static partial class Shelf
{
    internal partial record struct Row
    {
        [Process("tests:box")]
        internal sealed partial class Box
        {
            internal sealed record Thing(string Name);

            [OnMessage("thing")] private string Take(Thing thing) => thing.Name;
        }
    }
}

[Process("tests:unseen")]
public sealed partial class Unseen
{
    private readonly int _number;

    private Unseen([Argument] int number) => _number = number;

    [OnMessage("number")] private int GetNumber() => _number;
}

[Process("tests:keyed")]
public sealed partial class Keyed(
    [FromKeyedServices("a")] Journal text, [FromKeyedServices(2)] Journal number, [FromKeyedServices(Grade.High)] Journal grade,
    [FromKeyedServices(typeof(Order))] Journal type, [FromKeyedServices('c')] Journal character)
{
    [OnMessage("get")]
    private string Get() => string.Join(' ', new[] { text, number, grade, type, character }.Select(static journal => journal.Lines[0]));
}

/// <summary>A second handler of the rest is an error; one of the rest beside one of a topic is not.</summary>
[Process("tests:couple")]
public sealed partial class Couple
{
    private readonly List<string> _seen = [];

    [OnMessage] private void Rest(Message message, object? payload) => _seen.Add($"{message.Topic}={payload ?? "nothing"}");

    [OnMessage("seen")] private string GetSeen() => string.Join(' ', _seen);
}
