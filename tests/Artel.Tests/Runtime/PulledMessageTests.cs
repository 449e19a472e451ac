using Artel.Messaging;
using Artel.Runtime;

namespace Artel.Tests.Runtime;

/// <summary>Code that asks a channel is given what is still in the mailbox: without a wait, and in no other order than with one.</summary>
public sealed class PulledMessageTests
{
    [Fact]
    public Task S010_a_receive_finds_what_is_in_the_mailbox() => InMainAsync(async process =>
    {
        process.Send(process.Pid, "m", 1);
        process.Send(process.Pid, "m", 2);
        process.Send(process.Pid, "m", 3);

        var first = process.Inbox.ReceiveAsync().AsTask();
        Assert.True(first.IsCompletedSuccessfully);
        Assert.Equal(1, (await first).Value.GetPayload<int>());
        Assert.True(process.Inbox.TryReceive(out var second));
        Assert.Equal(2, second.GetPayload<int>());
        Assert.Equal(3, (await process.Inbox.ReceiveAsync()).Value.GetPayload<int>());
        Assert.False(process.Inbox.ReceiveAsync().AsTask().IsCompleted);
    });

    [Fact]
    public Task S014_messages_of_other_topics_that_come_before_go_to_their_listeners() => InMainAsync(process =>
    {
        var left = process.Listen<int>("left");
        var right = process.Listen<int>("right");
        foreach (var (topic, value) in new[] { ("left", 1), ("inbox", 2), ("right", 3), ("left", 4), ("right", 5) })
            process.Send(process.Pid, topic, value);

        Assert.Equal(3, Next(right));
        Assert.Equal(1, left.Count);
        Assert.Equal(5, Next(right));
        Assert.Equal((1, 4), (Next(left), Next(left)));
        Assert.Equal(2, Next(process.Inbox).GetPayload<int>());
        Assert.False(left.TryReceive(out _));
        return Task.CompletedTask;
    });

    [Fact]
    public Task S018_a_payload_that_is_none_of_the_channels_is_refused_and_the_next_one_received() => InMainAsync(process =>
    {
        var numbers = process.Listen<int>("number");
        process.Send(process.Pid, "number", "seven");
        process.Send(process.Pid, "number", 7);
        Assert.Equal(7, Next(numbers));
        return Task.CompletedTask;
    });

    [Fact]
    public Task S010_a_receiver_that_waits_gets_its_message_while_another_one_asks() => InMainAsync(async process =>
    {
        var left = process.Listen<int>("left");
        var right = process.Listen<int>("right");
        var waiting = NextOfLeftAsync();
        process.Send(process.Pid, "left", 1);
        process.Send(process.Pid, "right", 2);
        process.Send(process.Pid, "left", 3);

        // What waits for the left one is to run first.
        Assert.False(right.TryReceive(out _));
        Assert.Equal(1, await waiting);
        Assert.Equal(2, (await right.ReceiveAsync()).Value);
        Assert.Equal(3, (await left.ReceiveAsync()).Value);

        async Task<int> NextOfLeftAsync() => (await left.ReceiveAsync()).Value;
    });

    [Fact]
    public Task All_that_a_delivery_lets_go_on_goes_on() => InMainAsync(async process =>
    {
        var first = process.CreateChannel<int>();
        var second = process.CreateChannel<int>();
        var waiting = Task.WhenAll(NextAsync(first), NextAsync(second));
        var telling = TellAsync();
        process.Send(process.Pid, "m");
        var got = await waiting;
        Assert.Equal([1, 2], got);
        await telling;

        // Without a context it goes on in the delivery itself.
        async Task TellAsync()
        {
            await process.Inbox.ReceiveAsync().ConfigureAwait(false);
            Assert.True(first.TrySend(1));
            Assert.True(second.TrySend(2));
        }

        static async Task<int> NextAsync(ProcessChannel<int> channel) => (await channel.ReceiveAsync()).Value;
    });

