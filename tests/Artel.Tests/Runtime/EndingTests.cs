using Artel.Runtime;

namespace Artel.Tests.Runtime;

public sealed class EndingTests
{
    [Fact]
    public async Task S033_terminate_ends_a_waiting_process_and_none_of_its_code_runs()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Main("test:waiting", async process =>
        {
            try
            {
                seen.Tell("waiting");
                await process.Inbox.ReceiveAsync();
            }
            finally
            {
                seen.Tell("finally");
            }
        });
        var pid = app.Spawn("test:waiting");
        Assert.Equal("waiting", await seen.NextAsync());
        var ended = app.Runtime.WaitForExitAsync(pid);
        app.Runtime.Terminate(pid);
        var result = await ended.WaitAsync(TestApp.Patience);
        Assert.Equal(ErrorKind.Canceled, result.Error!.Kind);
        Assert.Equal("process terminated", result.Error.Message);
        Assert.Equal(0, seen.Count);
    }

    [Fact]
    public async Task S070_cancel_fires_the_token_and_puts_cancel_on_events()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Main("test:graceful", async process =>
        {
            var events = process.Events;
            seen.Tell("ready");
            var cancel = Assert.IsType<CancelEvent>((await events.ReceiveAsync()).Value);
            seen.Tell($"{cancel.Kind} {process.Cancelled.IsCancellationRequested} {cancel.Deadline is not null}");
        });
        var pid = app.Spawn("test:graceful");
        Assert.Equal("ready", await seen.NextAsync());
        var ended = app.Runtime.WaitForExitAsync(pid);
        app.Runtime.Cancel(pid, TimeSpan.FromSeconds(5));
        Assert.Equal("pid.cancel True True", await seen.NextAsync());
        Assert.True((await ended.WaitAsync(TestApp.Patience)).IsNormal);
    }

    [Fact]
    public async Task S073_a_process_alive_at_its_deadline_is_terminated_and_a_second_cancel_brings_it_forward()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Main("test:stubborn", async process =>
        {
            seen.Tell("ready");
            while (true)
            {
                seen.Tell((await process.Inbox.ReceiveAsync()).Value!.Topic);
            }
        });
        var pid = app.Spawn("test:stubborn");
        await seen.NextAsync();
        var ended = app.Runtime.WaitForExitAsync(pid);
        app.Runtime.Cancel(pid, TimeSpan.FromSeconds(60));
        app.Runtime.Cancel(pid, TimeSpan.FromSeconds(10));
        app.Runtime.Cancel(pid, TimeSpan.FromSeconds(600));
        app.Time.Advance(TimeSpan.FromSeconds(9.9));
        app.Runtime.Send(pid, "still alive");
        Assert.Equal("still alive", await seen.NextAsync());
        app.Time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(ErrorKind.Timeout, (await ended.WaitAsync(TestApp.Patience)).Error!.Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task S074_a_deadline_that_is_not_positive_is_invalid(int seconds)
    {
        await using var app = new TestApp().Idle();
        var pid = app.Spawn("test:idle");
        var error = Assert.Throws<ProcessException>(() => app.Runtime.Cancel(pid, TimeSpan.FromSeconds(seconds)));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
    }

    [Fact]
    public async Task A_handler_process_without_a_cancel_handler_ends_when_it_is_cancelled()
    {
        await using var app = new TestApp().Idle();
        var pid = app.Spawn("test:idle");
        var ended = app.Runtime.WaitForExitAsync(pid);
        app.Runtime.Cancel(pid);
        Assert.True((await ended.WaitAsync(TestApp.Patience)).IsNormal);
    }

    [Fact]
    public async Task S079_a_stopping_host_cancels_waits_and_terminates_the_rest()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp()
            .WithHost("test:stopping", static options => options.StopTimeout = TimeSpan.FromSeconds(3))
            .Main("test:polite", async process =>
            {
                seen.Tell("started");
                await process.Events.ReceiveAsync();
                seen.Tell("polite end");
            })
            .Main("test:stubborn", async process =>
            {
                seen.Tell("started");
                await process.Inbox.ReceiveAsync();
            });
        var polite = app.Runtime.Spawn("test:polite", "test:stopping");
        var stubborn = app.Runtime.Spawn("test:stubborn", "test:stopping");
        await seen.TakeAsync(2);
        var politeEnd = app.Runtime.WaitForExitAsync(polite);
        var stubbornEnd = app.Runtime.WaitForExitAsync(stubborn);

        var stopped = app.Runtime.StopAsync(CancellationToken.None);
        Assert.Equal("polite end", await seen.NextAsync());
        Assert.True((await politeEnd.WaitAsync(TestApp.Patience)).IsNormal);
        Assert.False(stopped.IsCompleted);
        Assert.Equal(
            ErrorKind.Unavailable,
            Assert.Throws<ProcessException>(() => app.Runtime.Spawn("test:polite", "test:stopping")).Kind);

        app.Time.Advance(TimeSpan.FromSeconds(3));
        await stopped.WaitAsync(TestApp.Patience);
        Assert.NotNull((await stubbornEnd.WaitAsync(TestApp.Patience)).Error);
        Assert.Equal(0, app.Runtime.ProcessCount);
    }

    [Fact]
    public async Task S093_exec_gives_the_value_or_the_error_with_its_kind()
    {
        await using var app = new TestApp().Main("test:divide", (_, arguments) =>
        {
            var by = arguments.Get<int>(1, "by");
            if (by == 0)
                throw new ProcessException(ErrorKind.Conflict, "division by zero");
            return Task.FromResult<object?>(arguments.Get<int>(0, "number") / by);
        });
        Assert.Equal(6, await app.Runtime.ExecAsync<int>("test:divide", TestApp.Host, 42, 7));
        var error = await Assert.ThrowsAsync<ProcessException>(() => app.Runtime.ExecAsync<int>("test:divide", TestApp.Host, 42, 0));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
    }

    [Fact]
    public async Task S096_when_the_caller_of_exec_dies_the_child_is_cancelled_then_terminated()
    {
        var children = new Probe<Pid>();
        await using var app = new TestApp()
            .Main("test:child", async process =>
            {
                children.Tell(process.Pid);
                await process.Inbox.ReceiveAsync();
            })
            .Main("test:caller", async process => await process.ExecAsync<object?>("test:child", TestApp.Host));
        var caller = app.Spawn("test:caller");
        var child = await children.NextAsync();
        var childEnd = app.Runtime.WaitForExitAsync(child);
        var callerEnd = app.Runtime.WaitForExitAsync(caller);
        app.Runtime.Terminate(caller);
        await callerEnd.WaitAsync(TestApp.Patience);
        app.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ErrorKind.Timeout, (await childEnd.WaitAsync(TestApp.Patience)).Error!.Kind);
    }

    [Fact]
    public async Task S080_to_S086_names_are_claimed_looked_up_and_freed()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp().Idle().Main("test:namer", process =>
        {
            var other = process.Spawn("test:idle", TestApp.Host);
            process.Registry.Register("mine");
            process.Registry.Register("mine");
            process.Registry.Register("theirs", other);
            seen.Tell(Assert.Throws<ProcessException>(() => process.Registry.Register("theirs")).Kind.ToText());
            seen.Tell((process.Registry.Lookup("theirs") == other).ToString());
            seen.Tell(process.Registry.Unregister("theirs").ToString());
            seen.Tell(process.Registry.Unregister("theirs").ToString());
            seen.Tell(Assert.Throws<ProcessException>(() => process.Registry.Lookup("theirs")).Kind.ToText());
            return Task.CompletedTask;
        });
        app.Spawn("test:namer");
        Assert.Equal(["AlreadyExists", "True", "True", "False", "NotFound"], await seen.TakeAsync(5));
        Assert.Null(app.Runtime.TryLookup("nobody"));
    }

    [Fact]
    public async Task S088_a_taken_name_gives_the_process_that_has_it_and_the_messages_go_there()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp()
            .Handlers("test:single", (process, message) =>
            {
                seen.Tell($"{process.Pid} {message.GetPayload<string>()}");
                return BehaviorStep.Done;
            })
            .Main("test:spawner", process =>
            {
                var spawner = process.WithContext(new Dictionary<string, object?>()).WithName("single");
                var first = spawner.WithMessage("m", "one").Spawn("test:single", TestApp.Host);
                var second = spawner.WithMessage("m", "two").Spawn("test:single", TestApp.Host);
                seen.Tell($"{first} {first == second}");
                return Task.CompletedTask;
            });
        app.Spawn("test:spawner");
        var lines = await seen.TakeAsync(3);
        var pid = app.Runtime.TryLookup("single")!;
        Assert.Contains($"{pid} True", lines);
        Assert.Equal([$"{pid} one", $"{pid} two"], lines.Where(line => line.EndsWith("one", StringComparison.Ordinal) || line.EndsWith("two", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task S104_and_S106_a_child_sees_its_parents_context_and_explicit_keys_override()
    {
        var seen = new Probe<string>();
        await using var app = new TestApp()
            .Main("test:leaf", process =>
            {
                seen.Tell($"{process.Context["request"]} {process.Context["level"]}");
                return Task.CompletedTask;
            })
            .Main("test:middle", process =>
            {
                process.Spawn("test:leaf", TestApp.Host);
                process.WithContext(new Dictionary<string, object?> { ["level"] = 2 }).Spawn("test:leaf", TestApp.Host);
                return Task.CompletedTask;
            })
            .Main("test:top", process =>
            {
                process.WithContext(new Dictionary<string, object?> { ["request"] = "r1", ["level"] = 1 }).Spawn("test:middle", TestApp.Host);
                return Task.CompletedTask;
            });
        app.Spawn("test:top");
        Assert.Equal(["r1 1", "r1 2"], (await seen.TakeAsync(2)).Order());
    }

    [Fact]
    public async Task An_ask_to_a_process_that_ends_is_answered_with_not_found_and_one_that_is_late_with_timeout()
    {
        await using var app = new TestApp().Handlers("test:mute", static (process, message) =>
        {
            if (message.Topic == "die")
                process.Exit();
            return BehaviorStep.Done;
        });
        var pid = app.Spawn("test:mute");
        var late = app.Runtime.AskAsync<int>(pid, "anything", TimeSpan.FromSeconds(1)).AsTask();
        app.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ErrorKind.Timeout, (await Assert.ThrowsAsync<ProcessException>(() => late)).Kind);
    }

    [Fact]
    public async Task A_full_host_refuses_and_says_which_limit_and_how_to_raise_it()
    {
        await using var app = new TestApp().WithHost("test:small", static options => options.MaxProcesses = 1).Idle();
        var only = app.Runtime.Spawn("test:idle", "test:small");
        var error = Assert.Throws<ProcessException>(() => app.Runtime.Spawn("test:idle", "test:small"));
        Assert.Equal(ErrorKind.RateLimited, error.Kind);
        Assert.True(error.Retryable);
        Assert.Contains("MaxProcesses", error.Message, StringComparison.Ordinal);
        var ended = app.Runtime.WaitForExitAsync(only);
        app.Runtime.Send(only, "stop");
        await ended.WaitAsync(TestApp.Patience);
        await using var second = new TestApp().Idle();
    }

    [Fact]
    public async Task After_many_processes_have_lived_and_died_nothing_is_left()
    {
        await using var app = new TestApp().Main("test:mayfly", static (_, _) => Task.FromResult<object?>(null));
        for (var i = 0; i < 20_000; i++)
            app.Spawn("test:mayfly");
        var last = new TaskCompletionSource();
        while (app.Runtime.ProcessCount > 0)
            await Task.Yield();
        Assert.Equal(0, app.Runtime.Names.Count);
        Assert.Empty(app.Runtime.Processes.Snapshot());
    }

    [Fact]
    public async Task The_pid_of_an_ended_process_keeps_nothing_of_it()
    {
        await using var app = new TestApp().Idle();
        var pid = app.Spawn("test:idle");
        Assert.NotNull(pid.Kind);
        var ended = app.Runtime.WaitForExitAsync(pid);
        app.Runtime.Send(pid, "stop");
        await ended.WaitAsync(TestApp.Patience);
        Assert.Null(pid.Route);
        Assert.Null(pid.Kind);
    }
}
