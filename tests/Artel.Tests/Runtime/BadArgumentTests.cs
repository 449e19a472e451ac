namespace Artel.Tests.Runtime;

/// <summary>Each wrong argument of each operation: the kind of the error, and that its text names the argument.</summary>
public sealed class BadArgumentTests
{
    private const string Dead = "{local@test:processes|ffff.1}";

    private static readonly Dictionary<string, Action<ProcessContext>> Operations = new()
    {
        ["send: no destination"] = static p => p.Send((Pid?)null, "t"),
        ["send: empty destination"] = static p => p.Send("", "t", 1),
        ["send: unknown name"] = static p => p.Send("nobody", "t", 1),
        ["send: dead pid"] = static p => p.Send(Dead, "t"),
        ["send: no topic"] = static p => p.Send(p.Pid, null!),
        ["send: empty topic"] = static p => p.Send(p.Pid, "", 1),
        ["send: reserved topic"] = static p => p.Send(p.Pid, "@inbox", 1, 2),
        ["listen: reserved topic"] = static p => p.Listen("@events"),
        ["ask: reserved topic"] = static p => p.AskAsync<int>(p.Pid, "@x").AsTask().GetAwaiter().GetResult(),
        ["with_message: reserved topic"] = static p => p.WithContext(Nothing).WithMessage("@x", 1),
        ["ask: unknown name"] = static p => p.AskAsync<int>("nobody", "t").AsTask().GetAwaiter().GetResult(),
        ["spawn: empty id"] = static p => p.Spawn("", TestApp.Host),
        ["spawn: malformed id"] = static p => p.Spawn("idle", TestApp.Host),
        ["spawn: unknown id"] = static p => p.SpawnLinked("test:missing", TestApp.Host),
        ["spawn: empty host"] = static p => p.SpawnMonitored("test:idle", ""),
        ["spawn: malformed host"] = static p => p.SpawnMonitored("test:idle", "host"),
        ["spawn: unknown host"] = static p => p.SpawnLinkedMonitored("test:idle", "test:nowhere"),
        ["exec: unknown id"] = static p => p.ExecAsync<int>("test:missing", TestApp.Host).GetAwaiter().GetResult(),
        ["terminate: unknown name"] = static p => p.Terminate("nobody"),
        ["terminate: dead pid"] = static p => p.Terminate(Dead),
        ["cancel: unknown name"] = static p => p.Cancel("nobody"),
        ["cancel: zero deadline"] = static p => p.Cancel(p.Pid, TimeSpan.Zero),
        ["cancel: negative deadline"] = static p => p.Cancel(p.Pid, TimeSpan.FromSeconds(-1)),
        ["monitor: unknown name"] = static p => p.Monitor("nobody"),
        ["monitor: dead pid"] = static p => p.Monitor(Dead),
        ["monitor: oneself"] = static p => p.Monitor(p.Pid),
        ["unmonitor: unknown name"] = static p => p.Unmonitor("nobody"),
        ["link: dead pid"] = static p => p.Link(Dead),
        ["link: oneself"] = static p => p.Link(p.Pid),
        ["unlink: unknown name"] = static p => p.Unlink("nobody"),
        ["listen: empty topic"] = static p => p.Listen<int>(""),
        ["listen: other type"] = static p =>
        {
            p.Listen<int>("typed");
            p.Listen<string>("typed");
        },
        ["unlisten: another channel"] = static p => p.Unlisten(p.CreateChannel<int>()),
        ["after: zero delay"] = static p => p.After(TimeSpan.Zero),
        ["select: no case"] = static p => p.SelectAsync().AsTask().GetAwaiter().GetResult(),
        ["register: empty name"] = static p => p.Registry.Register(""),
        ["register: dead pid"] = static p => p.Registry.Register("n", Pid.Parse(Dead)),
        ["lookup: empty name"] = static p => p.Registry.Lookup(""),
        ["lookup: unknown name"] = static p => p.Registry.Lookup("nobody"),
        ["unregister: empty name"] = static p => p.Registry.Unregister(""),
        ["with_name: empty name"] = static p => p.WithContext(Nothing).WithName(""),
        ["upgrade: malformed id"] = static p => p.UpgradeAsync("nope").GetAwaiter().GetResult(),
        ["upgrade: unknown id"] = static p => p.UpgradeAsync("test:missing").GetAwaiter().GetResult(),
    };

    private static Dictionary<string, object?> Nothing => [];

