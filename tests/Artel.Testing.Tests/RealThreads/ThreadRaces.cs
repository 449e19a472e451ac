using Artel.Runtime;

namespace Artel.Testing.Tests.RealThreads;

public sealed class ThreadRaces
{
    [Fact]
    public void S078_terminate_against_exit() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var target = world.Spawn(ThreadWorld.Actor);
        var watcher = world.Spawn(ThreadWorld.Actor);
        world.Do(watcher, process => process.Monitor(target));
        threads.Together(
            () => world.End(target, abnormally: false),
            () => world.End(target, abnormally: true),
            () => RaceWorld.Quietly(() => world.Runtime.Send(target, "fail")));
        ThreadWorld.AwaitEnd(target);
        world.Settle(watcher);
        Assert.Equal(1, world.Events<ExitEvent>(watcher, target));
    });

    [Fact]
    public void S058_S059_link_against_exit_from_both_ends() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var target = world.Spawn(ThreadWorld.Actor);
        var linker = world.Spawn(ThreadWorld.Trapper);
        var linked = false;
        threads.Together(
            () => world.Do(linker, process => RaceWorld.Quietly(() =>
            {
                process.Link(target);
                linked = true;
            })),
            () => world.TryDo(target, process => process.Link(linker)),
            () => world.End(target, abnormally: true));
        ThreadWorld.AwaitEnd(target);
        world.Settle(linker);
        var downs = world.Events<LinkDownEvent>(linker, target);
        Assert.True(linked ? downs == 1 : downs <= 1);
        Assert.Empty(linker.Cell().LinkedPids());
    });

    [Fact]
    public void S060_link_against_a_normal_exit() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var target = world.Spawn(ThreadWorld.Actor);
        var linker = world.Spawn(ThreadWorld.Actor);
        threads.Together(
            () => world.Do(linker, process => RaceWorld.Quietly(() => process.Link(target))),
            () => world.End(target, abnormally: false));
        ThreadWorld.AwaitEnd(target);
        world.Settle(linker);
        Assert.NotNull(linker.Route);
        Assert.Empty(linker.Cell().LinkedPids());
    });

    [Fact]
    public void S063_two_that_link_one_another_at_once_do_not_block() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var first = world.Spawn(ThreadWorld.Trapper);
        var second = world.Spawn(ThreadWorld.Trapper);
        threads.Together(
            () => world.Do(first, process => process.Link(second)),
            () => world.Do(second, process => process.Link(first)),
            () => world.Do(second, process => process.Unlink(first)));
        Assert.Equal(first.Cell().LinkedPids().Contains(second), second.Cell().LinkedPids().Contains(first));
    });

    [Fact]
    public void S065_unlink_against_exit() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var target = world.Spawn(ThreadWorld.Actor);
        var linker = world.Spawn(ThreadWorld.Actor);
        world.Do(linker, process => process.Link(target));
        var unlinked = false;
        threads.Together(
            () => unlinked = world.TryDo(linker, process => process.Unlink(target)),
            () => world.End(target, abnormally: true));
        ThreadWorld.AwaitEnd(target);
        world.Settle(linker);
        Assert.Equal(unlinked, linker.Route is not null);
    });

    [Fact]
    public void S050_monitor_against_exit() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var target = world.Spawn(ThreadWorld.Actor);
        var watcher = world.Spawn(ThreadWorld.Actor);
        var monitored = false;
        threads.Together(
            () => world.Do(watcher, process => RaceWorld.Quietly(() =>
            {
                process.Monitor(target);
                monitored = true;
            })),
            () => world.End(target, abnormally: true));
        ThreadWorld.AwaitEnd(target);
        world.Settle(watcher);
        Assert.Equal(monitored ? 1 : 0, world.Events<ExitEvent>(watcher, target));
    });

    [Fact]
    public void S052_unmonitor_against_exit() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var target = world.Spawn(ThreadWorld.Actor);
        var watcher = world.Spawn(ThreadWorld.Actor);
        world.Do(watcher, process => process.Monitor(target));
        var before = -1;
        threads.Together(
            () => world.Do(watcher, process =>
            {
                process.Unmonitor(target);
                before = world.Events<ExitEvent>(watcher, target);
            }),
            () => world.End(target, abnormally: true));
        ThreadWorld.AwaitEnd(target);
        world.Settle(watcher);
        Assert.Equal(before, world.Events<ExitEvent>(watcher, target));
    });

    [Fact]
    public void S081_S082_register_against_exit() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var target = world.Spawn(ThreadWorld.Actor);
        var other = world.Spawn(ThreadWorld.Actor);
        world.Do(other, process => process.Monitor(target));
        threads.Together(
            () => world.Do(other, process => RaceWorld.Quietly(() => process.Registry.Register("name", target))),
            () => world.TryDo(target, static process => RaceWorld.Quietly(() => process.Registry.Register("name"))),
            () => world.End(target, abnormally: true));
        ThreadWorld.AwaitEnd(target);
        world.Settle(other);
        Assert.Equal(0, world.Runtime.Names.Count);
    });

    [Fact]
    public void S085_a_lookup_and_a_send_by_name_against_exit() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var target = world.Spawn(ThreadWorld.Actor);
        world.Do(target, static process => process.Registry.Register("name"));
        threads.Together(
            () =>
            {
                var found = world.Runtime.TryLookup("name");
                Assert.True(found is null || found == target);
            },
            () => RaceWorld.Quietly(() => world.Runtime.Send("name", "anything")),
            () => world.End(target, abnormally: false));
        ThreadWorld.AwaitEnd(target);
        Assert.Null(world.Runtime.TryLookup("name"));
    });

    [Fact]
    public void S087_S088_spawn_with_a_name_against_the_exit_of_its_holder() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var holder = world.Spawn(ThreadWorld.Actor);
        var spawner = world.Spawn(ThreadWorld.Actor);
        world.Do(holder, static process => process.Registry.Register("name"));
        Pid? got = null;
        threads.Together(
            () => world.Do(spawner, process => got = process.WithContext(new Dictionary<string, object?>()).WithName("name").Spawn(ThreadWorld.Actor, ThreadWorld.Host)),
            () => world.End(holder, abnormally: true));
        ThreadWorld.AwaitEnd(holder);
        Assert.Equal(got == holder ? null : got, world.Runtime.TryLookup("name"));
    });

    [Fact]
    public void S073_two_cancels_against_one_another_and_against_exit() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var target = world.Spawn(ThreadWorld.Actor);
        threads.Together(
            () => RaceWorld.Quietly(() => world.Runtime.Cancel(target, TimeSpan.FromSeconds(1))),
            () => RaceWorld.Quietly(() => world.Runtime.Cancel(target, TimeSpan.FromSeconds(2))),
            () => world.End(target, abnormally: false));
        ThreadWorld.AwaitEnd(target);
        world.VerifyNoTimer();
    });

    [Fact]
    public void S073_of_two_deadlines_that_come_together_the_earlier_one_counts() => ThreadWorld.Repeat(
        static (world, threads) =>
        {
            var target = world.Spawn("race:stubborn");
            threads.Together(
                () => world.Runtime.Cancel(target, TimeSpan.FromSeconds(1)),
                () => world.Runtime.Cancel(target, TimeSpan.FromSeconds(2)));
            Assert.Equal(1, world.Time.ArmedTimers);
            world.Time.Advance(TimeSpan.FromSeconds(1));
            ThreadWorld.AwaitEnd(target);
            Assert.Equal(0, world.Time.ArmedTimers);
        },
        static definitions => definitions.Add(new ProcessDefinition("race:stubborn", static _ => new LambdaBehavior(
            static _ => BehaviorStep.Done, static (_, _) => BehaviorStep.Done, static (_, _) => BehaviorStep.Done))));

    [Fact]
    public void An_ask_against_the_exit_of_the_callee_always_comes_back() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var callee = world.Spawn(ThreadWorld.Actor);
        threads.Together(
            () => world.TryDo(callee, static _ => { }),
            () => world.TryDo(callee, static _ => { }),
            () => world.End(callee, abnormally: true));
        ThreadWorld.AwaitEnd(callee);
        world.VerifyNoTimer();
    });

    [Fact]
    public void Of_an_answer_the_timeout_and_a_cancellation_one_ends_an_ask_and_the_next_has_its_own_answer() => ThreadWorld.Repeat(
        static (world, threads) =>
        {
            var requests = new Probe<Message>();
            var keeper = world.Spawn("race:keeper", requests);
            using var cancel = new CancellationTokenSource();
            var asked = world.Runtime.AskAsync<int>(keeper, "keep", TimeSpan.FromSeconds(1), cancel.Token).AsTask();
            ThreadWorld.Until(() => requests.Count == 1);
            var first = requests.Values[0];
            var waited = false;
            threads.Together(
                () => waited = first.Reply(7),
                () => world.Time.Advance(TimeSpan.FromSeconds(1)),
                cancel.Cancel);
            ThreadWorld.Until(() => asked.IsCompleted);
            Assert.Equal(waited, asked.IsCompletedSuccessfully);
            Assert.False(first.Reply(8));

            var next = world.Runtime.AskAsync<int>(keeper, "keep", TimeSpan.FromSeconds(1)).AsTask();
            ThreadWorld.Until(() => requests.Count == 2);
            threads.Together(
                () => first.Reply(8),
                () => first.ReplyError(new ProcessException(ErrorKind.Conflict, "late")),
                () => Assert.True(requests.Values[1].Reply(9)));
            ThreadWorld.Until(() => next.IsCompleted);
            Assert.Equal(9, next.Result);
            world.Runtime.Terminate(keeper);
            ThreadWorld.AwaitEnd(keeper);
            world.VerifyNoTimer();
        },
        static definitions => definitions.Add(new ProcessDefinition("race:keeper", static activation =>
        {
            var requests = activation.Arguments.Get<Probe<Message>>(0, "requests");
            return new LambdaBehavior(
                static _ => BehaviorStep.Done,
                (_, message) =>
                {
                    requests.Tell(message);
                    return BehaviorStep.Done;
                },
                static (_, _) => BehaviorStep.NotHandled);
        })));

    [Fact]
    public void S077_a_terminate_meets_a_process_that_wakes_up_and_falls_asleep()
    {
        // Often, since what it may miss is a few instructions: between the last look for work and the sleep.
        const int Targets = 40;
        ThreadWorld.Repeat(
            static (world, threads) =>
            {
                var targets = Enumerable.Range(0, Targets).Select(_ => world.Spawn("race:sleeper")).ToArray();
                threads.Together(
                    () => Array.ForEach(targets, target => RaceWorld.Quietly(() => world.Runtime.Send(target, "wake"))),
                    () => Array.ForEach(targets, target => world.End(target, abnormally: true)));
                ThreadWorld.AwaitEnd(targets);
            },
            static definitions => definitions.Add(new ProcessDefinition("race:sleeper", static _ => new LambdaBehavior(
                static _ => BehaviorStep.Done, static (_, _) => BehaviorStep.Done, static (_, _) => BehaviorStep.NotHandled))));
    }

    [Fact]
    public void S096_exec_whose_caller_dies_while_the_child_ends() => ThreadWorld.Repeat(
        static (world, threads) =>
        {
            var children = new Probe<Pid>();
            var caller = world.Spawn("race:caller", children);
            ThreadWorld.Until(() => children.Count == 1);
            var child = children.Values[0];
            threads.Together(
                () => world.End(caller, abnormally: true),
                () => world.End(child, abnormally: false));
            ThreadWorld.AwaitEnd(caller, child);
            world.VerifyNoTimer();
        },
        static definitions =>
        {
            definitions.Add(new ProcessDefinition("race:caller", static activation => new LambdaBehavior(
                process => BehaviorStep.Main(process.ExecAsync<object?>("race:child", ThreadWorld.Host, activation.Arguments.Get<Probe<Pid>>(0, "children"))),
                static (_, _) => BehaviorStep.NotHandled,
                static (_, _) => BehaviorStep.NotHandled)));
            definitions.Add(new ProcessDefinition("race:child", static activation => new LambdaBehavior(
                process =>
                {
                    activation.Arguments.Get<Probe<Pid>>(0, "children").Tell(process.Pid);
                    return BehaviorStep.Main(process.Inbox.ReceiveAsync().AsTask());
                },
                static (_, _) => BehaviorStep.NotHandled,
                static (_, _) => BehaviorStep.NotHandled)));
        });

    [Fact]
    public void S138_a_timer_that_fires_against_exit() => ThreadWorld.Repeat(static (world, threads) =>
    {
        var target = world.Spawn(ThreadWorld.Actor);
        world.Do(target, static process =>
        {
            process.After(TimeSpan.FromSeconds(1));
            process.After(TimeSpan.FromHours(1));
        });
        threads.Together(
            () => world.Time.Advance(TimeSpan.FromSeconds(1)),
            () => world.End(target, abnormally: true));
        ThreadWorld.AwaitEnd(target);
        world.VerifyNoTimer();
    });

    [Fact]
    public void S079_a_host_that_stops_while_others_spawn() => ThreadWorld.RepeatAnew(
        static (world, threads) =>
        {
            var refused = new Probe<ErrorKind>();
            Task? stopped = null;
            threads.Together(
                () => SpawnMany(world, refused),
                () => SpawnMany(world, refused),
                () => stopped = world.Runtime.StopAsync(CancellationToken.None));

            // The stop timeout, and not a moment more: the grace after it is for threads, which virtual time knows nothing of.
            world.Time.Advance(TimeSpan.FromSeconds(10));
            ThreadWorld.Until(() => stopped!.IsCompleted);
            Assert.Equal(0, world.Runtime.ProcessCount);
            Assert.All(refused.Values, static kind => Assert.Equal(ErrorKind.Unavailable, kind));
        });

    private static void SpawnMany(ThreadWorld world, Probe<ErrorKind> refused)
    {
        for (var i = 0; i < 20; i++)
        {
            try
            {
                world.Spawn(ThreadWorld.Actor);
            }
            catch (ProcessException error)
            {
                refused.Tell(error.Kind);
            }
        }
    }
}
