namespace Artel.Testing.Tests.Seeded;

/// <summary>The slots of asks are used again: whatever comes late, each ask gets its own answer, or the one error that came first.</summary>
public sealed class AskSlotRaces
{
    private const int Right = 7;
    private const int Late = 99;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_late_answer_never_reaches_the_next_ask() => RaceWorld.Explore(
        static world =>
        {
            var (callee, asker, seen) = Start(world);
            Ask(world, asker, callee, "keep", Limit, seen);
            Ask(world, asker, callee, "keep", Limit, seen);
            world.Host.RunUntilIdle();
            world.InSomeOrder(
                () => world.Host.Time.Advance(Limit),
                () => world.Runtime.Send(callee, "answer late"),
                () => Ask(world, asker, callee, "now", Timeout.InfiniteTimeSpan, seen),
                () => world.Runtime.Send(callee, "answer late"),
                () => Ask(world, asker, callee, "now", Timeout.InfiniteTimeSpan, seen),
                () => world.Runtime.Send(callee, "answer late"));
            world.Host.RunUntilIdle();
            Assert.Equal(4, seen.Count);
            Assert.Equal([Right, Right], seen.Values.Where(static one => one.Topic == "now").Select(static one => one.Answer));
            Assert.All(
                seen.Values.Where(static one => one.Topic == "keep"),
                static one => Assert.Contains(one.Answer, new object[] { Late, ErrorKind.Timeout }));
        },
        AddCallee);

    [Fact]
    public void A_second_answer_never_reaches_the_next_ask() => RaceWorld.Explore(
        static world =>
        {
            var (callee, asker, seen) = Start(world);
            world.InSomeOrder(
                () => Ask(world, asker, callee, "twice", Timeout.InfiniteTimeSpan, seen),
                () => Ask(world, asker, callee, "now", Timeout.InfiniteTimeSpan, seen),
                () => Ask(world, asker, callee, "twice", Timeout.InfiniteTimeSpan, seen),
                () => world.Runtime.Send(callee, "answer late"),
                () => Ask(world, asker, callee, "now", Timeout.InfiniteTimeSpan, seen),
                () => world.Runtime.Send(callee, "answer late"));
            world.Host.RunUntilIdle();
            Assert.Equal(4, seen.Count);
            Assert.All(seen.Values, static one => Assert.Equal(Right, one.Answer));
        },
        AddCallee);

    [Fact]
    public void Of_an_answer_and_the_timeout_the_first_wins_and_the_callee_is_told_which() => RaceWorld.Explore(
        static world =>
        {
            var (callee, asker, seen) = Start(world);
            Ask(world, asker, callee, "keep", Limit, seen);
            world.Host.RunUntilIdle();
            world.InSomeOrder(
                () => world.Host.Time.Advance(Limit),
                () => world.Runtime.Send(callee, "answer late"));
            world.Host.RunUntilIdle();
            var (_, answer) = Assert.Single(seen.Values);
            Assert.Equal(Replies(world) == 1 ? Late : ErrorKind.Timeout, answer);
        },
        AddCallee);

    [Fact]
    public void Of_an_answer_and_a_cancellation_the_first_wins_and_the_slot_serves_on() => RaceWorld.Explore(
        static world =>
        {
            var (callee, asker, seen) = Start(world);
            using var cancel = new CancellationTokenSource();
            var token = cancel.Token;
            Ask(world, asker, callee, "keep", Limit, seen, token);
            world.Host.RunUntilIdle();
            world.InSomeOrder(
                cancel.Cancel,
                () => world.Runtime.Send(callee, "answer late"),
                () => Ask(world, asker, callee, "now", Timeout.InfiniteTimeSpan, seen),
                () => Ask(world, asker, callee, "now", Limit, seen, token));
            world.Host.RunUntilIdle();
            Assert.Equal(3, seen.Count);
            Assert.Equal(Replies(world) == 1 ? Late : ErrorKind.Canceled, seen.Values.Single(static one => one.Topic == "keep").Answer);
            var now = seen.Values.Where(static one => one.Topic == "now").Select(static one => one.Answer).ToList();
            Assert.Contains(Right, now);
            Assert.All(now, static answer => Assert.Contains(answer, new object[] { Right, ErrorKind.Canceled }));
            Assert.Equal(0, world.Host.Time.ArmedTimers);
        },
        AddCallee);

