namespace Artel.Tests.Supervision;

/// <summary>The order of starts and stops: statements 123, 124 and 79.</summary>
public sealed class ServiceOrderTests
{
    [Fact]
    public void S123_what_a_service_requires_starts_before_it_and_stops_after_it() => Stage.Run(
        static artel => Add(Add(Add(artel, "c", "b"), "b", "a"), "a"),
        static stage =>
        {
            Assert.Equal("start a, start b, start c", stage.Take());
            stage.Host.RunUntil(stage.Services.StopAsync("app:a"));
            Assert.Equal("stop c, stop b, stop a", stage.Take());
        });

    [Fact]
    public void S123_services_that_do_not_require_one_another_start_at_the_same_time() => Stage.Run(
        static artel => artel.AddService("app:slow", "stage:never", static service => service.StartTimeout = TimeSpan.FromHours(1))
            .AddDefinition(Never("stage:never"))
            .AddService("app:a", Stage.Worker, static service => service.Arguments("a")),
        static stage =>
        {
            Assert.Equal("start a", stage.Take());
            Assert.Equal(ServiceState.Starting, stage.StateOf("app:slow"));
        });

    [Fact]
    public void S123_a_service_waits_until_what_it_requires_has_come_through_its_restarts() => Stage.Run(
        static artel => Add(Add(artel, "b", "a"), "a"),
        static stage =>
        {
            Assert.Equal("start a", stage.Take());
            stage.Broken.Clear();
            stage.Host.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal("start a, start b", stage.Take());
        },
        broken: "a");

    [Fact]
    public void S123_a_failed_service_blocks_all_that_require_it_and_the_error_names_it() => Stage.Run(
        static artel => Add(Add(Add(artel, "c", "b"), "b", "a"), "a", configure: static service => service.Restart.Policy = RestartPolicy.Temporary),
        static stage =>
        {
            Assert.Equal("start a", stage.Take());
            Assert.All((string[])["app:a", "app:b", "app:c"], id => Assert.Equal(ServiceState.Failed, stage.StateOf(id)));
            var error = stage.Services.Get("app:c").LastError!;
            Assert.Equal(ErrorKind.Unavailable, error.Kind);
            Assert.Contains("requires 'app:b'", error.Message, StringComparison.Ordinal);
            Assert.Equal("a is broken", error.RootCause.Message);
        },
        broken: "a");

    [Fact]
    public void S123_a_service_that_was_blocked_starts_when_it_is_told_to_with_all_that_it_requires() => Stage.Run(
        static artel => Add(Add(artel, "b", "a"), "a", configure: static service => service.Restart.Policy = RestartPolicy.Temporary),
        static stage =>
        {
            stage.Take();
            stage.Broken.Clear();
            stage.Host.RunUntil(stage.Services.StartAsync("app:b"));
            Assert.Equal("start a, start b", stage.Take());
        },
        broken: "a");

    [Fact]
    public void S123_a_service_that_has_done_its_work_blocks_nobody() => Stage.Run(
        static artel => artel.AddService("app:once", "stage:once").AddDefinition(new ProcessDefinition("stage:once", static _ => new Once()))
            .AddService("app:b", Stage.Worker, static service => service.Requires("app:once").Arguments("b")),
        static stage =>
        {
            Assert.Equal("start b", stage.Take());
            Assert.Equal(ServiceState.Exited, stage.StateOf("app:once"));
        });

    [Fact]
    public void S123_what_a_service_requires_starts_with_it_though_it_does_not_start_by_itself() => Stage.Run(
        static artel => Add(Add(artel, "b", "a"), "a", configure: static service => service.AutoStart = false),
        static stage => Assert.Equal("start a, start b", stage.Take()));

