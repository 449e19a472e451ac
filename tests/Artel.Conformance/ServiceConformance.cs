namespace Artel.Conformance;

/// <summary>Services: statements 117 to 124, for services in each language.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class ServiceConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    private const string Id = "svc:a";

    [Theory]
    [InlineData(RestartPolicy.Permanent, true, true)]
    [InlineData(RestartPolicy.Transient, false, true)]
    [InlineData(RestartPolicy.Temporary, false, false)]
    public async Task S117_a_service_is_started_anew_always_on_failure_or_never(RestartPolicy policy, bool afterExit, bool afterError)
    {
        await using var app = await StartPuppetAsync(service => service.Restart.Policy = policy);
        await (await PuppetAsync(app)).EndAsync("exit");
        await ExpectAsync(app, afterExit, ServiceState.Exited);
        await app.Runtime.Services.StartAsync(Id);
        await (await PuppetAsync(app)).EndAsync("fail", "Conflict", "on purpose");
        await ExpectAsync(app, afterError, ServiceState.Failed);
    }

    [Fact]
    public async Task S118_max_attempts_is_that_many_restarts()
    {
        await using var app = await StartEnderAsync("crash", static service => service.Restart.MaxAttempts = 2);
        for (var restart = 1; restart <= 2; restart++)
            await RestartAsync(app, restart);
        var failed = await UntilAsync(app, Id, static service => service.State == ServiceState.Failed);
        Assert.Equal(2, failed.Restarts);
        Assert.Contains("on purpose", failed.LastError!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S119_delays_grow_by_the_factor_up_to_the_cap()
    {
        await using var app = await StartEnderAsync("crash", static service =>
        {
            service.Restart.InitialDelay = TimeSpan.FromSeconds(2);
            service.Restart.BackoffFactor = 3;
            service.Restart.MaxDelay = TimeSpan.FromSeconds(10);
        });
        foreach (var (restart, seconds) in ((int, int)[])[(1, 2), (2, 6), (3, 10), (4, 10)])
            Assert.Equal(TimeSpan.FromSeconds(seconds), await RestartAsync(app, restart));
    }

    [Fact]
    public async Task S120_a_service_that_ran_for_its_threshold_has_its_restarts_again()
    {
        await using var app = await StartPuppetAsync(static service => service.StableThreshold = TimeSpan.FromSeconds(5));
        await (await PuppetAsync(app)).EndAsync("crash", "on purpose");
        await RestartAsync(app, 1);
        await (await PuppetAsync(app)).EndAsync("crash", "on purpose");
        await RestartAsync(app, 2);
        var puppet = await PuppetAsync(app);
        app.Time.Advance(TimeSpan.FromSeconds(5));
        await puppet.EndAsync("crash", "on purpose");
        Assert.Equal(1, (await UntilAsync(app, Id, static service => service.RestartAt is not null)).Attempts);
    }

    [Fact]
    public async Task S121_an_error_that_says_that_trying_again_is_of_no_use_is_final_and_a_plain_one_is_not()
    {
        await using (var app = await StartEnderAsync("final", static service => service.Restart.Policy = RestartPolicy.Permanent))
            Assert.Equal(ErrorKind.Conflict, (await UntilAsync(app, Id, static service => service.State == ServiceState.Failed)).LastError!.Kind);
        foreach (var how in (string[])["error", "crash"])
        {
            await using var app = await StartEnderAsync(how);
            await UntilAsync(app, Id, static service => service.RestartAt is not null);
        }
    }

    [Fact]
    public async Task S121_a_service_that_was_stopped_is_not_started_anew()
    {
        await using var app = await StartPuppetAsync(static service => service.Restart.Policy = RestartPolicy.Permanent);
        await PuppetAsync(app);
        await app.Runtime.Services.StopAsync(Id).WaitAsync(ConformanceApp.Patience);
        app.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ServiceState.Stopped, app.Runtime.Services.Get(Id).State);
        Assert.Null(app.Runtime.TryLookup(Id));
    }

    [Fact]
    public async Task S122_the_states_of_a_service_are_seen_as_they_come()
    {
        await using var app = await StartPuppetAsync(static service =>
        {
            service.AutoStart = false;
            service.Restart.Policy = RestartPolicy.Temporary;
        });
        var states = new List<ServiceState>();
        app.Runtime.Services.Changed += (_, change) => states.Add(change.Status.State);
        await app.Runtime.Services.StartAsync(Id);
        await (await PuppetAsync(app)).EndAsync("exit");
        await UntilAsync(app, Id, static service => service.State == ServiceState.Exited);
        await app.Runtime.Services.StartAsync(Id);
        await (await PuppetAsync(app)).EndAsync("crash", "on purpose");
        await UntilAsync(app, Id, static service => service.State == ServiceState.Failed);
        await app.Runtime.Services.StartAsync(Id);
        await app.Runtime.Services.StopAsync(Id).WaitAsync(ConformanceApp.Patience);
        Assert.Equal(
            [
                ServiceState.Starting, ServiceState.Running, ServiceState.Exited, ServiceState.Starting, ServiceState.Running, ServiceState.Failed,
                ServiceState.Starting, ServiceState.Running, ServiceState.Stopping, ServiceState.Stopped,
            ],
            states);
    }

    [Fact]
    public async Task S123_what_a_service_requires_starts_before_it_and_stops_after_it()
    {
        var states = new List<string>();
        await using var app = await ConformanceApp.StartAsync(more: static artel =>
        {
            Add(artel, "svc:c", TLanguage.Puppet, static service => service.Requires("svc:b").AutoStart = false);
            Add(artel, "svc:b", TLanguage.Puppet, static service => service.Requires("svc:a").AutoStart = false);
            Add(artel, "svc:a", TLanguage.Puppet, static service => service.AutoStart = false);
        });
        app.Runtime.Services.Changed += (_, change) => states.Add($"{change.Status.Id} {change.Status.State}");
        await app.Runtime.Services.StartAsync("svc:c");
        await app.Runtime.Services.StopAsync("svc:a").WaitAsync(ConformanceApp.Patience);
        Assert.Equal(["svc:a Running", "svc:b Running", "svc:c Running"], states.Where(static state => state.EndsWith("Running", StringComparison.Ordinal)));
        Assert.Equal(["svc:c Stopped", "svc:b Stopped", "svc:a Stopped"], states.Where(static state => state.EndsWith("Stopped", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task S123_a_failed_service_blocks_those_that_require_it()
    {
        await using var app = await StartEnderAsync("final", more: static artel => Add(artel, "svc:b", TLanguage.Puppet, static service => service.Requires(Id)));
        var blocked = await UntilAsync(app, "svc:b", static service => service.State == ServiceState.Failed);
        Assert.Contains($"'{Id}'", blocked.LastError!.Message, StringComparison.Ordinal);
        Assert.Null(app.Runtime.TryLookup("svc:b"));
    }

    [Fact]
    public async Task S124_a_stop_that_misses_its_timeout_terminates()
    {
        await using var app = await StartPuppetAsync(static service => service.StopTimeout = TimeSpan.FromSeconds(3));
        var puppet = await PuppetAsync(app);
        var ended = puppet.Ended();
        var stopped = app.Runtime.Services.StopAsync(Id);
        Assert.Equal(ProcessEventKinds.Cancel, (await puppet.NextEventAsync()).Kind);
        app.Time.Advance(TimeSpan.FromSeconds(3));
        await stopped.WaitAsync(ConformanceApp.Patience);
        Assert.Equal(ErrorKind.Timeout, (await ended).Error!.Kind);
        Assert.Equal(ServiceState.Stopped, app.Runtime.Services.Get(Id).State);
    }

    private static void Add(ArtelBuilder artel, string id, string definition, Action<ServiceOptions>? configure) => artel.AddService(id, definition, service =>
    {
        service.Host = ConformanceApp.Host;
        service.Restart.Jitter = 0;

        // A puppet takes no notice of a CANCEL; what does not look at the timeout need not wait for it.
        service.StopTimeout = TimeSpan.Zero;
        configure?.Invoke(service);
    });

    private static Task<ConformanceApp> StartPuppetAsync(Action<ServiceOptions> configure) =>
        ConformanceApp.StartAsync(more: artel => Add(artel, Id, TLanguage.Puppet, configure));

    private static Task<ConformanceApp> StartEnderAsync(string how, Action<ServiceOptions>? configure = null, Action<ArtelBuilder>? more = null) =>
        ConformanceApp.StartAsync(more: artel =>
        {
            Add(artel, Id, Definition("ender"), service =>
            {
                service.Arguments(how, "on purpose");
                configure?.Invoke(service);
            });
            more?.Invoke(artel);
        });

    /// <summary>The puppet that the service runs now.</summary>
    private static async Task<Puppet> PuppetAsync(ConformanceApp app) =>
        new(app.Runtime, (await UntilAsync(app, Id, static service => service.State == ServiceState.Running)).Pid!);

    /// <summary>Waits until the service is to be started anew, turns the clock to that, and gives how long it was.</summary>
    private static async Task<TimeSpan> RestartAsync(ConformanceApp app, int restart)
    {
        var waiting = await UntilAsync(app, Id, service => service.RestartAt is not null && service.Restarts == restart - 1);
        var delay = waiting.RestartAt!.Value - app.Time.GetUtcNow();
        app.Time.Advance(delay);
        await UntilAsync(app, Id, service => service.Restarts == restart);
        return delay;
    }

    private static async Task ExpectAsync(ConformanceApp app, bool again, ServiceState otherwise)
    {
        var ended = await UntilAsync(app, Id, service => service.RestartAt is not null || service.State == otherwise);
        Assert.Equal(again, ended.RestartAt is not null);
        if (!again)
            return;
        app.Time.Advance(ended.RestartAt!.Value - app.Time.GetUtcNow());
        await UntilAsync(app, Id, static service => service.State == ServiceState.Running);
    }

    private static async Task<ServiceStatus> UntilAsync(ConformanceApp app, string id, Func<ServiceStatus, bool> holds)
    {
        var services = app.Runtime.Services;
        var seen = new TaskCompletionSource<ServiceStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(object? sender, ServiceChange change)
        {
            if (change.Status.Id == id && holds(change.Status))
                seen.TrySetResult(change.Status);
        }

        services.Changed += Look;
        try
        {
            var now = services.Get(id);
            return holds(now) ? now : await seen.Task.WaitAsync(ConformanceApp.Patience);
        }
        finally
        {
            services.Changed -= Look;
        }
    }
}
