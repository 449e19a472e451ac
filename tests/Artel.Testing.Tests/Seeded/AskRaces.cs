namespace Artel.Testing.Tests.Seeded;

public sealed class AskRaces
{
    [Fact]
    public void An_ask_against_the_exit_of_the_callee_is_answered_or_not_found_and_never_waits() => RaceWorld.Explore(
        static world =>
        {
            var callee = world.Spawn("race:callee");
            var asks = new List<Task<int>>();
            world.InSomeOrder(
                () => asks.Add(world.Runtime.AskAsync<int>(callee, "now", Timeout.InfiniteTimeSpan).AsTask()),
                () => asks.Add(world.Runtime.AskAsync<int>(callee, "later", Timeout.InfiniteTimeSpan).AsTask()),
                () => asks.Add(world.Runtime.AskAsync<int>(callee, "now", Timeout.InfiniteTimeSpan).AsTask()),
                () => world.End(callee));
            foreach (var ask in asks)
            {
                try
                {
                    Assert.Equal(7, world.Host.RunUntil(ask));
                }
                catch (ProcessException error)
                {
                    Assert.True(error.Kind is ErrorKind.NotFound or ErrorKind.Conflict, error.Message);
                }
            }
        },
        AddCallee);

    [Fact]
    public void An_ask_from_a_process_against_the_exit_of_the_callee_comes_back_to_its_turn() => RaceWorld.Explore(
        static world =>
        {
            var callee = world.Spawn("race:callee");
            var done = new TaskCompletionSource<object>();
            world.Runtime.Spawn("race:asker", ArtelTestHost.DefaultHost, callee, done);
            world.InSomeOrder(() => world.End(callee), () => world.Host.RunOne());
            Assert.Contains(world.Host.RunUntil(done.Task), new object[] { 7, ErrorKind.NotFound, ErrorKind.Conflict });
        },
        static artel =>
        {
            AddCallee(artel);
            artel.AddMain("race:asker", static async (process, arguments) =>
            {
                var done = arguments.Get<TaskCompletionSource<object>>(1, "done");
                try
                {
                    done.SetResult(await process.AskAsync<int>(arguments.Get<Pid>(0, "callee"), "later", Timeout.InfiniteTimeSpan));
                }
                catch (ProcessException error)
                {
                    done.SetResult(error.Kind);
                }

                return null;
            });
        });

    /// <summary>Answers "now" at once and "later" after an await, in which it may end.</summary>
    private static void AddCallee(ArtelBuilder artel) => artel.AddDefinition(new ProcessDefinition("race:callee", static _ =>
    {
        ProcessChannel<int>? channel = null;
        return new LambdaBehavior(
            static _ => BehaviorStep.Done,
            (process, message) =>
            {
                switch (message.Topic)
                {
                    case "now":
                        return BehaviorStep.Answer(message, 7);
                    case "later":
                        channel ??= process.CreateChannel<int>();
                        return BehaviorStep.Answer(message, LaterAsync(channel));
                    case "stop":
                        process.Exit();
                        return BehaviorStep.Done;
                    default:
                        throw new ProcessException(ErrorKind.Conflict, "failed");
                }
            },
            static (_, _) => BehaviorStep.NotHandled);
    }));

    private static async Task<int> LaterAsync(ProcessChannel<int> channel)
    {
        var received = channel.ReceiveAsync();
        await Task.Yield();
        await channel.SendAsync(7);
        return (await received).Value;
    }
}
