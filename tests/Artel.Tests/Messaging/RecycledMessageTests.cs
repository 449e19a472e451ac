using System.Collections.Concurrent;
using Artel.Messaging;

namespace Artel.Tests.Messaging;

/// <summary>Messages that a handler consumed are sent again; those that somebody may have kept are not.</summary>
public sealed class RecycledMessageTests
{
    private const int Rounds = 500;

    /// <summary>More than those of a pair: it may move from thread to thread now and then.</summary>
    private const int FewMessages = Rounds / 4;

    private static readonly Pid Someone = new("node", "host", 1);

    [Theory]
    [InlineData("nothing")]
    [InlineData("number")]
    [InlineData("text")]
    public async Task Those_that_go_to_and_fro_and_are_consumed_are_the_same_few(string payload)
    {
        var seen = await PlayAsync(payload, static _ => BehaviorStep.Consumed);
        Assert.InRange(seen.Select(static one => one.Message).Distinct(ReferenceEqualityComparer.Instance).Count(), 1, FewMessages);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("number")]
    [InlineData("text")]
    public async Task Those_that_a_handler_may_have_kept_stay_as_they_were(string payload)
    {
        var seen = await PlayAsync(payload, static _ => BehaviorStep.Done);
        Assert.Equal(seen.Count, seen.Select(static one => one.Message).Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.All(seen, static one => Assert.Equal(("ball", one.From, one.Payload), (one.Message.Topic, one.Message.From, one.Message.Payload)));
    }

    [Fact]
    public async Task One_that_is_handled_for_longer_than_its_step_stays_as_it_was()
    {
        var seen = await PlayAsync("number", message => BehaviorStep.From(AwaitAsync(message)).Consume());
        Assert.Equal(seen.Count, seen.Select(static one => one.Message).Distinct(ReferenceEqualityComparer.Instance).Count());

        static async ValueTask AwaitAsync(Message message)
        {
            var number = message.GetPayload<int>();
            await Task.Yield();
            Assert.Equal(number, message.GetPayload<int>());
        }
    }

    [Fact]
    public async Task Requests_that_are_consumed_are_the_same_few_and_each_has_its_answer()
    {
        var seen = new HashSet<Message>(ReferenceEqualityComparer.Instance);
        await using var app = new TestApp()
            .Handlers("test:twice", (_, message) =>
            {
                seen.Add(message);
                return BehaviorStep.Answer(message, message.Count == 0 ? -1 : 2 * message.GetPayload<int>()).Consume();
            })
            .Main("test:asker", static async (process, arguments) =>
            {
                var twice = arguments.Get<Pid>(0, "twice");
                for (var i = 0; i < Rounds; i++)
                {
                    if (await process.AskAsync<int, int>(twice, "twice", i) != 2 * i || await process.AskAsync<int>(twice, "none") != -1)
                        return false;
                }

                return true;
            });
        var asker = app.Spawn("test:asker", app.Spawn("test:twice"));
        Assert.Equal(true, (await app.Runtime.WaitForExitAsync(asker).WaitAsync(TestApp.Patience)).Value);
        Assert.InRange(seen.Count, 2, FewMessages);
    }

    [Fact]
    public async Task A_request_that_is_consumed_and_not_answered_still_fails_when_the_process_ends()
    {
        await using var app = new TestApp().Handlers("test:silent", static (process, message) =>
        {
            if (message.Topic == "end")
                process.Exit();
            return BehaviorStep.Consumed;
        });
        var silent = app.Spawn("test:silent");
        var answer = app.Runtime.AskAsync<int>(silent, "question", Timeout.InfiniteTimeSpan).AsTask();
        app.Runtime.Send(silent, "other");
        app.Runtime.Send(silent, "end");
        var error = await Assert.ThrowsAsync<ProcessException>(() => answer.WaitAsync(TestApp.Patience));
        Assert.Contains("before it answered", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_waits_to_be_sent_again_holds_on_to_nothing_and_is_another_message_then()
    {
        var payload = new object();
        var message = Message<object>.Make("topic", Someone, payload);
        message.Notes = MessageNotes.IsRequest;
        message.Recycle();
        Assert.Null(message.Topic);
        Assert.Null(message.From);
        Assert.Null(message.Payload);

        var next = Message<object>.Make("next", Someone, "payload");
        Assert.Same(message, next);
        Assert.Equal(("next", Someone, "payload", MessageNotes.None), (next.Topic, next.From, next.Payload, next.Notes));
        Assert.NotSame(next, Message<object>.Make("another", Someone, "payload"));
    }

    [Fact]
    public void Each_kind_is_used_again_as_its_own_kind_only()
    {
        EmptyMessage.Make("a", Someone).Recycle();
        Message<int>.Make("b", Someone, 1).Recycle();
        Assert.IsType<EmptyMessage>(SendNothing.Instance.ToMessage("c", Someone, slot: null));
        Assert.IsType<Message<int>>(new SendOne<int>(2).ToMessage("d", Someone, slot: null));
        Assert.IsType<Message<long>>(new SendOne<long>(2).ToMessage("e", Someone, slot: null));
    }

    [Fact]
    public void A_thread_keeps_so_many_and_no_more()
    {
        // A type of its own: no other test leaves some behind on this thread.
        var all = Enumerable.Range(0, 1_000).Select(static i => Message<Own>.Make("topic", Someone, new Own(i))).ToList();
        foreach (var message in all)
            message.Recycle();
        var again = Enumerable.Range(0, 1_000).Select(static i => Message<Own>.Make("topic", Someone, new Own(i))).Count(message => all.Contains(message));
        Assert.InRange(again, 64, 256);

        // The others are as they were, for whoever has them.
        Assert.Equal(1_000 - again, all.Count(static message => message.Topic is not null) - again);
    }

    [Fact]
    public void One_that_another_thread_has_made_is_left_to_the_collector()
    {
        Message<Own>? foreign = null;
        var thread = new Thread(() => foreign = Message<Own>.Make("topic", Someone, new Own(1)));
        thread.Start();
        thread.Join();
        var own = Message<Own>.Make("topic", Someone, new Own(2));
        foreign!.Recycle();
        Assert.Equal("topic", foreign.Topic);
        own.Recycle();
        Assert.Same(own, Message<Own>.Make("topic", Someone, new Own(3)));
        Assert.NotSame(foreign, Message<Own>.Make("topic", Someone, new Own(4)));
    }

    [Fact]
    public void One_from_outside_of_any_process_is_left_to_the_collector()
    {
        var message = Message<Own>.Make("topic", null, new Own(1));
        message.Recycle();
        Assert.Equal("topic", message.Topic);
        Assert.NotSame(message, Message<Own>.Make("topic", null, new Own(2)));
    }

    [Fact]
    public async Task Of_what_a_process_has_consumed_in_one_go_some_are_sent_again()
    {
        const int balls = 100;
        var seen = new List<Message>();
        var caught = new Probe<int>();
        await using var app = new TestApp().With(static artel => artel.UseWorkers(1))
            .Handlers("test:catcher", (_, message) =>
            {
                seen.Add(message);
                if (seen.Count % balls == 0)
                    caught.Tell(seen.Count);
                return BehaviorStep.Consumed;
            })
            .Handlers("test:thrower", static (process, message) =>
            {
                for (var i = 0; i < balls; i++)
                    process.Send(message.GetPayload<Pid>(), "ball", i);
                return BehaviorStep.Consumed;
            });
        var (catcher, thrower) = (app.Spawn("test:catcher"), app.Spawn("test:thrower"));
        app.Runtime.Send(thrower, "throw", catcher);
        await caught.NextAsync();
        app.Runtime.Send(thrower, "throw", catcher);
        await caught.NextAsync();
        Assert.InRange(seen.Take(balls).Intersect(seen.Skip(balls), ReferenceEqualityComparer.Instance).Count(), 1, balls / 2);
    }

    /// <summary>
    /// Crowds of processes that send each other numbered messages, consume some, keep some, refuse some and stop in the middle of others:
    /// nothing is lost or changed, however often its object was another message before. Somebody looks at them all the while.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Nothing_is_lost_or_changed_in_a_crowd(int seed)
    {
        await using var app = new TestApp();
        var crowd = new Crowd(seed);
        for (var i = 0; i < Crowd.Players; i++)
            app.Handlers($"test:player{i}", new Player(crowd, i).Receive);
        for (var i = 0; i < Crowd.Players; i++)
            crowd.Pids[i] = app.Spawn($"test:player{i}");
        foreach (var pid in crowd.Pids)
            app.Runtime.Send(pid, "begin");
        while (!crowd.IsOver)
        {
            foreach (var pid in crowd.Pids)
                Assert.Equal(pid, app.Runtime.Inspect(pid).Pid);
        }

        Assert.Empty(crowd.Faults);
    }

    /// <summary>Two processes throw some balls to and fro; gives what they caught, with what each was then.</summary>
    private static async Task<List<(Message Message, Pid? From, object? Payload)>> PlayAsync(string payload, Func<Message, BehaviorStep> handle)
    {
        const int balls = 10;
        var seen = new List<(Message, Pid?, object?)>();
        var thrown = 0;
        var over = new TaskCompletionSource();
        await using var app = new TestApp().With(static artel => artel.UseWorkers(1)).Handlers("test:player", (process, message) =>
        {
            if (message.Topic == "begin")
            {
                for (var i = 0; i < balls; i++)
                    Throw(process, message.GetPayload<Pid>());
                return BehaviorStep.Done;
            }

            lock (seen)
                seen.Add((message, message.From, message.Payload));
            if (!Throw(process, message.From!))
                over.TrySetResult();
            return handle(message);
        });
        app.Runtime.Send(app.Spawn("test:player"), "begin", app.Spawn("test:player"));
        await over.Task.WaitAsync(TestApp.Patience);
        lock (seen)
            return [.. seen];

        bool Throw(ProcessContext process, Pid to)
        {
            var number = Interlocked.Increment(ref thrown);
            switch (payload)
            {
                case "nothing":
                    process.Send(to, "ball");
                    break;
                case "number":
                    process.Send(to, "ball", number);
                    break;
                default:
                    process.Send(to, "ball", $"the {number}th");
                    break;
            }

            return number < Rounds;
        }
    }

    private sealed record Own(int Number);

    private sealed record Ball(Pid From, int Hops);

    private sealed class Crowd(int seed)
    {
        public const int Players = 20;
        private const int Balls = 3 * Players;
        private int _dropped;

        public Pid[] Pids { get; } = new Pid[Players];

        public ConcurrentQueue<string> Faults { get; } = new();

        public bool IsOver => Volatile.Read(ref _dropped) == Balls || !Faults.IsEmpty;

        public Random NewRandom(int player) => new((seed * Players) + player);

        public void Drop() => Interlocked.Increment(ref _dropped);
    }

    private sealed class Player(Crowd crowd, int number)
    {
        private const int Hops = 1_000;
        private readonly Random _random = crowd.NewRandom(number);
        private readonly List<(Message Message, string Topic, Pid From, object Payload)> _kept = [];

        public BehaviorStep Receive(ProcessContext process, Message message)
        {
            if (message.Topic == "begin")
            {
                for (var i = 0; i < 3; i++)
                    Throw(process, Hops);
                return BehaviorStep.Consumed;
            }

            var from = message.From!;
            var hops = message.Payload is Ball ball ? ball.Hops : message.GetPayload<(ulong, int Hops)>().Hops;
            var sent = message.Payload is Ball other ? other.From.Unique : message.GetPayload<(ulong From, int)>().From;
            if (sent != from.Unique || message.Topic != $"to {number}")
                crowd.Faults.Enqueue($"{message.Topic} of {from} came to {number} with {message.Payload}");
            switch (_random.Next(8))
            {
                case 0:
                    if (_kept.Count < 100)
                        _kept.Add((message, message.Topic, from, message.Payload!));
                    Throw(process, hops - 1);
                    return BehaviorStep.Done;
                case 1:
                    return BehaviorStep.From(ThrowLaterAsync(process, message, hops - 1)).Consume();
                default:
                    Throw(process, hops - 1);
                    return BehaviorStep.Consumed;
            }
        }

        private async ValueTask ThrowLaterAsync(ProcessContext process, Message message, int hops)
        {
            var (topic, from) = (message.Topic, message.From);
            await Task.Run(static () => { });
            if (message.Topic != topic || message.From != from)
                crowd.Faults.Enqueue($"{topic} of {from} became {message.Topic} of {message.From} while it was handled");
            Throw(process, hops);
        }

        private void Throw(ProcessContext process, int hops)
        {
            if (hops == 0)
            {
                foreach (var (message, topic, from, payload) in _kept)
                {
                    if (message.Topic != topic || message.From != from || !payload.Equals(message.Payload))
                        crowd.Faults.Enqueue($"{topic} of {from}, which was kept, became {message.Topic} of {message.From}");
                }

                crowd.Drop();
                return;
            }

            var to = _random.Next(Crowd.Players);
            if (_random.Next(2) == 0)
                process.Send(crowd.Pids[to], $"to {to}", new Ball(process.Pid, hops));
            else
                process.Send(crowd.Pids[to], $"to {to}", (process.Pid.Unique, hops));
        }
    }
}
