namespace Artel.Tests.Supervision;

/// <summary>When a service is started anew, and when not: statements 117 to 121.</summary>
public sealed class ServiceRestartTests
{
    private const string Id = "app:a";

    [Theory]
    [InlineData(RestartPolicy.Permanent, "end", true)]
    [InlineData(RestartPolicy.Permanent, "fail", true)]
    [InlineData(RestartPolicy.Permanent, "fail-for-good", false)]
    [InlineData(RestartPolicy.Transient, "end", false)]
    [InlineData(RestartPolicy.Transient, "fail", true)]
    [InlineData(RestartPolicy.Transient, "throw", true)]
    [InlineData(RestartPolicy.Transient, "fail-for-good", false)]
    [InlineData(RestartPolicy.Temporary, "end", false)]
    [InlineData(RestartPolicy.Temporary, "fail", false)]
    public void S117_S121_the_policy_and_the_error_decide_whether_a_service_is_started_anew(RestartPolicy policy, string topic, bool again) => Run(
        service => service.Restart.Policy = policy,
        stage =>
        {
            Assert.Equal("start a", stage.Take());
            stage.Send(Id, topic);
            stage.Host.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal(again ? "start a" : "", stage.Take());
            var expected = again ? ServiceState.Running : topic == "end" ? ServiceState.Exited : ServiceState.Failed;
            Assert.Equal(expected, stage.StateOf(Id));
            Assert.Equal(again ? 1 : 0, stage.Services.Get(Id).Restarts);
        });

    [Fact]
    public void S117_a_service_is_transient_unless_it_says_something_else() =>
        Assert.Equal(RestartPolicy.Transient, new RestartOptions().Policy);

