using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Artel.Generators.Tests;

// Process classes whose generated code the tests run.

public sealed class Journal
{
    public List<string> Lines { get; } = [];

    /// <summary>What handlers await that are to be pending.</summary>
    public TaskCompletionSource Gate { get; } = new();
}

public sealed record Order(int Id, string Item, int Amount = 1);

[Process("tests:clerk")]
public sealed partial class Clerk(Journal journal)
{
    [OnMessage("order")]
    private void Take(Order order, Message message, bool express = false) =>
        journal.Lines.Add($"{message.From?.ToString() ?? "nobody"} {order.Id} {order.Item} {order.Amount} {express}");

    [OnMessage("note")]
    private void Write(string? text) => journal.Lines.Add(text ?? "nothing");

    [OnMessage("double")]
    private int Double(int number) => 2 * number;

    [OnMessage("later")]
    private async Task<string> LaterAsync(CancellationToken cancelled)
    {
        await journal.Gate.Task.WaitAsync(cancelled);
        return "later";
    }

    [OnMessage("wait")]
    private async ValueTask WaitAsync(ProcessContext process)
    {
        await journal.Gate.Task;
        journal.Lines.Add(ReferenceEquals(process, Process) ? "waited" : "wrong process");
    }

    [OnMessage("fail")]
    private void Fail() => throw new InvalidOperationException("failed");

    [OnExit]
    private void Ended(ExitEvent exit) => journal.Lines.Add("exit " + exit.Kind);

    [OnCancel]
    private async Task CancelledAsync()
    {
        await journal.Gate.Task;
        journal.Lines.Add("cancel");
    }
}

[Process("tests:sink")]
public sealed partial class Sink(Journal journal)
{
    [OnMessage] private void Take(Message message) => journal.Lines.Add(message.Topic);
}

[Process("tests:greeter")]
public sealed partial class Greeter([FromKeyedServices("loud")] Journal journal, [Argument] string mark, Order? unknown, IServiceProvider services)
{
    [Main]
    private async Task<string> RunAsync(string name, CancellationToken cancelled, int times = 2)
    {
        await journal.Gate.Task.WaitAsync(cancelled);
        journal.Lines.Add($"{unknown is null} {services is not null}");
        return string.Concat(Enumerable.Repeat(name + mark, times));
    }
}

[Process("tests:early")]
public sealed partial class Early
{
    public Early() => _ = Process;
}

public abstract class Keeper<T>
{
    protected abstract ProcessContext Process { get; }

    protected T? Value { get; private set; }

    [OnMessage("put")] protected virtual void Put(T value) => Value = value;

    [OnMessage("get")] protected T? Get() => Value;

    [OnMessage("id")] protected string GetId() => Process.Id;
}

[Process("tests:keeper")]
public sealed partial class LongKeeper : Keeper<long>
{
    protected override void Put(long value) => base.Put(value + 1);
}

[Permission(Permissions.Terminate)]
public abstract class Declares
{
    [Permission(Permissions.Send)] protected void Tell() { }
}

[Process("tests:declaring", MaxMailboxLength = 7)]
[Permission(Permissions.Send)]
public sealed partial class Declaring : Declares
{
    [OnMessage("go"), Permission(Permissions.Spawn, "tests:*")] private void Go() => Tell();
}

public sealed record Sum(int Total, string From);

[Process("tests:adder")]
public sealed partial class Adder([Argument] int total, [Argument] int factor = 1)
{
    [OnMessage("add")] private void Add(int number) => total += number * factor;

    [OnMessage("range")] private void AddRange(int number, int times) => total += number * times * factor;

    [OnMessage("sum")] private Sum GetSum(Message message) => new(total, message.From?.ToString() ?? "nobody");

    [OnMessage("scaled")] private ValueTask<int> ScaleAsync(int by, int less = 1) => new((total * by) - less);

    [OnMessage("fail")] private void Fail() => throw new InvalidOperationException("failed");
}

[Process("tests:boss")]
[Permission("*")]
public sealed partial class Boss
{
    [OnExit] private void Ended(ExitEvent exit) => Process.Exit(new ProcessException(ErrorKind.Internal, "worker: " + exit.Result.Error!.Message));

    [OnMessage("work")]
    private async Task<string> WorkAsync(string host)
    {
        var adder = Process.SpawnAdder(host, 1, relation: SpawnRelation.Monitored);
        adder.Add(2);
        adder.AddRange(number: 3, times: 4);
        var sum = await adder.GetSumAsync();
        var scaled = await Process.GetAdder(adder.Pid).ScaleAsync(10);
        adder.Fail();
        return $"{sum.Total} {sum.From == Process.Pid.ToString()} {scaled}";
    }
}

[Process("tests:times")]
public sealed partial class Times([Argument] int number)
{
    [Main] private int Run(int by = 2) => number * by;
}

public sealed class Limits
{
    public int Most { get; set; } = 3;
}

[Process("tests:needy")]
public sealed partial class Needy(Journal journal, [FromKeyedServices("quiet")] Journal keyed)
{
    [OnMessage("x")] private void X() => journal.Lines.AddRange(keyed.Lines);
}

[Process("tests:optional")]
public sealed partial class Optional(
    IOptions<Limits> limits, [FromKeyedServices("quiet")] Journal? keyed = null, Order? order = null, [FromKeyedServices(null)] Journal? plain = null)
{
    [OnMessage("get")] private string Get() => $"{limits.Value.Most} {keyed is null} {order is null} {plain is null}";
}