    [Fact]
    public void S123_a_circle_is_refused_and_named_in_order()
    {
        var error = Assert.Throws<InvalidOperationException>(static () =>
            new Stage(0, static artel => Add(Add(Add(Add(artel, "d", "b"), "c", "a"), "b", "c"), "a", "b")));
        Assert.Contains("app:a -> app:b -> app:c -> app:a", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddService(\"app:a\")", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_many_services_starts_and_stops() => Stage.Run(
        static artel =>
        {
            Add(artel, "0");
            for (var i = 1; i < 300; i++)
                Add(artel, $"{i}", $"{i - 1}");
        },
        static stage =>
        {
            Assert.Equal(string.Join(", ", Enumerable.Range(0, 300).Select(static i => $"start {i}")), stage.Take());
            stage.Host.RunUntil(stage.Services.StopAsync("app:0"));
            Assert.Equal(string.Join(", ", Enumerable.Range(0, 300).Reverse().Select(static i => $"stop {i}")), stage.Take());
        });

    [Fact]
    public void S124_a_stop_that_misses_its_timeout_terminates() => Stage.Run(
        static artel => Add(artel, "a", configure: static service => service.StopTimeout = TimeSpan.FromSeconds(3)),
        static stage =>
        {
            stage.Take();
            stage.Stubborn.Add("a");
            stage.Send("app:a", "look again");
            var stopped = stage.Services.StopAsync("app:a");
            stage.Host.Advance(TimeSpan.FromSeconds(3) - TimeSpan.FromTicks(1));
            Assert.Equal(ServiceState.Stopping, stage.StateOf("app:a"));
            stage.Host.Advance(TimeSpan.FromTicks(1));
            stage.Host.RunUntil(stopped);
            var status = stage.Services.Get("app:a");
            Assert.Equal((ServiceState.Stopped, ErrorKind.Timeout), (status.State, status.LastError!.Kind));
            Assert.Empty(stage.Host.Leftovers());
        });

    [Fact]
    public void A_stop_timeout_of_zero_terminates_at_once() => Stage.Run(
        static artel => Add(artel, "a", configure: static service => service.StopTimeout = TimeSpan.Zero),
        static stage =>
        {
            stage.Take();
            stage.Host.RunUntil(stage.Services.StopAsync("app:a"));
            Assert.Equal("", stage.Take());
            Assert.Equal(ServiceState.Stopped, stage.StateOf("app:a"));
        });

    [Fact]
    public void S079_S123_an_application_that_stops_ends_its_services_in_order_before_all_other_processes() => Stage.Run(
        static artel => Add(Add(artel, "b", "a"), "a", configure: static service => service.Restart.Policy = RestartPolicy.Permanent),
        static stage =>
        {
            stage.Take();
            stage.Host.Spawn(Stage.Worker, "other");
            stage.Take();
            stage.Host.RunUntil(stage.Runtime.StopAsync(CancellationToken.None));
            Assert.Equal("stop b, stop a, stop other", stage.Take());
            Assert.Equal(0, stage.Runtime.ProcessCount);
            Assert.All(stage.Services.List(), static service => Assert.Equal(ServiceState.Stopped, service.State));
        });

    [Fact]
    public void A_start_while_the_application_stops_is_refused() => Stage.Run(
        static artel => Add(artel, "a"),
        static stage =>
        {
            stage.Take();
            stage.Host.RunUntil(stage.Runtime.StopAsync(CancellationToken.None));
            var error = Assert.Throws<ProcessException>(() => stage.Host.RunUntil(stage.Services.StartAsync("app:a")));
            Assert.Equal(ErrorKind.Unavailable, error.Kind);
        });

    [Fact]
    public void A_restart_takes_those_along_that_require_the_service() => Stage.Run(
        static artel => Add(Add(Add(artel, "c"), "b", "a"), "a"),
        static stage =>
        {
            stage.Take();
            stage.Host.RunUntil(stage.Services.RestartAsync("app:a"));
            Assert.Equal("stop b, stop a, start a, start b", stage.Take());
        });

    [Fact]
    public void A_start_in_the_middle_of_a_stop_comes_after_it() => Stage.Run(
        static artel => Add(Add(artel, "b", "a"), "a"),
        static stage =>
        {
            stage.Take();
            var stopped = stage.Services.StopAsync("app:a");
            var started = stage.Services.StartAsync("app:b");
            stage.Host.RunUntil(Task.WhenAll(stopped, started));
            Assert.Equal("stop b, stop a, start a, start b", stage.Take());
        });

    [Fact]
    public void A_start_that_takes_too_long_has_failed_and_is_tried_again() => Stage.Run(
        static artel => artel.AddDefinition(Never("stage:never")).AddService("app:a", "stage:never", static service =>
        {
            service.StartTimeout = TimeSpan.FromSeconds(7);
            service.Restart.MaxAttempts = 1;
            service.AutoStart = false;
        }),
        static stage =>
        {
            var started = stage.Services.StartAsync("app:a");
            stage.Host.Advance(TimeSpan.FromSeconds(7));
            Assert.Equal(ErrorKind.Timeout, Assert.Throws<ProcessException>(() => stage.Host.RunUntil(started)).Kind);
            Assert.Equal(ServiceState.Starting, stage.StateOf("app:a"));
            stage.Host.Advance(TimeSpan.FromSeconds(20));
            Assert.Equal(ServiceState.Failed, stage.StateOf("app:a"));
            Assert.Empty(stage.Host.Leftovers());
        });

    private static ArtelBuilder Add(ArtelBuilder artel, string name, string? requires = null, Action<ServiceOptions>? configure = null) =>
        artel.AddService($"app:{name}", Stage.Worker, service =>
        {
            service.Arguments(name);
            if (requires is not null)
                service.Requires($"app:{requires}");
            configure?.Invoke(service);
        });

    /// <summary>A process whose first step does not come to an end.</summary>
    private static ProcessDefinition Never(string id) => new(id, static _ => new Stuck());

    private sealed class Stuck : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process) => BehaviorStep.From(new TaskCompletionSource().Task);

        public BehaviorStep Receive(Message message) => BehaviorStep.Done;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.Done;
    }

    private sealed class Once : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process) => BehaviorStep.End("done");

        public BehaviorStep Receive(Message message) => BehaviorStep.Done;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.Done;
    }
}