    [Fact]
    public void S117_a_service_whose_process_somebody_terminates_is_started_anew() => Run(
        static _ => { },
        static stage =>
        {
            stage.Take();
            var before = stage.Services.Get(Id).Pid;
            stage.Runtime.Terminate(Id);
            stage.Host.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(ServiceState.Running, stage.StateOf(Id));
            Assert.NotEqual(before, stage.Services.Get(Id).Pid);
            Assert.Equal(1, stage.Runtime.Inspect(Id).Restarts);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void S118_max_attempts_is_that_many_restarts(int most) => Run(
        service => service.Restart.MaxAttempts = most,
        stage =>
        {
            stage.Host.Advance(TimeSpan.FromHours(1));
            Assert.Equal(string.Join(", ", Enumerable.Repeat("start a", most + 1)), stage.Take());
            var status = stage.Services.Get(Id);
            Assert.Equal((ServiceState.Failed, most, "a is broken"), (status.State, status.Restarts, status.LastError?.Message));
        },
        broken: "a");

    [Fact]
    public void S118_no_max_attempts_is_no_limit() => Run(
        static service => service.Restart.MaxDelay = TimeSpan.FromSeconds(1),
        static stage =>
        {
            stage.Host.Advance(TimeSpan.FromSeconds(200));
            Assert.InRange(stage.Services.Get(Id).Restarts, 150, 250);
            Assert.Equal(ServiceState.Starting, stage.StateOf(Id));
        },
        broken: "a");

    [Fact]
    public void S119_restarts_come_after_delays_that_grow_up_to_the_cap() => Run(
        static service =>
        {
            service.Restart.InitialDelay = TimeSpan.FromSeconds(2);
            service.Restart.BackoffFactor = 3;
            service.Restart.MaxDelay = TimeSpan.FromSeconds(10);
            service.Restart.Jitter = 0;
        },
        static stage =>
        {
            Assert.Equal("start a", stage.Take());
            foreach (var seconds in (int[])[2, 6, 10, 10])
            {
                Assert.Equal(stage.Host.Time.GetUtcNow() + TimeSpan.FromSeconds(seconds), stage.Services.Get(Id).RestartAt);
                stage.Host.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
                Assert.Equal("", stage.Take());
                stage.Host.Advance(TimeSpan.FromTicks(1));
                Assert.Equal("start a", stage.Take());
            }
        },
        broken: "a");

    [Fact]
    public void S119_the_jitter_comes_from_the_random_numbers_of_the_application() => Stage.Run(
        static artel =>
        {
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<Random>(artel.Services, new Always(0.25));
            artel.AddService(Id, Stage.Worker, static service =>
            {
                service.Arguments("a");
                service.Restart.Jitter = 0.5;
                service.Restart.InitialDelay = TimeSpan.FromSeconds(4);
            });
        },
        static stage =>
        {
            stage.Send(Id, "fail");

            // A quarter of the way from half less to half more.
            Assert.Equal(stage.Host.Time.GetUtcNow() + TimeSpan.FromSeconds(3), stage.Services.Get(Id).RestartAt);
        });

    [Theory]
    [InlineData(5000, 1)]
    [InlineData(4999, 3)]
    public void S120_a_service_that_ran_for_its_threshold_has_all_its_restarts_again(int milliseconds, int attempts) => Run(
        static service =>
        {
            service.StableThreshold = TimeSpan.FromSeconds(5);
            service.Restart.Jitter = 0;
        },
        stage =>
        {
            stage.Take();
            stage.Send(Id, "fail");
            stage.Host.Advance(TimeSpan.FromSeconds(1));
            stage.Send(Id, "fail");
            stage.Host.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(2, stage.Services.Get(Id).Attempts);
            stage.Host.Advance(TimeSpan.FromMilliseconds(milliseconds));
            stage.Send(Id, "fail");
            Assert.Equal(attempts, stage.Services.Get(Id).Attempts);
        });

    [Fact]
    public void S121_a_service_that_was_stopped_is_not_started_anew_whatever_its_policy() => Run(
        static service => service.Restart.Policy = RestartPolicy.Permanent,
        static stage =>
        {
            stage.Take();
            stage.Host.RunUntil(stage.Services.StopAsync(Id));
            stage.Host.Advance(TimeSpan.FromHours(1));
            Assert.Equal("stop a", stage.Take());
            Assert.Equal(ServiceState.Stopped, stage.StateOf(Id));
        });

    [Fact]
    public void S121_a_service_that_waits_for_its_restart_is_not_started_after_a_stop() => Run(
        static _ => { },
        static stage =>
        {
            stage.Send(Id, "fail");
            Assert.Equal(ServiceState.Starting, stage.StateOf(Id));
            stage.Host.RunUntil(stage.Services.StopAsync(Id));
            stage.Take();
            stage.Host.Advance(TimeSpan.FromHours(1));
            Assert.Equal("", stage.Take());
            Assert.Empty(stage.Host.Leftovers());
        });

    [Fact]
    public void S121_a_death_by_a_link_is_what_the_peer_died_of() => Stage.Run(
        static artel => artel.AddService(Id, "stage:linked", static service => service.Restart.Jitter = 0)
            .AddDefinition(LinkedTo("stage:linked")),
        static stage =>
        {
            stage.Host.RunUntilIdle();
            stage.Send("peer", "fail");
            Assert.Equal(ServiceState.Starting, stage.StateOf(Id));
            stage.Host.Advance(TimeSpan.FromSeconds(1));
            stage.Runtime.Terminate("peer");
            Assert.Equal(ServiceState.Starting, stage.StateOf(Id));
            stage.Host.Advance(TimeSpan.FromSeconds(2));
            stage.Send("peer", "fail-for-good");
            Assert.Equal(ServiceState.Failed, stage.StateOf(Id));
        });

    [Fact]
    public void A_failed_start_is_told_to_who_started_it_and_tried_again() => Run(
        static service => service.AutoStart = false,
        static stage =>
        {
            stage.Broken.Add("a");
            var error = Assert.Throws<ProcessException>(() => stage.Host.RunUntil(stage.Services.StartAsync(Id)));
            Assert.Equal((ErrorKind.Conflict, true), (error.Kind, error.Message.Contains(Id, StringComparison.Ordinal)));
            stage.Broken.Clear();
            stage.Host.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(ServiceState.Running, stage.StateOf(Id));
        });

    private static void Run(Action<ServiceOptions> configure, Action<Stage> test, params string[] broken) => Stage.Run(
        artel => artel.AddService(Id, Stage.Worker, service =>
        {
            service.Arguments("a");
            configure(service);
        }),
        test,
        broken);

    /// <summary>A process with a linked worker that has the name <c>peer</c>.</summary>
    private static ProcessDefinition LinkedTo(string id) => new(id, static _ => new Parent());

    private sealed class Parent : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process)
        {
            process.WithName("peer").SpawnLinked(Stage.Worker, Testing.ArtelTestHost.DefaultHost, "peer");
            return BehaviorStep.Done;
        }

        public BehaviorStep Receive(Message message) => BehaviorStep.Done;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;
    }

    private sealed class Always(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
