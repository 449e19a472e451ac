namespace Artel.Tests.Runtime;

public sealed class SpawningTests
{
    [Fact]
    public async Task A_spawner_executes_with_its_context_and_its_messages()
    {
        await using var app = new TestApp()
            .Main("test:child", static async (process, arguments) =>
            {
                var message = (await process.Inbox.ReceiveAsync()).Value;
                return $"{process.Context["k"]} {message.Topic} {message.Get<int>(0, "a")} {message.Get<string>(1, "b")} {arguments.Get<int>(0, "n")}";
            })
            .Main("test:parent", static async (process, _) => await process
                .WithContext(new Dictionary<string, object?> { ["k"] = "v" })
                .WithMessage("first", 1, "two")
                .ExecAsync<string>("test:child", TestApp.Host, 3));
        Assert.Equal("v first 1 two 3", await app.Runtime.ExecAsync<string>("test:parent", TestApp.Host).WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task The_runtimes_spawners_name_and_give_context_and_refuse_to_link()
    {
        await using var app = new TestApp().Idle().Main("test:child", static (process, _) => Task.FromResult(process.Context["k"]));
        var context = app.Runtime.WithContext(new Dictionary<string, object?> { ["k"] = "v" });
        Assert.Equal("v", await context.ExecAsync<string>("test:child", TestApp.Host).WaitAsync(TestApp.Patience));
        var named = app.Runtime.WithName("only").Spawn("test:idle", TestApp.Host);
        Assert.Equal(named, app.Runtime.TryLookup("only"));
        Assert.Equal(named, app.Runtime.WithName("only").Spawn("test:idle", TestApp.Host));
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<ProcessException>(() => context.SpawnLinked("test:idle", TestApp.Host)).Kind);
        Assert.Equal(1, app.Runtime.ProcessCount);
    }

    [Fact]
    public async Task A_process_in_the_handler_style_ends_with_a_result()
    {
        await using var app = new TestApp().Handlers("test:adder", static (process, message) =>
        {
            process.ExitWith(message.GetPayload<int>() + 1);
            return BehaviorStep.Done;
        });
        var pid = app.Spawn("test:adder");
        var ended = app.Runtime.WaitForExitAsync(pid);
        app.Runtime.Send(pid, "add", 41);
        Assert.Equal(42, (await ended.WaitAsync(TestApp.Patience)).GetValue<int>());
    }

    [Fact]
    public async Task TrySpawn_and_TryRegister_say_no_where_the_others_throw()
    {
        await using var app = new TestApp().Idle().Main("test:trying", static (process, _) =>
        {
            Assert.False(process.TrySpawn("test:missing", TestApp.Host, out var none));
            Assert.Null(none);
            Assert.True(process.TrySpawn("test:idle", TestApp.Host, out var idle));
            Assert.True(process.Registry.TryRegister("name", idle));
            Assert.False(process.Registry.TryRegister("name"));
            Assert.False(process.Registry.TryRegister(""));
            Assert.False(process.TrySend("nobody", "t", 1, 2));
            Assert.True(process.TrySend(idle, "t", 1, 2));
            return Task.FromResult<object?>(true);
        });
        Assert.True(await app.Runtime.ExecAsync<bool>("test:trying", TestApp.Host).WaitAsync(TestApp.Patience));
    }

    [Fact]
    public async Task A_definitions_own_bound_counts_from_an_upgrade_on_and_never_below_nothing()
    {
        var received = new Probe<int>();
        await using var app = new TestApp()
            .Main("test:open", static async process =>
            {
                await process.Events.ReceiveAsync();
                await process.UpgradeAsync("test:bounded");
            })
            .Define(new ProcessDefinition("test:bounded", _ => new Reader(received)) { MaxMailboxLength = 2 });
        var pid = app.Spawn("test:open");
        for (var i = 0; i < 5; i++)
            app.Runtime.Send(pid, "number", i);
        app.Runtime.Cancel(pid);
        Assert.Equal([0, 1, 2, 3, 4], await received.TakeAsync(5));

        // All five were accepted before there was a bound; from now on there is room for two.
        app.Runtime.Send(pid, "block");
        await received.NextAsync();
        app.Runtime.Send(pid, "number", 5);
        app.Runtime.Send(pid, "number", 6);
        Assert.Equal(ErrorKind.RateLimited, Assert.Throws<ProcessException>(() => app.Runtime.Send(pid, "number", 7)).Kind);
        Reader.Go.Release();
        Assert.Equal([5, 6], await received.TakeAsync(2));
    }

    /// <summary>Tells what it gets; stands still at "block" until it may go on.</summary>
    private sealed class Reader(Probe<int> received) : IProcessBehavior
    {
        public static SemaphoreSlim Go { get; } = new(0);

        public BehaviorStep Start(ProcessContext process) => BehaviorStep.Done;

        public BehaviorStep Receive(Message message)
        {
            if (message.Topic == "block")
            {
                received.Tell(-1);
                return BehaviorStep.From(Go.WaitAsync());
            }

            received.Tell(message.GetPayload<int>());
            return BehaviorStep.Done;
        }

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;
    }
}
