namespace Artel.Testing.Tests.Seeded;

/// <summary>The ends of a call against each other: there is one outcome, and no process, timer or watcher is left.</summary>
public sealed class FunctionRaces
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cancel_against_the_end_of_the_function(bool byRuntime) => Race(byRuntime, static (world, scene) =>
    {
        world.InSomeOrder(scene.Cancel, scene.End);
        world.Host.RunUntilIdle();
        scene.VerifyOneOutcome(7, ErrorKind.Canceled);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_timeout_against_the_end_of_the_function(bool byRuntime) => Race(byRuntime, static (world, scene) =>
    {
        world.InSomeOrder(() => world.Host.Time.Advance(Limit), scene.End);
        world.Host.RunUntilIdle();
        scene.VerifyOneOutcome(7, ErrorKind.Timeout);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cancel_and_the_timeout_against_an_attempt_that_fails_and_the_next_one(bool byRuntime) => Race(byRuntime, static (world, scene) =>
    {
        world.InSomeOrder(
            scene.Cancel, scene.Fail, () => world.Host.Time.Advance(TimeSpan.FromMilliseconds(100)), () => world.Host.Time.Advance(Limit), scene.End);
        world.Host.RunUntilIdle();
        scene.VerifyOneOutcome(7, ErrorKind.Canceled, ErrorKind.Timeout);
    });

    [Fact]
    public void S096_the_callers_end_against_the_end_of_the_function() => Race(byRuntime: false, static (world, scene) =>
    {
        world.InSomeOrder(() => RaceWorld.Quietly(() => world.Runtime.Terminate(scene.Caller!)), scene.End);
        world.Host.RunUntilIdle();
        Assert.InRange(scene.Outcomes.Count, 0, 1);
        Assert.False(RaceWorld.IsAlive(scene.Caller!));
    });

    [Fact]
    public void S096_the_callers_cancel_against_an_attempt_that_fails() => Race(byRuntime: false, static (world, scene) =>
    {
        world.InSomeOrder(() => RaceWorld.Quietly(() => world.Runtime.Cancel(scene.Caller!)), scene.Fail, scene.End);
        world.Host.Advance(Grace + Limit);
        Assert.Single(scene.Outcomes.Values);
        Assert.False(RaceWorld.IsAlive(scene.Caller!));
    });

    private static void Race(bool byRuntime, Action<RaceWorld, Scene> race) => RaceWorld.Explore(
        world =>
        {
            var scene = new Scene(world, byRuntime);
            world.Host.RunUntilIdle();
            race(world, scene);
            world.Host.Advance(Grace);
            Assert.All(scene.Functions.Values, static function => Assert.False(RaceWorld.IsAlive(function)));
        },
        static artel => artel
            .AddMain("race:caller", static async (process, arguments) =>
            {
                await arguments.Get<Func<ProcessContext, Task>>(0, "run")(process);
                return null;
            })
            .AddMain("race:function", static async (process, arguments) =>
            {
                arguments.Get<Probe<Pid>>(0, "functions").Tell(process.Pid);
                var told = await process.Inbox.ReceiveAsync();
                return told.Value.Topic == "fail" ? throw new ProcessException(ErrorKind.Unavailable, "failed", retryable: true) : 7;
            }));

    /// <summary>A function that was called, by the runtime or by a process.</summary>
    private sealed class Scene
    {
        private static readonly FunctionOptions Options = new()
        {
            Timeout = Limit,
            Retry = new() { MaxAttempts = 2, InitialDelay = TimeSpan.FromMilliseconds(100), Jitter = 0 },
        };

        private readonly RaceWorld _world;
        private readonly Future<int>? _future;

        public Scene(RaceWorld world, bool byRuntime)
        {
            _world = world;
            if (byRuntime)
            {
                _future = world.Runtime.Functions.WithOptions(Options).Start<int>("race:function", Functions);
                return;
            }

            Caller = world.Runtime.Spawn("race:caller", ArtelTestHost.DefaultHost, (Func<ProcessContext, Task>)(async process =>
            {
                var future = process.Functions.WithOptions(Options).Start<int>("race:function", Functions);
                var done = await process.SelectAsync(future.Response.ReceiveCase(), process.Listen("cancel").ReceiveCase());
                if (done is ReceiveCase<Message>)
                {
                    future.Cancel();
                    done = await process.SelectAsync(future.Response.ReceiveCase());
                }

                var outcome = ((ReceiveCase<ProcessResult>)done).Value;
                Outcomes.Tell(outcome.Error is { } error ? error.Kind : outcome.GetValue<int>());
                Assert.False((await future.Response.ReceiveAsync()).Ok);
                Assert.True(future.IsComplete);
            }));
        }

        public Pid? Caller { get; }

        public Probe<Pid> Functions { get; } = new();

        public Probe<object> Outcomes { get; } = new();

        public void Cancel()
        {
            if (_future is not null)
                _future.Cancel();
            else
                RaceWorld.Quietly(() => _world.Runtime.Send(Caller!, "cancel"));
        }

        public void End() => Tell("end");

        public void Fail() => Tell("fail");

        public void VerifyOneOutcome(params object[] possible)
        {
            if (_future is not null && _future.IsComplete)
                Outcomes.Tell(_future.Error is { } error ? error.Kind : _future.Result);

            // What neither ended nor failed nor was given up in time has no outcome yet.
            if (Outcomes.Count == 0)
                _world.Host.Advance(Limit + Limit);
            if (_future is not null && Outcomes.Count == 0)
                Outcomes.Tell(_future.Error is { } late ? late.Kind : _future.Result);
            Assert.Contains(Assert.Single(Outcomes.Values), possible);
        }

        private void Tell(string topic)
        {
            if (Functions.Values is [.., { } function])
                RaceWorld.Quietly(() => _world.Runtime.Send(function, topic));
        }
    }
}