    [Fact]
    public Task S070_no_message_overtakes_a_cancel() => InMainAsync(async process =>
    {
        process.Send(process.Pid, "m", 1);
        process.Cancel(process.Pid);
        process.Send(process.Pid, "m", 2);

        Assert.Equal(1, Next(process.Inbox).GetPayload<int>());
        Assert.False(process.Inbox.TryReceive(out _));
        Assert.False(process.Cancelled.IsCancellationRequested);
        Assert.Equal(2, (await process.Inbox.ReceiveAsync()).Value.GetPayload<int>());
        Assert.True(process.Cancelled.IsCancellationRequested);
        Assert.IsType<CancelEvent>((await process.Events.ReceiveAsync()).Value);
    });

    [Fact]
    public async Task S085_what_was_not_received_is_the_new_codes()
    {
        var seen = new Probe<object>();
        await using var app = NewApp()
            .Main("test:old", async process =>
            {
                process.Send(process.Pid, "m", 1);
                process.Send(process.Pid, "m", 2);
                Assert.Equal(1, Next(process.Inbox).GetPayload<int>());
                var upgrade = process.UpgradeAsync("test:new");
                seen.Tell(process.Inbox.TryReceive(out _));
                await upgrade;
            })
            .Main("test:new", async process => seen.Tell((await process.Inbox.ReceiveAsync()).Value.GetPayload<int>()));
        app.Spawn("test:old");
        Assert.Equal(false, await seen.NextAsync());
        Assert.Equal(2, await seen.NextAsync());
    }

    [Fact]
    public async Task S076_a_process_that_is_terminated_receives_nothing_more()
    {
        var seen = new Probe<bool>();
        await using var app = NewApp().Main("test:main", async process =>
        {
            process.Send(process.Pid, "m");
            process.Terminate(process.Pid);
            seen.Tell(process.Inbox.TryReceive(out _));
            await process.Inbox.ReceiveAsync();
        });
        app.Spawn("test:main");
        Assert.False(await seen.NextAsync());
    }

    [Fact]
    public Task A_step_takes_no_more_than_a_slice() => InMainAsync(async process =>
    {
        for (var i = 0; i < 1000; i++)
            process.Send(process.Pid, "m", i);

        var atOnce = 0;
        var longest = 0;
        for (var i = 0; i < 1000; i++)
        {
            var receive = process.Inbox.ReceiveAsync().AsTask();
            atOnce = receive.IsCompleted ? atOnce + 1 : 0;
            longest = Math.Max(longest, atOnce);
            Assert.Equal(i, (await receive).Value.GetPayload<int>());
        }

        Assert.InRange(longest, 100, 128);
    });

    [Fact]
    public Task A_turn_that_lasts_takes_nothing_more() => InMainAsync(async process =>
    {
        process.Send(process.Pid, "m");
        ProcessTurn.OfThread().GiveWay();
        var receive = process.Inbox.ReceiveAsync().AsTask();
        Assert.False(receive.IsCompleted);
        Assert.Equal("m", (await receive).Value.Topic);
    });

    [Fact]
    public Task Code_of_the_process_that_can_go_on_goes_on_before_another_message_is_received() => InMainAsync(async process =>
    {
        var order = new List<string>();
        process.Send(process.Pid, "m");
        var other = OtherAsync();
        await process.Inbox.ReceiveAsync();
        order.Add("message");
        await other;
        Assert.Equal(["other", "message"], order);

        async Task OtherAsync()
        {
            await Task.Yield();
            order.Add("other");
        }
    });

    [Fact]
    public async Task S009_a_process_with_handlers_takes_nothing_from_before_them()
    {
        var seen = new Probe<string>();
        await using var app = NewApp().Define(new ProcessDefinition("test:handlers", _ => new AsksBeforeItHandles(seen)));
        app.Spawn("test:handlers");
        Assert.Equal(["nothing", "handled"], await seen.TakeAsync(2));
    }

    [Fact]
    public Task S026_a_request_is_the_processs_to_answer_however_it_was_received() => AskAsync((process, asked) =>
    {
        asked();
        return Task.FromResult(Next(process.Inbox));
    });

