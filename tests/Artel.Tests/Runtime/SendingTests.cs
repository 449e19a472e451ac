namespace Artel.Tests.Runtime;

public sealed class SendingTests
{
    [Fact]
    public async Task S001_messages_of_one_sender_arrive_in_order()
    {
        var seen = new Probe<int>();
        await using var app = new TestApp().Handlers("test:sink", (_, message) =>
        {
            seen.Tell(message.GetPayload<int>());
            return BehaviorStep.Done;
        });
        var sink = app.Spawn("test:sink");
        for (var i = 0; i < 5_000; i++)
            app.Runtime.Send(sink, "n", i);
        Assert.Equal(Enumerable.Range(0, 5_000), await seen.TakeAsync(5_000));
    }

    [Fact]
    public async Task S002_a_send_to_an_ended_or_invented_pid_is_not_found()
    {
        await using var app = new TestApp().Idle();
        var pid = app.Spawn("test:idle");
        var ended = app.Runtime.WaitForExitAsync(pid);
        app.Runtime.Send(pid, "stop");
        await ended.WaitAsync(TestApp.Patience);

        Assert.Equal(ErrorKind.NotFound, Assert.Throws<ProcessException>(() => app.Runtime.Send(pid, "x")).Kind);
        var invented = Pid.Parse("{local@test:processes|ffff.7}");
        var error = Assert.Throws<ProcessException>(() => app.Runtime.Send(invented, "x"));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains("{local@test:processes|ffff.7}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S003_a_send_to_an_unregistered_name_is_not_found_and_names_it()
    {
        await using var app = new TestApp().Idle();
        var error = Assert.Throws<ProcessException>(() => app.Runtime.Send("nobody", "x"));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains("'nobody'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S004_a_destination_is_read_as_pid_text_first_then_as_a_name()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Handlers("test:sink", (_, message) =>
        {
            seen.Tell(message.Topic);
            return BehaviorStep.Done;
        });
        var sink = app.Runtime.SpawnNamed("the sink", "test:sink", TestApp.Host);
        app.Runtime.Send(sink.ToString(), "by text");
        app.Runtime.Send("the sink", "by name");
        Assert.Equal(["by text", "by name"], await seen.TakeAsync(2));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("@inbox")]
    public async Task A1_an_empty_or_reserved_topic_is_invalid(string? topic)
    {
        await using var app = new TestApp().Idle();
        var pid = app.Spawn("test:idle");
        var error = Assert.Throws<ProcessException>(() => app.Runtime.Send(pid, topic!));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("topic", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S007_a_process_may_send_to_itself()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Main("test:self", async process =>
        {
            process.Send(process.Pid, "note", "to self");
            var received = await process.Inbox.ReceiveAsync();
            seen.Tell(received.Value.GetPayload<string>());
            Assert.Equal(process.Pid, received.Value.From);
        });
        app.Spawn("test:self");
        Assert.Equal("to self", await seen.NextAsync());
    }

    [Fact]
    public async Task S010_and_S011_what_nobody_takes_is_kept_until_the_process_asks()
    {
        var seen = new Probe<string>();
        var sent = new TaskCompletionSource();
        await using var app = new TestApp().Main("test:late", async process =>
        {
            await sent.Task;
            var listened = process.Listen<string>("listened");
            var inbox = process.Inbox;
            seen.Tell("listener: " + (await listened.ReceiveAsync()).Value);
            seen.Tell("inbox: " + (await inbox.ReceiveAsync()).Value.Topic);
            seen.Tell("inbox: " + (await inbox.ReceiveAsync()).Value.Topic);
        });
        var late = app.Spawn("test:late");
        app.Runtime.Send(late, "first", 1);
        app.Runtime.Send(late, "listened", "early");
        app.Runtime.Send(late, "second", 2);
        sent.SetResult();
        Assert.Equal(["listener: early", "inbox: first", "inbox: second"], await seen.TakeAsync(3));
    }

    [Fact]
    public async Task S015_the_channels_are_the_same_on_each_call()
    {
        var seen = new Probe<bool>();
        await using var app = new TestApp().Main("test:same", process =>
        {
            seen.Tell(ReferenceEquals(process.Inbox, process.Inbox));
            seen.Tell(ReferenceEquals(process.Events, process.Events));
            seen.Tell(ReferenceEquals(process.Listen("t"), process.Listen("t")));
            return Task.CompletedTask;
        });
        app.Spawn("test:same");
        Assert.Equal([true, true, true], await seen.TakeAsync(3));
    }

    [Fact]
    public async Task S021_unlisten_closes_the_channel_and_what_it_held_stays_readable()
    {
        var seen = new Probe<string>();
        var sent = new TaskCompletionSource();
        await using var app = new TestApp().Main("test:unlisten", async process =>
        {
            var listened = process.Listen<string>("t");
            seen.Tell("listening");
            await sent.Task;
            process.Unlisten(listened);
            seen.Tell((await listened.ReceiveAsync()).ToString());
            seen.Tell((await listened.ReceiveAsync()).ToString());
            process.Send(process.Pid, "t", "later");
            seen.Tell((await process.Inbox.ReceiveAsync()).Value.GetPayload<string>());
        });
        var pid = app.Spawn("test:unlisten");
        Assert.Equal("listening", await seen.NextAsync());
        app.Runtime.Send(pid, "t", "held");
        sent.SetResult();
        Assert.Equal(
            ["Received { Value = held, Ok = True }", "Received { Value = , Ok = False }", "later"], await seen.TakeAsync(3));
    }

    [Fact]
    public async Task S023_a_childs_last_message_comes_before_its_exit()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp()
            .Main("test:child", (process, arguments) =>
            {
                process.Send(arguments.Get<Pid>(0, "parent"), "last words", "bye");
                return Task.FromResult<object?>(null);
            })
            .Handlers(
                "test:parent",
                (process, message) =>
                {
                    if (message.Topic == "go")
                        process.SpawnMonitored("test:child", TestApp.Host, process.Pid);
                    else
                        seen.Tell(message.Topic);
                    return BehaviorStep.Done;
                },
                (_, processEvent) =>
                {
                    seen.Tell(processEvent.Kind);
                    return BehaviorStep.Done;
                });
        var parent = app.Spawn("test:parent");
        for (var i = 0; i < 200; i++)
        {
            app.Runtime.Send(parent, "go");
            Assert.Equal(["last words", "pid.exit"], await seen.TakeAsync(2));
        }
    }

    [Fact]
    public async Task A_payload_that_a_handler_cant_take_is_answered_and_harms_nobody()
    {
        await using var app = new TestApp().Handlers("test:typed", static (process, message) =>
        {
            if (!message.TryGet<int>(0, "count", out var count, out var error))
            {
                process.Reject(message, error);
                return BehaviorStep.Done;
            }

            return BehaviorStep.Answer(message, count + 1);
        });
        var pid = app.Spawn("test:typed");
        var error = await Assert.ThrowsAsync<ProcessException>(() => app.Runtime.AskAsync<string, int>(pid, "add", "many").AsTask());
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("count", error.Message, StringComparison.Ordinal);
        Assert.Equal(8, await app.Runtime.AskAsync<int, int>(pid, "add", 7));
    }
}
