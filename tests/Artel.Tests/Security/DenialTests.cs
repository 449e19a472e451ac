using Artel.Security;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Artel.Tests.Security;

public sealed class DenialTests
{
    private const string Secret = "correct horse battery staple";

    [Fact]
    public async Task A_denial_is_counted_traced_and_logged_and_says_who_what_on_what_and_by_which_policy_but_nothing_of_the_message()
    {
        var counted = new Probe<string>();
        using var meters = new MeterListener();
        meters.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == "Artel" && instrument.Name == "artel.permissions.denied")
                self.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            var text = string.Join(", ", tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"));
            if (text.Contains("test:denied", StringComparison.Ordinal))
                counted.Tell($"{count}: {text}");
        });
        meters.Start();

        var log = new CollectedLog(LogLevel.Warning);
        var done = new Probe<(ProcessException Error, Activity Trace, Pid Caller)>();
        await using var app = Denying(log).Main("test:denied", (process, arguments) =>
        {
            using var trace = new Activity("request").Start();
            var error = Assert.Throws<ProcessException>(() => process.Send(arguments.Get<Pid>(0, "target"), "topic", Secret));
            done.Tell((error, trace, process.Pid));
            return Task.FromResult<object?>(null);
        });
        var target = app.Spawn("test:idle");
        SpawnAs(app, "ann", "test:denied", target);
        var (error, trace, caller) = await done.NextAsync();

        Assert.Equal(ErrorKind.PermissionDenied, error.Kind);
        Assert.False(error.Retryable);
        Assert.Equal($"send: permission denied: process.send on '{target}': policy 'no-send' denies it to actor 'ann'", error.Message);
        Assert.Equal(("process.send", target.ToString(), "ann", "no-send"),
            (error.Details["action"], error.Details["resource"], error.Details["actor"], error.Details["policy"]));
        Assert.Equal("1: artel.action=process.send, artel.definition=test:denied", await counted.NextAsync());
        Assert.Equal(0, counted.Count);
        var traced = Assert.Single(trace.Events);
        Assert.Equal("artel.permission.denied", traced.Name);
        Assert.Equal(
            [new("artel.action", "process.send"), new("artel.resource", target.ToString()), new("artel.actor", "ann"), new("artel.policy", "no-send")],
            traced.Tags);
        var line = Assert.Single(await log.TakeAllAsync());
        Assert.Equal(
            $"Warning: Process {caller} (test:denied) of actor ann was denied process.send on '{target}' by policy no-send: "
            + "policy 'no-send' denies it to actor 'ann' (0 denials before it were not logged)", line);
        Assert.DoesNotContain(Secret, $"{line} {error} {string.Join(' ', error.Details)} {string.Join(' ', traced.Tags)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task S110_a_deny_whose_condition_cannot_be_evaluated_denies_and_the_log_says_which()
    {
        var log = new CollectedLog(LogLevel.Warning);
        var done = new Probe<string>();
        await using var app = new TestApp().WithLog(log).Idle().Main("test:denied", (process, arguments) =>
        {
            done.Tell(Assert.Throws<ProcessException>(() => process.Send(arguments.Get<Pid>(0, "target"), "topic")).Message);
            return Task.FromResult<object?>(null);
        }).With(static artel => artel.AddPolicy("no-send", static p => p
            .Allow("*").Deny(Permissions.Send).When("actor.meta.level", ConditionOperator.Less, 3)));
        SpawnAs(app, "ann", "test:denied", app.Spawn("test:idle"));
        const string Reason = "policy 'no-send' denies it, since its condition 'actor.meta.level lt 3' can't be evaluated";
        Assert.Contains(Reason, await done.NextAsync(), StringComparison.Ordinal);
        Assert.Contains(Reason, Assert.Single(await log.TakeAllAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_than_ten_denials_a_second_are_logged_and_the_next_line_counts_the_ones_left_out()
    {
        var log = new CollectedLog(LogLevel.Warning);
        var done = new Probe<int>();
        await using var app = Denying(log).Handlers("test:denied", (process, message) =>
        {
            for (var i = 0; i < message.GetPayload<int>(); i++)
                Assert.False(process.TrySend(process.Pid, "x"));
            done.Tell(1);
            return BehaviorStep.Done;
        });
        var denied = SpawnAs(app, "ann", "test:denied");
        async Task<List<string>> DenyAsync(int times)
        {
            app.Runtime.Send(denied, "go", times);
            await done.NextAsync();
            return await log.TakeAllAsync();
        }

        Assert.All((await DenyAsync(25)).Chunk(10).Single(), static line => Assert.Contains("(0 denials before", line, StringComparison.Ordinal));
        Assert.Empty(await DenyAsync(3));
        app.Time.Advance(TimeSpan.FromSeconds(1));
        var next = await DenyAsync(2);
        Assert.Contains("(18 denials before it were not logged)", next[0], StringComparison.Ordinal);
        Assert.Contains("(0 denials before it were not logged)", next[1], StringComparison.Ordinal);
        Assert.Equal(8, (await DenyAsync(100)).Count);
    }

    [Fact]
    public async Task S005_the_error_of_who_may_not_names_what_was_passed_and_not_what_a_name_stands_for()
    {
        var log = new CollectedLog(LogLevel.Warning);
        var done = new Probe<(ProcessException Taken, ProcessException Free)>();
        await using var app = Denying(log).Main("test:denied", (process, _) =>
        {
            done.Tell((
                Assert.Throws<ProcessException>(() => process.Send("taken", "x")),
                Assert.Throws<ProcessException>(() => process.Send("free", "x"))));
            return Task.FromResult<object?>(null);
        });
        var owner = app.Runtime.WithName("taken").Spawn("test:idle", TestApp.Host);
        SpawnAs(app, "ann", "test:denied");
        var (taken, free) = await done.NextAsync();
        Assert.Equal(free.Message.Replace("free", "taken", StringComparison.Ordinal), taken.Message);
        Assert.Equal("taken", taken.Details["resource"]);
        Assert.Equal(taken.Details.Keys, free.Details.Keys);

        // Who keeps the system has to know which process it was.
        Assert.Contains($"'{owner}'", (await log.TakeAllAsync())[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_resource_that_a_program_makes_long_the_log_has_the_beginning()
    {
        var log = new CollectedLog(LogLevel.Warning);
        var done = new Probe<int>();
        await using var app = Denying(log).Main("test:denied", (process, _) =>
        {
            Assert.Throws<ProcessException>(() => process.Send(new string('x', 100_000), "x"));
            done.Tell(1);
            return Task.FromResult<object?>(null);
        });
        SpawnAs(app, "ann", "test:denied");
        await done.NextAsync();
        Assert.InRange(Assert.Single(await log.TakeAllAsync()).Length, 256, 600);
    }

    private static TestApp Denying(CollectedLog log) => new TestApp().WithLog(log).Idle()
        .With(static artel => artel.AddPolicy("no-send", static p => p.Allow("*").Deny(Permissions.Send)));

    private static Pid SpawnAs(TestApp app, string actor, string id, params ReadOnlySpan<object?> arguments) =>
        app.Runtime.WithActor(new Actor(actor)).WithScope(app.Runtime.Policies.CreateScope(["no-send"])).Spawn(id, TestApp.Host, arguments);
}
