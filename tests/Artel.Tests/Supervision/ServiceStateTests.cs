using System.Diagnostics.Metrics;
using Artel.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Artel.Tests.Supervision;

/// <summary>What is seen of services: statement 122.</summary>
public sealed class ServiceStateTests
{
    private const string Id = "app:a";

    [Fact]
    public void S122_each_change_of_state_is_told_once_and_in_order() => Run(static stage =>
    {
        var seen = new List<string>();
        stage.Services.Changed += (_, change) => seen.Add($"{change.Previous}>{change.Status.State}");
        stage.Host.RunUntil(stage.Services.StartAsync(Id));
        stage.Send(Id, "fail");
        stage.Host.Advance(TimeSpan.FromSeconds(2));
        stage.Host.RunUntil(stage.Services.StopAsync(Id));
        stage.Host.RunUntil(stage.Services.StartAsync(Id));
        stage.Send(Id, "end");
        stage.Host.RunUntil(stage.Services.StartAsync(Id));
        stage.Send(Id, "fail-for-good");
        Assert.Equal(
            [
                "Stopped>Starting", "Starting>Running", "Running>Starting", "Starting>Starting", "Starting>Running", "Running>Stopping",
                "Stopping>Stopped", "Stopped>Starting", "Starting>Running", "Running>Exited", "Exited>Starting", "Starting>Running", "Running>Failed",
            ],
            seen);
    });

    [Fact]
    public void S122_the_state_can_be_asked_for_with_pid_time_restarts_and_error() => Run(static stage =>
    {
        var made = stage.Services.Get(Id);
        Assert.Equal((ServiceState.Stopped, null, null), (made.State, made.Pid, made.LastError));
        stage.Host.Advance(TimeSpan.FromSeconds(1));
        stage.Host.RunUntil(stage.Services.StartAsync(Id));
        var running = stage.Services.Get(Id);
        Assert.Equal((stage.Runtime.TryLookup(Id), stage.Host.Time.GetUtcNow()), (running.Pid, running.Since));
        stage.Send(Id, "fail");
        var waiting = stage.Services.Get(Id);
        Assert.Equal((ServiceState.Starting, null, "a failed", 1), (waiting.State, waiting.Pid, waiting.LastError?.Message, waiting.Attempts));
        Assert.NotNull(waiting.RestartAt);
        Assert.Null(stage.Services.TryGet("app:nobody"));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<ProcessException>(() => stage.Services.Get("app:nobody")).Kind);
    });

    [Fact]
    public void S122_a_process_that_is_subscribed_gets_the_changes_until_it_is_taken_off_or_ends()
    {
        var seen = new List<string>();
        Stage.Run(
            artel => artel
                .AddHandlers("stage:watcher", (_, message) => seen.Add($"{message.Topic} {message.GetPayload<ServiceChange>().Status.State}"))
                .AddService(Id, Stage.Worker, static service => service.AutoStart = false),
            stage =>
            {
                seen.Clear();
                var watcher = stage.Host.Spawn("stage:watcher");
                var subscription = stage.Services.Subscribe(watcher);
                stage.Host.RunUntil(stage.Services.StartAsync(Id));
                stage.Host.RunUntilIdle();
                Assert.Equal(["service.changed Starting", "service.changed Running"], seen);
                subscription.Dispose();
                stage.Host.RunUntil(stage.Services.StopAsync(Id));
                stage.Host.RunUntilIdle();
                Assert.Equal(2, seen.Count);

                using var second = stage.Services.Subscribe(watcher);
                stage.Runtime.Terminate(watcher);
                stage.Host.RunUntil(stage.Services.StartAsync(Id));
                Assert.Equal((2, ServiceState.Running), (seen.Count, stage.StateOf(Id)));
            });
    }

    [Fact]
    public void What_a_subscriber_throws_changes_nothing_for_the_services() => Run(static stage =>
    {
        var after = 0;
        stage.Services.Changed += static (_, _) => throw new InvalidOperationException("a subscriber's own");
        stage.Services.Changed += (_, _) => after++;
        stage.Host.RunUntil(stage.Services.StartAsync(Id));
        Assert.Equal((2, ServiceState.Running), (after, stage.StateOf(Id)));
    });

    [Fact]
    public async Task S122_the_changes_can_be_read_as_they_come()
    {
        await using var app = new TestApp();
        app.Idle().With(static artel => artel.AddService(Id, "test:idle", static service => service.AutoStart = false));
        await using var changes = app.Runtime.Services.WatchAsync().GetAsyncEnumerator();

        // It watches from the first question on, and not from a thread that may come late.
        var next = changes.MoveNextAsync().AsTask();
        await app.Runtime.Services.StartAsync(Id).WaitAsync(TestApp.Patience);
        await app.Runtime.Services.StopAsync(Id).WaitAsync(TestApp.Patience);
        var seen = new List<ServiceState>();
        while (await next.WaitAsync(TestApp.Patience))
        {
            seen.Add(changes.Current.Status.State);
            if (seen[^1] == ServiceState.Stopped)
                break;
            next = changes.MoveNextAsync().AsTask();
        }

        Assert.Equal(ServiceState.Stopped, seen[^1]);
    }

    [Fact]
    public void S122_restarts_failures_and_states_are_metrics() => Run(static stage =>
    {
        var seen = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (ReferenceEquals(instrument.Meter, stage.Runtime.Metrics.Meter) && instrument.Name.StartsWith("artel.service.", StringComparison.Ordinal))
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add($"{instrument.Name} {tags[0].Value} {value}"));
        listener.Start();
        stage.Host.RunUntil(stage.Services.StartAsync(Id));
        stage.Send(Id, "fail");
        stage.Host.Advance(TimeSpan.FromSeconds(2));
        stage.Send(Id, "fail-for-good");
        listener.RecordObservableInstruments();
        Assert.Equal([$"artel.service.restarts {Id} 1", $"artel.service.failures {Id} 1", "artel.service.count Failed 1"], seen);
    });

    [Fact]
    public void S122_the_health_is_that_of_the_services_that_start_with_the_application() => Stage.Run(
        static artel => artel
            .AddService(Id, Stage.Worker, static service => service.Arguments("a"))
            .AddService("app:b", Stage.Worker, static service => service.AutoStart = false),
        static stage =>
        {
            stage.Take();
            Assert.Equal(HealthStatus.Healthy, Check(stage).Status);
            stage.Send(Id, "fail");
            Assert.Equal((HealthStatus.Degraded, "a failed"), (Check(stage).Status, Check(stage).Exception?.Message));
            stage.Host.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(HealthStatus.Healthy, Check(stage).Status);
            stage.Send(Id, "fail-for-good");
            var failed = Check(stage);
            Assert.Equal((HealthStatus.Unhealthy, $"failed: {Id}"), (failed.Status, failed.Description));
            Assert.Contains("a failed for good", (string)failed.Data[Id], StringComparison.Ordinal);
            Assert.StartsWith("Stopped", (string)failed.Data["app:b"], StringComparison.Ordinal);
        });

    private static HealthReportEntry Check(Stage stage)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(stage.Runtime);
        services.AddHealthChecks().AddArtel();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<HealthCheckService>().CheckHealthAsync().GetAwaiter().GetResult().Entries["artel"];
    }

    private static void Run(Action<Stage> test) => Stage.Run(
        static artel => artel.AddService(Id, Stage.Worker, static service =>
        {
            service.Arguments("a");
            service.AutoStart = false;
        }),
        test);
}