    [Fact]
    public Task S026_a_request_that_is_pulled_for_another_channel_is_the_processs_to_answer() => AskAsync((process, asked) =>
    {
        var waiting = process.Listen("question").ReceiveAsync().AsTask();
        asked();
        Assert.False(process.Inbox.TryReceive(out _));
        return waiting;
    });

    [Fact]
    public Task A_turn_takes_no_more_than_a_slice() => InMainAsync(async process =>
    {
        for (var i = 0; i < 1000; i++)
            process.Send(process.Pid, "m", i);

        var turns = new Dictionary<int, int>();
        for (var i = 0; i < 1000; i++)
        {
            await process.Inbox.ReceiveAsync();
            var turn = ((Cell)process).Turn;
            turns[turn] = turns.GetValueOrDefault(turn) + 1;
        }

        Assert.InRange(turns.Values.Max(), 50, 128);
    });

    [Fact]
    public async Task A_turn_inside_of_another_one_takes_nothing_of_its_slice()
    {
        var scheduler = new OneAfterTheOther();
        var pulls = new Probe<(int Before, int After)>();
        await using var app = new TestApp { Scheduler = scheduler }
            .Main("test:inner", static _ => Task.CompletedTask)
            .Main("test:outer", process =>
            {
                var before = ProcessTurn.OfThread().Pulls;
                process.Spawn("test:inner", TestApp.Host);
                scheduler.RunNext();
                pulls.Tell((before, ProcessTurn.OfThread().Pulls));
                return Task.CompletedTask;
            });
        app.Spawn("test:outer");
        scheduler.RunNext();
        var (before, after) = await pulls.NextAsync();
        Assert.Equal(before, after);
        Assert.True(before > 0);
    }

    /// <summary>On workers a watch may say at any time that a turn lasts, which then pulls nothing more; here time stands still.</summary>
    private static TestApp NewApp() => new() { Scheduler = ThreadPoolScheduler.Instance };

    /// <summary>What a channel gives without a wait.</summary>
    private static T Next<T>(ProcessChannel<T> channel)
    {
        Assert.True(channel.TryReceive(out var value));
        return value;
    }

    /// <summary>Asks a process whose main waits until the request is in the mailbox, and ends without an answer.</summary>
    private static async Task AskAsync(Func<ProcessContext, Action, Task> main)
    {
        using var asked = new ManualResetEventSlim();
        var started = new Probe<bool>();
        await using var app = NewApp().Main("test:main", process => main(process, () =>
        {
            started.Tell(true);
            asked.Wait(TestApp.Patience);
        }));
        var pid = app.Spawn("test:main");
        await started.NextAsync();
        var answer = app.Runtime.AskAsync<int>(pid, "question").AsTask();
        asked.Set();
        var error = await Assert.ThrowsAsync<ProcessException>(() => answer.WaitAsync(TestApp.Patience));
        Assert.Contains("ended before it answered", error.Message, StringComparison.Ordinal);
    }

    private static async Task InMainAsync(Func<ProcessContext, Task> main)
    {
        var ended = new Probe<Exception?>();
        await using var app = NewApp().Main("test:main", async process => ended.Tell(await Record.ExceptionAsync(() => main(process))));
        app.Spawn("test:main");
        Assert.Null(await ended.NextAsync());
    }

    private sealed class AsksBeforeItHandles(Probe<string> seen) : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process)
        {
            process.Send(process.Pid, "handled");
            seen.Tell(process.Inbox.TryReceive(out _) ? "received" : "nothing");
            return BehaviorStep.Done;
        }

        public BehaviorStep Receive(Message message)
        {
            seen.Tell(message.Topic);
            return BehaviorStep.Done;
        }

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;
    }

    /// <summary>Runs a process when it is told to, on the thread that tells it.</summary>
    private sealed class OneAfterTheOther : ProcessScheduler
    {
        private readonly Queue<Cell> _waiting = new();

        public override void Schedule(Cell cell) => _waiting.Enqueue(cell);

        public void RunNext() => _waiting.Dequeue().Execute();
    }
}