    [Fact]
    public void Of_an_answer_and_the_callees_end_the_first_wins() => RaceWorld.Explore(
        static world =>
        {
            var (callee, asker, seen) = Start(world);
            Ask(world, asker, callee, "keep", Timeout.InfiniteTimeSpan, seen);
            Ask(world, asker, callee, "keep", Timeout.InfiniteTimeSpan, seen);
            world.Host.RunUntilIdle();
            world.InSomeOrder(
                () => RaceWorld.Quietly(() => world.Runtime.Send(callee, "answer late")),
                () => RaceWorld.Quietly(() => world.Runtime.Send(callee, "answer late")),
                () => RaceWorld.Quietly(() => world.End(callee)));
            world.Host.RunUntilIdle();
            Assert.Equal(2, seen.Count);
            Assert.Equal(Replies(world), seen.Values.Count(static one => one.Answer is Late));
            Assert.All(seen.Values, static one => Assert.Contains(one.Answer, new object[] { Late, ErrorKind.NotFound, ErrorKind.Conflict }));
        },
        AddCallee);

    [Fact]
    public void An_answer_to_a_process_that_ends_or_is_upgraded_goes_nowhere() => RaceWorld.Explore(
        static world =>
        {
            var (callee, asker, seen) = Start(world);
            Ask(world, asker, callee, "keep", Limit, seen);
            world.Host.RunUntilIdle();
            var upgrades = world.Choice.Next(2) == 0;
            world.InSomeOrder(
                () => world.Runtime.Send(callee, "answer late"),
                () =>
                {
                    if (upgrades)
                        world.Do(asker, static process => process.UpgradeAsync(RaceWorld.Trapper));
                    else
                        world.End(asker);
                });
            world.Host.RunUntilIdle();
            Assert.All(seen.Values, static one => Assert.Equal(Late, one.Answer));
            Assert.InRange(seen.Count, 0, 1);
            Assert.Equal(0, world.Host.Time.ArmedTimers);
            if (!upgrades)
                return;
            var before = seen.Count;
            Ask(world, asker, callee, "now", Limit, seen);
            world.Host.RunUntilIdle();
            Assert.Equal(("now", (object)Right), seen.Values[before]);
            Assert.Equal(before + 1, seen.Count);
        },
        AddCallee);

    private static (Pid Callee, Pid Asker, Probe<(string Topic, object Answer)> Seen) Start(RaceWorld world) =>
        (world.Spawn("race:keeper"), world.Spawn(RaceWorld.Actor), new());

    /// <summary>How many of the late answers somebody still waited for.</summary>
    private static int Replies(RaceWorld world) => world.Answered.Values.Count(static waited => waited);

    private static void Ask(
        RaceWorld world, Pid asker, Pid callee, string topic, TimeSpan limit, Probe<(string, object)> seen, CancellationToken token = default) =>
        world.Do(asker, process => _ = AskAsync(process, callee, topic, limit, seen, token));

    private static async Task AskAsync(
        ProcessContext process, Pid callee, string topic, TimeSpan limit, Probe<(string, object)> seen, CancellationToken token)
    {
        var code = process.Id;
        try
        {
            var answer = await process.AskAsync<int>(callee, topic, limit, token);
            seen.Tell((topic, process.Id == code ? answer : "code that was upgraded away ran"));
        }
        catch (ProcessException error)
        {
            seen.Tell((topic, error.Kind));
        }
        catch (OperationCanceledException)
        {
            seen.Tell((topic, ErrorKind.Canceled));
        }
    }

    /// <summary>Answers at once, twice, or later when it is told to: the oldest that it keeps first.</summary>
    private static void AddCallee(RaceWorld world, ArtelBuilder artel) => artel.AddDefinition(new ProcessDefinition("race:keeper", _ =>
    {
        var kept = new Queue<Message>();
        return new LambdaBehavior(
            static _ => BehaviorStep.Done,
            (process, message) =>
            {
                switch (message.Topic)
                {
                    case "now":
                        return BehaviorStep.Answer(message, Right);
                    case "keep":
                        kept.Enqueue(message);
                        break;
                    case "twice":
                        kept.Enqueue(message);
                        return BehaviorStep.Answer(message, Right);
                    case "answer late":
                        if (kept.TryDequeue(out var late))
                            world.Answered.Tell(late.Reply(Late));
                        break;
                    case "stop":
                        process.Exit();
                        break;
                    default:
                        throw new ProcessException(ErrorKind.Conflict, "failed");
                }

                return BehaviorStep.Done;
            },
            static (_, _) => BehaviorStep.NotHandled);
    }));
}