    [Theory]
    [InlineData("send: no destination", ErrorKind.Invalid, "destination")]
    [InlineData("send: empty destination", ErrorKind.Invalid, "destination")]
    [InlineData("send: unknown name", ErrorKind.NotFound, "'nobody'")]
    [InlineData("send: dead pid", ErrorKind.NotFound, Dead)]
    [InlineData("send: no topic", ErrorKind.Invalid, "topic")]
    [InlineData("send: empty topic", ErrorKind.Invalid, "topic")]
    [InlineData("send: reserved topic", ErrorKind.Invalid, "'@inbox'")]
    [InlineData("listen: reserved topic", ErrorKind.Invalid, "'@events'")]
    [InlineData("ask: reserved topic", ErrorKind.Invalid, "'@x'")]
    [InlineData("with_message: reserved topic", ErrorKind.Invalid, "'@x'")]
    [InlineData("ask: unknown name", ErrorKind.NotFound, "'nobody'")]
    [InlineData("spawn: empty id", ErrorKind.Invalid, "definition id")]
    [InlineData("spawn: malformed id", ErrorKind.Invalid, "'idle'")]
    [InlineData("spawn: unknown id", ErrorKind.NotFound, "'test:missing'")]
    [InlineData("spawn: empty host", ErrorKind.Invalid, "host id")]
    [InlineData("spawn: malformed host", ErrorKind.Invalid, "'host'")]
    [InlineData("spawn: unknown host", ErrorKind.NotFound, "'test:nowhere'")]
    [InlineData("exec: unknown id", ErrorKind.NotFound, "'test:missing'")]
    [InlineData("terminate: unknown name", ErrorKind.NotFound, "'nobody'")]
    [InlineData("terminate: dead pid", ErrorKind.NotFound, Dead)]
    [InlineData("cancel: unknown name", ErrorKind.NotFound, "'nobody'")]
    [InlineData("cancel: zero deadline", ErrorKind.Invalid, "deadline")]
    [InlineData("cancel: negative deadline", ErrorKind.Invalid, "deadline")]
    [InlineData("monitor: unknown name", ErrorKind.NotFound, "'nobody'")]
    [InlineData("monitor: dead pid", ErrorKind.NotFound, Dead)]
    [InlineData("monitor: oneself", ErrorKind.Invalid, "itself")]
    [InlineData("unmonitor: unknown name", ErrorKind.NotFound, "'nobody'")]
    [InlineData("link: dead pid", ErrorKind.NotFound, Dead)]
    [InlineData("link: oneself", ErrorKind.Invalid, "itself")]
    [InlineData("unlink: unknown name", ErrorKind.NotFound, "'nobody'")]
    [InlineData("listen: empty topic", ErrorKind.Invalid, "topic")]
    [InlineData("listen: other type", ErrorKind.Conflict, "'typed'")]
    [InlineData("unlisten: another channel", ErrorKind.Invalid, "channel")]
    [InlineData("after: zero delay", ErrorKind.Invalid, "delay")]
    [InlineData("select: no case", ErrorKind.Invalid, "case")]
    [InlineData("register: empty name", ErrorKind.Invalid, "name")]
    [InlineData("register: dead pid", ErrorKind.NotFound, Dead)]
    [InlineData("lookup: empty name", ErrorKind.Invalid, "name")]
    [InlineData("lookup: unknown name", ErrorKind.NotFound, "'nobody'")]
    [InlineData("unregister: empty name", ErrorKind.Invalid, "name")]
    [InlineData("with_name: empty name", ErrorKind.Invalid, "name")]
    [InlineData("upgrade: malformed id", ErrorKind.Invalid, "'nope'")]
    [InlineData("upgrade: unknown id", ErrorKind.NotFound, "'test:missing'")]
    public async Task A_wrong_argument_is_refused_by_kind_and_named(string operation, ErrorKind kind, string named)
    {
        var error = await RunAsync(operation);
        var refused = Assert.IsType<ProcessException>(error);
        Assert.Equal(kind, refused.Kind);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_operation_of_the_list_is_tested() => Assert.Equal(
        Operations.Keys.Order(StringComparer.Ordinal),
        typeof(BadArgumentTests).GetMethod(nameof(A_wrong_argument_is_refused_by_kind_and_named))!
            .GetCustomAttributesData().Where(static data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(static data => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!)
            .Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_Try_forms_do_not_throw_where_the_others_do()
    {
        var seen = new Probe<bool>();
        await using var app = new TestApp().Idle().Main("test:tries", process =>
        {
            seen.Tell(process.TrySend("nobody", "t"));
            seen.Tell(process.TrySend(process.Pid, "", 1));
            seen.Tell(process.TryTerminate(Dead));
            seen.Tell(process.TryCancel("nobody", TimeSpan.FromSeconds(1)));
            seen.Tell(process.TryMonitor(process.Pid));
            seen.Tell(process.TryLink(Dead));
            seen.Tell(process.Registry.TryLookup("nobody") is not null);
            var idle = process.Spawn("test:idle", TestApp.Host);
            seen.Tell(process.TrySend(idle, "t") && process.TryMonitor(idle) && process.TryLink(idle) && process.TryCancel(idle));
            return Task.CompletedTask;
        });
        app.Spawn("test:tries");
        Assert.Equal([false, false, false, false, false, false, false, true], await seen.TakeAsync(8));
    }

    private static async Task<Exception?> RunAsync(string operation)
    {
        var outcome = new TaskCompletionSource<Exception?>();
        await using var app = new TestApp().Idle().Main("test:tries", process =>
        {
            outcome.SetResult(Record.Exception(() => Operations[operation](process)));
            return Task.CompletedTask;
        });
        app.Spawn("test:tries");
        return await outcome.Task.WaitAsync(TestApp.Patience);
    }
}
