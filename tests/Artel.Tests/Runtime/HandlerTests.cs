namespace Artel.Tests.Runtime;

public sealed class HandlerTests
{
    [Fact]
    public async Task A_message_waits_until_the_handler_before_it_is_done()
    {
        var seen = new Probe<string>();
        var gate = new TaskCompletionSource();
        await using var app = new TestApp().Handlers("test:slow", (_, message) => BehaviorStep.From(HandleAsync(message)));

        async Task HandleAsync(Message message)
        {
            seen.Tell("begin " + message.Topic);
            if (message.Topic == "a")
                await gate.Task;
            seen.Tell("end " + message.Topic);
        }

        var pid = app.Spawn("test:slow");
        app.Runtime.Send(pid, "a");
        app.Runtime.Send(pid, "b");
        Assert.Equal("begin a", await seen.NextAsync());
        gate.SetResult();
        Assert.Equal(["end a", "begin b", "end b"], await seen.TakeAsync(3));
    }

    [Fact]
    public async Task What_a_handler_awaits_goes_on_in_the_processes_turn()
    {
        var seen = new Probe<bool>();
        await using var app = new TestApp().Handlers("test:turn", (process, _) => BehaviorStep.From(HandleAsync(process)));

        async Task HandleAsync(ProcessContext process)
        {
            await Task.Run(static () => { });
            seen.Tell(ReferenceEquals(global::Artel.Messaging.ProcessTurn.Current, process));
        }

        var pid = app.Spawn("test:turn");
        app.Runtime.Send(pid, "x");
        Assert.True(await seen.NextAsync());
    }

    [Fact]
    public async Task S032_an_exception_after_an_await_ends_the_process_with_it()
    {
        await using var app = new TestApp().Handlers("test:fails", static (_, _) => BehaviorStep.From(FailAsync()));
        var pid = app.Spawn("test:fails");
        var ended = app.Runtime.WaitForExitAsync(pid);
        app.Runtime.Send(pid, "x");
        var error = (await ended.WaitAsync(TestApp.Patience)).Error!;
        Assert.Equal(ErrorKind.Internal, error.Kind);
        Assert.Contains("FormatException: no good", error.Message, StringComparison.Ordinal);

        static async Task FailAsync()
        {
            await Task.Yield();
            throw new FormatException("no good");
        }
    }

    [Fact]
    public async Task A_request_whose_handler_throws_gets_the_error_with_its_kind()
    {
        await using var app = new TestApp().Handlers("test:refuses", static (_, _) => throw new ProcessException(ErrorKind.Conflict, "not now"));
        var pid = app.Spawn("test:refuses");
        var error = await Assert.ThrowsAsync<ProcessException>(() => app.Runtime.AskAsync<int>(pid, "q").AsTask());
        Assert.Equal(ErrorKind.Conflict, error.Kind);
    }

    [Fact]
    public async Task S022_select_serves_two_busy_channels_in_turn()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Main("test:fair", async process =>
        {
            var a = process.CreateChannel<string>(100);
            var b = process.CreateChannel<string>(100);
            for (var i = 0; i < 100; i++)
            {
                a.TrySend("a");
                b.TrySend("b");
            }

            for (var i = 0; i < 20; i++)
            {
                var receiveA = a.ReceiveCase();
                var receiveB = b.ReceiveCase();
                var done = await process.SelectAsync(receiveA, receiveB);
                seen.Tell(done == receiveA ? receiveA.Value : receiveB.Value);
            }
        });
        app.Spawn("test:fair");
        var order = await seen.TakeAsync(20);
        Assert.Equal(10, order.Count(static value => value == "a"));
    }

    [Fact]
    public async Task A_timer_channel_gets_the_time_once_and_is_closed()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Main("test:timer", async process =>
        {
            var after = process.After(TimeSpan.FromSeconds(2));
            seen.Tell("armed");
            seen.Tell((await after.ReceiveAsync()).Ok.ToString());
            seen.Tell((await after.ReceiveAsync()).Ok.ToString());
        });
        app.Spawn("test:timer");
        Assert.Equal("armed", await seen.NextAsync());
        app.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["True", "False"], await seen.TakeAsync(2));
    }

    [Fact]
    public async Task A_channel_used_outside_of_its_processes_turn_says_so()
    {
        var channels = new Probe<ProcessChannel<int>>();
        await using var app = new TestApp().Main("test:leaks", async process =>
        {
            channels.Tell(process.CreateChannel<int>(1));
            await process.Inbox.ReceiveAsync();
        });
        app.Spawn("test:leaks");
        var channel = await channels.NextAsync();
        Assert.Contains("belongs to another process", Assert.Throws<InvalidOperationException>(() => channel.TrySend(1)).Message, StringComparison.Ordinal);
    }
}
